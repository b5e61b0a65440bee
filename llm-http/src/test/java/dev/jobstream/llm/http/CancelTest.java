package dev.jobstream.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.testsupport.LeakCheck;
import dev.jobstream.testsupport.http.WireExchange;
import dev.jobstream.testsupport.http.WireProtocol;
import dev.jobstream.testsupport.http.WireServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Cancelling, as the server sees it. How long it takes is measured by {@code bench http-cancel}.
 */
final class CancelTest {
  private static final ChatRequest REQUEST = ChatRequest.of("Write a long story.");

  private static final List<WireProtocol> PROTOCOLS = List.of(WireProtocol.values());

  private final WireServer server = WireServer.manual();

  @AfterEach
  void closeServer() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void cancellingWhileWaitingForTheHeadersClosesTheConnection(WireProtocol protocol)
      throws Exception {
    try (ChatStream stream = Models.at(protocol, server.uri()).stream(REQUEST)) {
      FutureTask<Outcome> reading = read(stream);
      WireExchange exchange = server.next();
      stream.cancel();
      exchange.awaitClientGone();
      assertThat(reading.get().end()).isEqualTo("CANCELLED");
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancellingBetweenTwoDeltasClosesTheConnectionAndKeepsTheText(WireProtocol protocol)
      throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (ChatStream stream = Models.at(protocol, server.uri()).stream(REQUEST)) {
      FutureTask<Outcome> reading = read(stream, begun);
      WireExchange exchange = server.next();
      exchange.begin(200, protocol.streamType()).write(Deltas.of(protocol, "Once"));
      begun.await();
      stream.cancel();
      exchange.awaitClientGone();
      assertThat(reading.get()).isEqualTo(new Outcome("", "Once", "CANCELLED", 1));
    }
  }

  @Test
  void cancellingWhileTheConnectionIsMadeEndsTheReader() throws Exception {
    // It is taken by the system, but nobody answers the first word of TLS.
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ChatStream stream =
            Models.at(WireProtocol.OPENAI, URI.create("https://localhost:" + silent.getLocalPort()))
                .stream(REQUEST)) {
      FutureTask<Outcome> reading = read(stream);
      try (Socket connected = silent.accept()) {
        assertThat(connected.getInputStream().read()).isGreaterThanOrEqualTo(0);
        stream.cancel();
        drain(connected);
      }
      assertThat(reading.get().end()).isEqualTo("CANCELLED");
    }
  }

  @Test
  void cancellingWhileAnotherAttemptIsWaitedForEndsTheReader() throws Exception {
    ChatModel model =
        Models.at(
            WireProtocol.OPENAI,
            server.uri(),
            HttpTransport.shared(),
            options -> options.withServer(options.server().withRetry(RetryPolicy.defaults())));
    try (ChatStream stream = model.stream(REQUEST)) {
      FutureTask<Outcome> reading = read(stream);
      server.next().respond(429, "application/json", "{}", "Retry-After", "50");
      stream.cancel();
      assertThat(reading.get().end()).isEqualTo("CANCELLED");
    }
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void aThousandCancelsLeaveNoThreadNoConnectionAndNoFile() throws Exception {
    for (int i = 0; i < 12; i++) {
      one(i);
    }
    try (LeakCheck _ =
        LeakCheck.ofThreads("jobstream-http")
            .and("connections", server::openConnections)
            .and("open files", CancelTest::openFiles)) {
      for (int i = 1; i <= 1_000; i++) {
        one(i);
      }
    }
  }

  /** One cancel, each time in another state. */
  private void one(int number) throws Exception {
    WireProtocol protocol = PROTOCOLS.get(number % PROTOCOLS.size());
    CountDownLatch begun = new CountDownLatch(1);
    try (ChatStream stream = Models.at(protocol, server.uri()).stream(REQUEST)) {
      if (number % 4 == 0) {
        stream.cancel();
      }
      FutureTask<Outcome> reading = read(stream, begun);
      switch (number % 4) {
        case 0 -> {}
        case 1 -> server.next();
        case 2 -> server.next().begin(200, protocol.streamType());
        default -> {
          server.next().begin(200, protocol.streamType()).write(Deltas.of(protocol, "Once"));
          begun.await();
        }
      }
      stream.cancel();
      assertThat(reading.get().end()).isEqualTo("CANCELLED");
    }
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  private static void drain(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // What the client had still sent; then its end.
    }
  }

  private static FutureTask<Outcome> read(ChatStream stream) {
    return read(stream, new CountDownLatch(1));
  }

  private static FutureTask<Outcome> read(ChatStream stream, CountDownLatch firstDelta) {
    FutureTask<Outcome> reading =
        new FutureTask<>(() -> {
          List<StreamEvent> events = new ArrayList<>();
          stream.run(event -> {
            events.add(event);
            if (event instanceof StreamEvent.Delta) {
              firstDelta.countDown();
            }
          });
          return Outcome.of(events);
        });
    Thread.ofVirtual().start(reading);
    return reading;
  }
}
