package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jobstream.testsupport.gguf.TestGguf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The download of a model from a server on this machine that answers as Hugging Face does. */
final class ModelsPullCommandTest {
  private static final String NAME = "org/repo/tiny.gguf";

  @TempDir Path home;
  private final CountDownLatch release = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean trickles;
  private byte[] content = {};
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    content = Files.readAllBytes(TestGguf.qwen3().write(home.resolve("served.gguf")));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer(exchange);
          }
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    release.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aModelArrivesWithItsProgressAndIsNotFetchedTwice() {
    TestSession first = session();

    assertThat(first.run("models", "pull", NAME)).as(first.err()).isEqualTo(0);
    assertThat(first.out()).startsWith("`tiny` is here (");
    assertThat(first.err()).contains("100 % of ");
    assertThat(model("tiny.gguf")).hasBinaryContent(content);

    TestSession second = session();
    assertThat(second.run("models", "pull", NAME)).isEqualTo(0);
    assertThat(second.out()).startsWith("`tiny` was there already (");
  }

  @Test
  void ctrlCKeepsThePartAndTheSameCommandGoesOnFromThere() throws IOException {
    trickles = true;
    TestSession stopped = session();
    stopped.onMessage(message -> {
      if (message.startsWith("50 %")) {
        stopped.interrupts().receive(Interrupts.Signal.INT);
      }
    });

    assertThat(stopped.run("models", "pull", NAME)).as(stopped.err()).isEqualTo(130);
    assertThat(stopped.out()).isEmpty();
    assertThat(stopped.err()).contains("are kept, and the same command goes on from there");
    assertThat(stopped.halts()).isEmpty();
    assertThat(model("tiny.gguf")).doesNotExist();
    assertThat(Files.size(model("tiny.gguf.part"))).isGreaterThanOrEqualTo(content.length / 2);

    trickles = false;
    TestSession resumed = session();
    assertThat(resumed.run("models", "pull", NAME)).as(resumed.err()).isEqualTo(0);
    assertThat(model("tiny.gguf")).hasBinaryContent(content);
    assertThat(model("tiny.gguf.part")).doesNotExist();
  }

  @Test
  void aModelThatTheServerDoesNotHaveEndsWithFourAndANameThatIsNoneWithTwo() {
    TestSession missing = session();
    assertThat(missing.run("models", "pull", "org/repo/other.gguf")).isEqualTo(4);
    assertThat(missing.err()).contains("other.gguf");

    TestSession misspelt = session();
    assertThat(misspelt.run("models", "pull", "qwen9")).isEqualTo(2);
    assertThat(misspelt.err()).contains("`qwen9`");
  }

  private TestSession session() {
    String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
    return new TestSession(home).environment(Map.of("HF_ENDPOINT", endpoint));
  }

  private Path model(String fileName) {
    return home.resolve(".jobstream/models").resolve(fileName);
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().endsWith("/tiny.gguf")) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    String hash = sha256();
    exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(content.length));
    exchange.getResponseHeaders().set("X-Linked-Etag", '"' + hash + '"');
    exchange.getResponseHeaders().set("ETag", '"' + hash + '"');
    String range = exchange.getRequestHeaders().getFirst("Range");
    int start = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
    if (start > 0) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(start, content.length - 1, content.length));
    }
    exchange.sendResponseHeaders(start > 0 ? 206 : 200, content.length - start);
    if (trickles) {
      trickle(exchange);
    } else {
      exchange.getResponseBody().write(content, start, content.length - start);
    }
  }

  /** Sends half of the file, and then so little that the download is stopped in the middle. */
  private void trickle(HttpExchange exchange) throws IOException {
    int half = content.length / 2;
    exchange.getResponseBody().write(content, 0, half);
    try {
      for (int i = half; i < content.length; i++) {
        exchange.getResponseBody().write(content, i, 1);
        exchange.getResponseBody().flush();
        if (release.await(20, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
