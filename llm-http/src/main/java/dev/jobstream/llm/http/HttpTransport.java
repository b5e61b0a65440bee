package dev.jobstream.llm.http;

import dev.jobstream.llm.Timer;
import java.net.http.HttpClient;
import java.util.concurrent.Executors;

/**
 * What carries requests: one client for the whole process, since each costs a thread and a pool of
 * connections. Proxies and certificates are the JDK's. Thread-safe.
 *
 * @param client speaks HTTP/1.1 alone: a connection a stream, whose end the server sees at once
 * @param timer the clocks
 */
record HttpTransport(HttpClient client, Timer timer) {

  private static final class Shared {
    static final HttpTransport INSTANCE = of(HttpClient.newBuilder(), Timer.system());
  }

  /** The one that everything uses which is not told otherwise. */
  static HttpTransport shared() {
    return Shared.INSTANCE;
  }

  static HttpTransport of(HttpClient.Builder builder, Timer timer) {
    HttpClient client =
        builder
            .version(HttpClient.Version.HTTP_1_1)
            // A redirect would carry the key to another server.
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("jobstream-http-", 0).factory()))
            .build();
    return new HttpTransport(client, timer);
  }
}
