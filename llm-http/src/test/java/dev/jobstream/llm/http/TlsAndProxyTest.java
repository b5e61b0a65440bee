package dev.jobstream.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timer;
import dev.jobstream.testsupport.http.WireExchange;
import dev.jobstream.testsupport.http.WireProtocol;
import dev.jobstream.testsupport.http.WireServer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of one's own and proxies, set as the JDK has them set. */
final class TlsAndProxyTest {
  private static final String PASSWORD = "changeit";
  private static final String ANSWER =
      Deltas.of(WireProtocol.OPENAI, "Hi") + Deltas.end(WireProtocol.OPENAI);

  @TempDir Path folder;

  @Test
  void aCertificateOfOnesOwnIsTrustedByTheJdksTrustStore() throws Exception {
    Path store = keyStore();
    try (WireServer server = tls(store)) {
      String trusted =
          AskingProcess.ask(
              server.uri(),
              "-Djavax.net.ssl.trustStore=" + store,
              "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
      assertThat(trusted).isEqualTo("Hi");
      assertThat(AskingProcess.ask(server.uri()))
          .isEqualTo(
              "The server `%s` has no certificate that Java trusts, or speaks no TLS. Check the address; for a certificate of your own, name a trust store in `javax.net.ssl.trustStore`."
                  .formatted(server.uri()));
    }
  }

  @Test
  void cancellingOverTlsClosesTheConnection() throws Exception {
    Path store = keyStore();
    SSLContext context = context(store);
    HttpTransport transport =
        HttpTransport.of(() -> HttpClient.newBuilder().sslContext(context), Timer.system());
    try (WireServer server = WireServer.start(0, context.getServerSocketFactory(), "https", null);
        ChatStream stream =
            Models.at(WireProtocol.OPENAI, server.uri(), transport, options -> options).stream(
                ChatRequest.of("Hi"))) {
      Semaphore deltas = new Semaphore(0);
      FutureTask<StreamEvent.Terminal> reading =
          new FutureTask<>(() ->
              stream.run(event -> {
                if (event instanceof StreamEvent.Delta) {
                  deltas.release();
                }
              }));
      Thread.ofVirtual().start(reading);
      WireExchange exchange = server.next();
      exchange.begin(200, "text/event-stream").write(Deltas.of(WireProtocol.OPENAI, "Once"));
      deltas.acquire();
      stream.cancel();
      exchange.awaitClientGone();
      assertThat(Outcome.words(reading.get())).isEqualTo("CANCELLED");
    } finally {
      transport.close();
    }
  }

  @Test
  void theProxyThatTheJdkIsSetToIsUsed() throws Exception {
    try (WireServer proxy =
        WireServer.start(
            exchange -> exchange.begin(200, "text/event-stream").write(ANSWER).end())) {
      String said =
          AskingProcess.ask(
              URI.create("http://models.example"),
              "-Dhttp.proxyHost=127.0.0.1",
              "-Dhttp.proxyPort=" + proxy.uri().getPort());
      assertThat(said).isEqualTo("Hi");
      assertThat(proxy.requests()).isEqualTo(1);
    }
  }

  private static WireServer tls(Path store) throws Exception {
    return WireServer.start(
        0,
        context(store).getServerSocketFactory(),
        "https",
        exchange -> exchange.begin(200, "text/event-stream").write(ANSWER).end());
  }

  private Path keyStore() throws Exception {
    Path store = folder.resolve("store.p12");
    if (!Files.exists(store)) {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "test",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=127.0.0.1",
                  "-ext",
                  "san=ip:127.0.0.1",
                  "-validity",
                  "3650",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  store.toString(),
                  "-storepass",
                  PASSWORD)
              .redirectErrorStream(true)
              .start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(keytool.waitFor()).as(said).isZero();
    }
    return store;
  }

  private static SSLContext context(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
