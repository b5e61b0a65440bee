package dev.jobstream.llm.http;

import dev.jobstream.llm.Timer;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * What carries requests: two clients for the whole process, since each costs a thread and a pool of
 * connections. Proxies and certificates are the JDK's. Both speak HTTP/1.1 alone: a connection a
 * stream, whose end the server sees at once. Thread-safe.
 *
 * @param plain for {@code http}: its one thread hands bytes to the readers itself, which saves a
 *     change of threads for each delta
 * @param secure for {@code https}: TLS works on threads of its own, as it may take a while
 * @param timer the clocks
 * @param kept the servers whose connections may be used again
 */
record HttpTransport(HttpClient plain, HttpClient secure, Timer timer, Set<String> kept) {

  private static final class Shared {
    static final HttpTransport INSTANCE = of(HttpClient::newBuilder, Timer.system());
  }

  /** The one that everything uses which is not told otherwise. */
  static HttpTransport shared() {
    return Shared.INSTANCE;
  }

  /**
   * A transport of its own, which the caller closes.
   *
   * @param builder gives a new builder each time
   */
  static HttpTransport of(Supplier<HttpClient.Builder> builder, Timer timer) {
    return new HttpTransport(
        client(builder.get(), Runnable::run),
        client(
            builder.get(),
            Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("jobstream-http-", 0).factory())),
        timer,
        ConcurrentHashMap.newKeySet());
  }

  private static HttpClient client(HttpClient.Builder builder, Executor executor) {
    return builder
        .version(HttpClient.Version.HTTP_1_1)
        // A redirect would carry the key to another server.
        .followRedirects(HttpClient.Redirect.NEVER)
        .executor(executor)
        .build();
  }

  HttpClient client(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme()) ? secure : plain;
  }

  /** A response was read to its end, and its connection left to the next request. */
  void keptConnection(URI uri) {
    kept.add(String.valueOf(uri.getAuthority()));
  }

  /** Whether a request may go over a connection that was used before. */
  boolean keepsConnections(URI uri) {
    return kept.contains(String.valueOf(uri.getAuthority()));
  }

  void close() {
    plain.shutdownNow();
    secure.shutdownNow();
  }
}
