package dev.jobstream.web;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Scripts, styles and pictures, under names that hold their content's hash, so that a browser keeps
 * them for ever.
 *
 * <p>They lie on the class path, ours beside this class and others in WebJars. A module's imports
 * of other modules ({@code import "./pacing.js"}) are given the hashed names when it is first asked
 * for: an import map would have to stand in the page as an inline script. Each is compressed once.
 * Thread-safe.
 */
final class Assets {
  static final String PATH = "/assets/";

  private static final Pattern HASHED = Pattern.compile("([\\w-]+)\\.([0-9a-f]{12})\\.(\\w+)");
  private static final Pattern PLAIN = Pattern.compile("[\\w-]+\\.\\w+");
  private static final Pattern IMPORT =
      Pattern.compile("(\\b(?:from|import)\\s*\\(?\\s*\")\\./([\\w-]+\\.js)(\")");
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  /** What is sent. */
  private static final class Asset {
    private final String url;
    private final String contentType;
    private final byte[] bytes;
    private final byte @Nullable [] gzip;

    Asset(String url, String contentType, byte[] bytes, byte @Nullable [] gzip) {
      this.url = url;
      this.contentType = contentType;
      this.bytes = bytes;
      this.gzip = gzip;
    }
  }

  private final Map<String, Asset> assets = new ConcurrentHashMap<>();
  private final Map<String, String> webJars;

  Assets() {
    webJars =
        Map.of(
            "htmx.js",
            "META-INF/resources/webjars/htmx.org/%s/dist/htmx.min.js"
                .formatted(versions().getProperty("htmx")));
  }

  /**
   * The address of an asset.
   *
   * @param name such as {@code app.css}
   */
  String url(String name) {
    return asset(name, new LinkedHashSet<>())
        .orElseThrow(() -> new IllegalArgumentException("There is no asset `%s`.".formatted(name)))
        .url;
  }

  /** Answers a request for an address of {@link #url}; one of another version is not there. */
  void serve(Context ctx) {
    String file = ctx.pathParam("file");
    Matcher matcher = HASHED.matcher(file);
    Asset asset =
        Optional.of(matcher)
            .filter(Matcher::matches)
            .flatMap(m -> asset(m.group(1) + "." + m.group(3), new LinkedHashSet<>()))
            .filter(found -> found.url.equals(PATH + file))
            .orElseThrow(() ->
                Problem.notFound(
                        "There is no file `%s`. Reload the page: Jobstream may have been updated."
                            .formatted(file))
                    .toException());
    ctx.header("Cache-Control", FOR_EVER).contentType(asset.contentType);
    ctx.header("Vary", "Accept-Encoding").disableCompression();
    String accepted = ctx.header("Accept-Encoding");
    if (asset.gzip != null && accepted != null && accepted.contains("gzip")) {
      ctx.header("Content-Encoding", "gzip").result(asset.gzip);
    } else {
      ctx.result(asset.bytes);
    }
  }

  private Optional<Asset> asset(String name, Set<String> importing) {
    Asset known = assets.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    // Two threads may both load it, and load the same.
    Optional<Asset> loaded = read(name).map(bytes -> load(name, bytes, importing));
    loaded.ifPresent(asset -> assets.put(name, asset));
    return loaded;
  }

  private Asset load(String name, byte[] raw, Set<String> importing) {
    if (!importing.add(name)) {
      throw new IllegalStateException("The modules import each other: %s.".formatted(importing));
    }
    String extension = name.substring(name.lastIndexOf('.') + 1);
    byte[] bytes =
        extension.equals("js") && !webJars.containsKey(name)
            ? withHashedImports(new String(raw, StandardCharsets.UTF_8), importing)
                .getBytes(StandardCharsets.UTF_8)
            : raw;
    importing.remove(name);
    String base = name.substring(0, name.length() - extension.length() - 1);
    return new Asset(
        "%s%s.%s.%s".formatted(PATH, base, hash(bytes), extension),
        contentType(extension),
        bytes,
        extension.equals("png") ? null : gzip(bytes));
  }

  private String withHashedImports(String script, Set<String> importing) {
    return IMPORT
        .matcher(script)
        .replaceAll(match -> {
          String url =
              asset(match.group(2), importing)
                  .orElseThrow(() ->
                      new IllegalStateException(
                          "A module imports `%s`, which is not there.".formatted(match.group(2))))
                  .url;
          return Matcher.quoteReplacement(match.group(1) + url + match.group(3));
        });
  }

  private Optional<byte[]> read(String name) {
    String webJar = webJars.get(name);
    if (webJar == null && !PLAIN.matcher(name).matches()) {
      return Optional.empty();
    }
    try (InputStream in =
        webJar == null
            ? Assets.class.getResourceAsStream("assets/" + name)
            : Assets.class.getClassLoader().getResourceAsStream(webJar)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties versions() {
    Properties versions = new Properties();
    try (InputStream in = Assets.class.getResourceAsStream("webjars.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions;
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String contentType(String extension) {
    return switch (extension.toLowerCase(Locale.ROOT)) {
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "png" -> "image/png";
      case "webmanifest" -> "application/manifest+json";
      default ->
          throw new IllegalArgumentException("No content type for `.%s`.".formatted(extension));
    };
  }
}
