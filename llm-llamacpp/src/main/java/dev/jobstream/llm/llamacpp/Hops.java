package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * GET requests that follow redirects by themselves.
 *
 * <p>Hugging Face answers with a redirect to a storage host. The redirect tells the size and the
 * SHA-256 of the file, which the storage host does not, and the token must not go there: the
 * client's own redirects would lose the one and send the other.
 */
final class Hops implements AutoCloseable {
  private static final int MAX_HOPS = 10;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  private final DownloadSettings settings;
  private final CancelSignal signal;
  private final HttpClient client;

  Hops(DownloadSettings settings, CancelSignal signal) {
    this.settings = settings;
    this.signal = signal;
    client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            // One long transfer is faster without HTTP/2's flow control.
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /**
   * What a redirect said of the file that it leads to; Hugging Face's {@code X-Linked-} headers.
   *
   * @param bytes the size; -1 if not told
   * @param etag the tag without quotes, the SHA-256 of a large file; empty if not told
   */
  record Linked(long bytes, String etag) {
    static final Linked UNKNOWN = new Linked(-1, "");

    boolean isKnown() {
      return !etag.isEmpty();
    }

    static Linked of(HttpResponse<?> response) {
      return new Linked(
          number(response, "X-Linked-Size"),
          response.headers().firstValue("X-Linked-Etag").map(Hops::withoutQuotes).orElse(""));
    }
  }

  /** The answer at the end of the redirects; its body must be closed. */
  record Answer(HttpResponse<BodyQueue> response, Linked linked) implements AutoCloseable {
    int status() {
      return response.statusCode();
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    /** The number in a header; -1 if there is none. */
    long number(String name) {
      return Hops.number(response, name);
    }

    @Override
    public void close() {
      response.body().close();
    }
  }

  /**
   * Asks for a file.
   *
   * @param headers gives the headers of each request, by what was told of the file so far
   * @throws IOException if the server cannot be reached or does not answer
   * @throws LlmException.ModelUnavailable if the redirects lead nowhere
   */
  Answer get(URI start, Function<Linked, Map<String, String>> headers)
      throws IOException, InterruptedException {
    URI uri = start;
    Linked linked = Linked.UNKNOWN;
    for (int hop = 0; hop < MAX_HOPS; hop++) {
      HttpResponse<BodyQueue> response = send(uri, headers.apply(linked));
      if (!linked.isKnown()) {
        linked = Linked.of(response);
      }
      Optional<String> location = response.headers().firstValue("Location");
      if (!isRedirect(response.statusCode()) || location.isEmpty()) {
        return new Answer(response, linked);
      }
      response.body().close();
      uri = follow(uri, location.get());
    }
    throw new LlmException.ModelUnavailable(
        "The server `%s` redirects `%s` in circles. Try again later, or download another file."
            .formatted(start.getHost(), display(start)));
  }

  private HttpResponse<BodyQueue> send(URI uri, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).header("User-Agent", "jobstream").GET();
    // A packed body would have neither the size nor the hash that was told.
    request.header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    if (!settings.token().isEmpty() && trusts(uri)) {
      request.header("Authorization", "Bearer " + settings.token());
    }
    signal.check();
    CompletableFuture<HttpResponse<BodyQueue>> future =
        client.sendAsync(request.build(), info -> new BodyQueue());
    signal.whileBlocked(() -> future.cancel(true));
    try {
      return future.get(settings.idleTimeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new HttpTimeoutException(
          "no answer for %d seconds".formatted(settings.idleTimeout().toSeconds()));
    } catch (ExecutionException e) {
      signal.check();
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      future.cancel(true);
      throw e;
    } finally {
      signal.unblocked();
    }
  }

  private static URI follow(URI from, String location) {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new LlmException.ModelUnavailable(
          "The server `%s` redirects `%s` to an address that is not valid. Try again later."
              .formatted(from.getHost(), display(from)),
          e);
    }
    String scheme = to.getScheme() == null ? "" : to.getScheme().toLowerCase(Locale.ROOT);
    boolean isWeb = scheme.equals("https") || scheme.equals("http");
    if (!isWeb || to.getHost() == null || (isHttps(from) && !scheme.equals("https"))) {
      throw new LlmException.ModelUnavailable(
          "The server `%s` redirects `%s` to an address that is not safe. Check the address, or download another file."
              .formatted(from.getHost(), display(from)));
    }
    return to;
  }

  /** Whether this is the server that the token is for. */
  private boolean trusts(URI uri) {
    return sameOrigin(uri, settings.endpoint());
  }

  static boolean sameOrigin(URI one, URI other) {
    return equalsIgnoringCase(one.getScheme(), other.getScheme())
        && equalsIgnoringCase(one.getHost(), other.getHost())
        && port(one) == port(other);
  }

  private static boolean equalsIgnoringCase(@Nullable String one, @Nullable String other) {
    return one != null && one.equalsIgnoreCase(other);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : isHttps(uri) ? 443 : 80;
  }

  private static boolean isHttps(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /** An address fit for a message: without user and query, which may hold secrets. */
  static String display(URI uri) {
    return uri.getScheme()
        + "://"
        + uri.getHost()
        + (uri.getPort() >= 0 ? ":" + uri.getPort() : "")
        + (uri.getPath() == null ? "" : uri.getPath());
  }

  private static long number(HttpResponse<?> response, String name) {
    String value = response.headers().firstValue(name).orElse("").strip();
    return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : -1;
  }

  private static String withoutQuotes(String etag) {
    return etag.strip().replaceFirst("^W/", "").replaceAll("^\"|\"$", "");
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
