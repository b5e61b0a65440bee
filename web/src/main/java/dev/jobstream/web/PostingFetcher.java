package dev.jobstream.web;

import dev.jobstream.tracker.PostingText;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the page of a posting when its user asks for it.
 *
 * <p>A page's address comes from anywhere, so it may not lead into this machine or this network: a
 * name is resolved once, its addresses are checked, and the connection goes to one of those that
 * were checked, so that a name server cannot answer differently the second time. Each redirect is
 * checked in the same way. Cookies are neither kept nor sent. Thread-safe.
 */
final class PostingFetcher implements AutoCloseable {
  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_BYTES = 5_000_000;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration TOTAL = Duration.ofSeconds(20);
  private static final Pattern META_CHARSET =
      Pattern.compile("<meta[^>]{0,200}charset\\s*=\\s*[\"']?([\\w-]+)", Pattern.CASE_INSENSITIVE);

  /** Finds the addresses of a name. */
  @FunctionalInterface
  interface Names {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  /** Ends a resolution whose addresses are not public. */
  private static final class PrivateAddress extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Names names;
  private final Predicate<InetAddress> allowed;
  private @Nullable HttpClient client;

  PostingFetcher() {
    this(host -> List.of(InetAddress.getAllByName(host)), PublicAddresses::isPublic);
  }

  /**
   * @param allowed the addresses that may be reached
   */
  PostingFetcher(Names names, Predicate<InetAddress> allowed) {
    this.names = names;
    this.allowed = allowed;
  }

  /**
   * Fetches a page; blocks.
   *
   * @throws ProblemException if the address is none that may be fetched, or the page is not there,
   *     too large, or no text
   */
  PostingText fetch(String address) {
    URI uri = parse(address);
    long deadline = System.nanoTime() + TOTAL.toNanos();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      URI asked = uri;
      InputStreamResponseListener listener = new InputStreamResponseListener();
      try {
        client()
            .newRequest(asked)
            .timeout(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
            .headers(headers ->
                headers
                    .put("Accept", "text/html,application/xhtml+xml,text/plain;q=0.8")
                    .put("Accept-Language", "en,*;q=0.5"))
            .send(listener);
        Response response = listener.get(TOTAL.toMillis(), TimeUnit.MILLISECONDS);
        String location = response.getHeaders().get("Location");
        if (response.getStatus() >= 300 && response.getStatus() < 400 && location != null) {
          uri = parse(resolve(asked, location));
          leave(response);
          continue;
        }
        return read(asked, response, listener);
      } catch (ExecutionException e) {
        throw notReached(asked, e.getCause());
      } catch (TimeoutException e) {
        throw notReached(asked, e);
      } catch (IOException e) {
        throw notReached(asked, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw notReached(asked, e);
      }
    }
    throw problem(
        "page-not-there",
        "The page `%s` sends on to another one more than %d times. Open it in a browser and paste its text."
            .formatted(shown(address), MOST_REDIRECTS));
  }

  private static PostingText read(URI uri, Response response, InputStreamResponseListener listener)
      throws IOException {
    if (response.getStatus() != 200) {
      throw problem(
          "page-not-there",
          "The page `%s` answered %d. %s"
              .formatted(
                  shown(uri.toString()),
                  response.getStatus(),
                  response.getStatus() == 404 || response.getStatus() == 410
                      ? "The posting may be closed; look at the address."
                      : "It may let only browsers in: open it in yours, and paste its text or use the bookmark."));
    }
    String type = response.getHeaders().get("Content-Type");
    String kind = type == null ? "" : type.toLowerCase(Locale.ROOT);
    if (!kind.startsWith("text/html")
        && !kind.startsWith("text/plain")
        && !kind.startsWith("application/xhtml+xml")) {
      leave(response);
      throw problem(
          "page-no-text",
          "The address `%s` leads to `%s`, not to a web page. Open it and paste its text."
              .formatted(shown(uri.toString()), shown(kind)));
    }
    byte[] bytes;
    try (InputStream in = listener.getInputStream()) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      leave(response);
      throw problem(
          "page-too-large",
          "The page `%s` has more than %d MB. Open it in a browser and paste the posting itself."
              .formatted(shown(uri.toString()), MOST_BYTES / 1_000_000));
    }
    return PostingText.of(new String(bytes, charset(kind, bytes)), uri.toString());
  }

  /** Closes the connection: nothing more of the answer is wanted. */
  private static void leave(Response response) {
    var _ = response.abort(new IOException("Nothing more of this answer is wanted."));
  }

  private static Charset charset(String type, byte[] bytes) {
    int parameter = type.indexOf("charset=");
    String name = parameter < 0 ? "" : type.substring(parameter + 8).split("[;\\s]", 2)[0];
    if (name.isEmpty()) {
      String head =
          new String(bytes, 0, Math.min(bytes.length, 4_096), StandardCharsets.ISO_8859_1);
      Matcher matcher = META_CHARSET.matcher(head);
      name = matcher.find() ? matcher.group(1) : "utf-8";
    }
    try {
      return Charset.forName(name.replace("\"", ""));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  private static URI parse(String address) {
    try {
      URI uri = new URI(new URI(address.strip()).toASCIIString());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getRawUserInfo() != null) {
        throw problem(
            "not-an-address",
            "The address holds a name or a password before its `@`. Leave them out, or paste the page's text.");
      }
      if ((scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getPort() <= 65_535) {
        return new URI(
            "%s://%s%s%s"
                .formatted(
                    scheme,
                    uri.getHost(),
                    uri.getPort() < 0 ? "" : ":" + uri.getPort(),
                    pathAndQuery(uri)));
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw problem(
        "not-an-address",
        "The address `%s` is none of a web page. It must begin with http:// or https://."
            .formatted(shown(address)));
  }

  /** As they were written; what stands behind a {@code #} is the browser's own. */
  private static String pathAndQuery(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static String resolve(URI from, String location) {
    try {
      return from.resolve(location).toString();
    } catch (IllegalArgumentException e) {
      return location;
    }
  }

  private synchronized HttpClient client() {
    if (client == null) {
      HttpClient made = new HttpClient();
      QueuedThreadPool threads = new QueuedThreadPool(16, 2);
      threads.setName("jobstream-fetch");
      threads.setDaemon(true);
      made.setExecutor(threads);
      made.setFollowRedirects(false);
      made.setHttpCookieStore(new HttpCookieStore.Empty());
      made.setConnectTimeout(CONNECT.toMillis());
      made.setSocketAddressResolver(new CheckedAddresses());
      made.setUserAgentField(new HttpField("User-Agent", "Mozilla/5.0 (compatible; Jobstream)"));
      try {
        made.start();
      } catch (Exception e) {
        throw new IllegalStateException("The client for web pages does not start.", e);
      }
      client = made;
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      try {
        client.stop();
      } catch (Exception e) {
        throw new IllegalStateException("The client for web pages does not stop.", e);
      }
      client = null;
    }
  }

  /** Gives the client the addresses that it connects to: all of a name's, if all are allowed. */
  private final class CheckedAddresses implements SocketAddressResolver {
    @Override
    public void resolve(
        String host,
        int port,
        Map<String, Object> context,
        Promise<List<InetSocketAddress>> promise) {
      try {
        List<InetAddress> found = names.resolve(host);
        if (found.isEmpty() || !found.stream().allMatch(allowed)) {
          promise.failed(new PrivateAddress());
        } else {
          promise.succeeded(
              found.stream().map(address -> new InetSocketAddress(address, port)).toList());
        }
      } catch (UnknownHostException e) {
        promise.failed(e);
      }
    }
  }

  private static ProblemException notReached(URI uri, @Nullable Throwable cause) {
    String host = shown(uri.getHost());
    return switch (cause) {
      case PrivateAddress e ->
          problem(
              "private-address",
              "The address `%s` leads into this machine or this network, and such pages are not fetched. Open it in a browser and paste its text."
                  .formatted(shown(uri.toString())));
      case UnknownHostException e ->
          problem(
              "page-not-there",
              "There is no server `%s`. Look at the address; is this machine online?"
                  .formatted(host));
      case TimeoutException e ->
          problem(
              "page-not-there",
              "The server `%s` did not send the page within %d s. Try again, or open it in a browser and paste its text."
                  .formatted(host, TOTAL.toSeconds()));
      case null, default ->
          problem(
              "page-not-there",
              "The server `%s` could not be reached. Look at the address, or open it in a browser and paste its text."
                  .formatted(host));
    };
  }

  private static ProblemException problem(String type, String detail) {
    return Problem.unprocessable(type, detail).toException();
  }

  private static String shown(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }
}
