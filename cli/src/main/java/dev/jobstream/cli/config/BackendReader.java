package dev.jobstream.cli.config;

import dev.jobstream.llm.ThrottledChatModel.Limits;
import dev.jobstream.llm.http.HttpProtocol;
import dev.jobstream.llm.http.HttpTimeouts;
import dev.jobstream.llm.http.RetryPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads backends from checked settings. */
final class BackendReader {
  private final Settings settings;
  private final Path file;

  /**
   * @param file the file of the settings, in whose folder relative paths begin
   */
  BackendReader(Settings settings, Path file) {
    this.settings = settings;
    this.file = file;
  }

  /** The names of those that need no settings, then of the user's own. */
  static Set<String> names(Settings settings) {
    Set<String> names = new LinkedHashSet<>();
    KnownBackend.ALL.forEach(backend -> names.add(backend.name()));
    names.addAll(settings.names("backends"));
    return names;
  }

  BackendSettings read(String name) {
    Optional<KnownBackend> known = KnownBackend.named(name);
    HttpProtocol protocol =
        known.map(KnownBackend::protocol).orElseGet(() -> settings.get(ConfigKeys.PROTOCOL, name));
    URI url =
        settings.find(ConfigKeys.URL, name).or(() -> known.map(KnownBackend::url)).orElseThrow();
    return new BackendSettings(
        name,
        protocol,
        url,
        settings.find(ConfigKeys.KEY_ENV, name),
        known.flatMap(KnownBackend::keyVariable),
        settings.find(ConfigKeys.KEY_FILE, name).map(this::path),
        headers(name),
        settings.get(ConfigKeys.CONTEXT_TOKENS, name),
        settings.get(ConfigKeys.KEEP_ALIVE, name),
        settings.get(ConfigKeys.STREAMING, name),
        new HttpTimeouts(
            settings.get(ConfigKeys.CONNECT, name),
            settings.get(ConfigKeys.FIRST_BYTE, name),
            settings.get(ConfigKeys.IDLE, name),
            settings.get(ConfigKeys.TOTAL, name).orElse(Duration.ZERO)),
        new RetryPolicy(
            settings.get(ConfigKeys.RETRY_ATTEMPTS, name),
            RetryPolicy.defaults().firstPause(),
            settings.get(ConfigKeys.RETRY_LONGEST_PAUSE, name)),
        limits(name));
  }

  private Map<String, String> headers(String name) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header : settings.names("backends." + name + ".headers")) {
      settings.find(ConfigKeys.HEADER, name, header).ifPresent(value -> headers.put(header, value));
    }
    return headers;
  }

  private Optional<Limits> limits(String name) {
    Optional<Integer> concurrent = settings.get(ConfigKeys.CONCURRENT, name);
    Optional<Integer> perMinute = settings.get(ConfigKeys.PER_MINUTE, name);
    return concurrent.isEmpty() && perMinute.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Limits(
                concurrent.orElse(Integer.MAX_VALUE),
                perMinute.orElse(0),
                settings.get(ConfigKeys.LIMIT_QUEUE, name)));
  }

  /** A path, {@code ~} for the user's home. */
  private Path path(String written) {
    return written.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), written.substring(2))
        : file.toAbsolutePath().resolveSibling(written).normalize();
  }
}
