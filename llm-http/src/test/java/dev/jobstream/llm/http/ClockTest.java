package dev.jobstream.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.testsupport.ManualTimer;
import dev.jobstream.testsupport.http.WireExchange;
import dev.jobstream.testsupport.http.WireProtocol;
import dev.jobstream.testsupport.http.WireServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The four clocks, by a timer that the test moves. */
final class ClockTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualTimer timer = new ManualTimer();
  private final HttpTransport transport = HttpTransport.of(HttpClient::newBuilder, timer);
  private final WireServer server = WireServer.manual();
  private final List<StreamEvent> events = new ArrayList<>();
  private final Semaphore deltas = new Semaphore(0);

  @AfterEach
  void closeServer() {
    server.close();
    transport.close();
  }

  /** Each byte is a sign of life, in real time: a delta takes longer than the idle clock allows. */
  @ParameterizedTest
  @EnumSource
  void aServerThatSendsAByteAtATimeIsNotEnded(WireProtocol protocol) throws Exception {
    Duration idle = Duration.ofSeconds(3);
    byte[] slow = Deltas.of(protocol, "slowly").getBytes(StandardCharsets.UTF_8);
    Duration pause = idle.multipliedBy(4).dividedBy(3L * slow.length);
    try (WireServer bytewise =
        WireServer.start(exchange -> {
          exchange.begin(200, protocol.streamType()).write(Deltas.of(protocol, "Ever so "));
          for (byte b : slow) {
            exchange.write(new byte[] {b});
            LockSupport.parkNanos(pause.toNanos());
          }
          exchange.write(Deltas.end(protocol)).end();
        })) {
      ChatModel model =
          Models.at(
              protocol,
              bytewise.uri(),
              HttpTransport.shared(),
              options ->
                  options.withServer(
                      options.server().withTimeouts(HttpTimeouts.defaults().withIdle(idle))));
      assertThat(Outcome.of(model.stream(ChatRequest.of("Hi"))))
          .isEqualTo(new Outcome("", "Ever so slowly", "STOP", 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatSendsADeltaASecondForAMinuteIsNotEnded(WireProtocol protocol) throws Exception {
    FutureTask<StreamEvent.Terminal> reading =
        read(model(protocol, server.uri(), timeouts -> timeouts.withIdle(Duration.ofSeconds(2))));
    WireExchange exchange = server.next();
    exchange.begin(200, protocol.streamType());
    for (int second = 0; second < 60; second++) {
      exchange.write(Deltas.of(protocol, "."));
      deltas.acquire();
      timer.advance(SECOND);
    }
    exchange.write(Deltas.end(protocol)).end();
    assertThat(Outcome.words(reading.get())).isEqualTo("STOP");
    assertThat(Outcome.of(events).text()).hasSize(60);
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatGoesSilentIsEndedByTheIdleClock(WireProtocol protocol) throws Exception {
    FutureTask<StreamEvent.Terminal> reading =
        read(model(protocol, server.uri(), timeouts -> timeouts.withIdle(Duration.ofSeconds(30))));
    WireExchange exchange = server.next();
    exchange.begin(200, protocol.streamType()).write(Deltas.of(protocol, "Once"));
    deltas.acquire();
    passUntilEnded(reading, Duration.ofSeconds(31));
    exchange.awaitClientGone();
    assertThat(Outcome.of(events)).isEqualTo(new Outcome("", "Once", "FAILED Interrupted", 1));
    assertThat(message(reading))
        .isEqualTo(
            "The server `%s` sent nothing for 30 s in the middle of its answer, so the idle clock ended the request. Raise the timeout `idle` if it only needs longer, or look at the server."
                .formatted(server.uri()));
  }

  @Test
  void aServerThatSendsNoHeadersIsEndedByTheFirstByteClock() throws Exception {
    FutureTask<StreamEvent.Terminal> reading =
        read(
            model(
                WireProtocol.OLLAMA,
                server.uri(),
                timeouts -> timeouts.withFirstByte(Duration.ofSeconds(90))));
    WireExchange exchange = server.next();
    passUntilEnded(reading, Duration.ofSeconds(91));
    exchange.awaitClientGone();
    assertThat(message(reading))
        .contains("sent nothing for 90 s before its answer began")
        .contains("the first-byte clock ended the request")
        .contains("Raise the timeout `first-byte`");
  }

  @Test
  void keepAlivesBeforeTheAnswerCountAsSignsOfLife() throws Exception {
    FutureTask<StreamEvent.Terminal> reading =
        read(
            model(
                WireProtocol.OPENAI,
                server.uri(),
                timeouts -> timeouts.withFirstByte(Duration.ofSeconds(30))));
    WireExchange exchange = server.next();
    exchange.begin(200, "text/event-stream");
    for (int i = 0; i < 5; i++) {
      exchange.write(
          ": still here\n\n"
              + "data: {\"choices\":[],\"prompt_progress\":{\"total\":9,\"processed\":%d}}\n\n"
                  .formatted(i));
      deltas.acquire();
      timer.advance(Duration.ofSeconds(20));
    }
    exchange.write(Deltas.of(WireProtocol.OPENAI, "Hi") + Deltas.end(WireProtocol.OPENAI)).end();
    assertThat(Outcome.words(reading.get())).isEqualTo("STOP");
  }

  @Test
  void aServerThatDoesNotTakeTheConnectionIsEndedByTheConnectClock() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FutureTask<StreamEvent.Terminal> reading =
          read(
              model(
                  WireProtocol.ANTHROPIC,
                  URI.create("https://localhost:" + silent.getLocalPort()),
                  timeouts -> timeouts.withConnect(Duration.ofSeconds(7))));
      try (Socket connected = silent.accept()) {
        assertThat(connected.getInputStream().read()).isGreaterThanOrEqualTo(0);
        passUntilEnded(reading, Duration.ofSeconds(8));
      }
      assertThat(message(reading))
          .contains("did not take the connection within 7 s, so the connect clock")
          .contains("raise the timeout `connect`");
    }
  }

  @Test
  void theTotalClockEndsWhatGoesOnTooLongAndIsOffByDefault() throws Exception {
    assertThat(HttpTimeouts.defaults().total()).isZero();
    FutureTask<StreamEvent.Terminal> reading =
        read(
            model(
                WireProtocol.OLLAMA,
                server.uri(),
                timeouts -> timeouts.withTotal(Duration.ofSeconds(5))));
    WireExchange exchange = server.next();
    exchange.begin(200, "application/x-ndjson");
    for (int second = 0; second < 5; second++) {
      exchange.write(Deltas.of(WireProtocol.OLLAMA, "."));
      deltas.acquire();
      timer.advance(SECOND);
    }
    exchange.awaitClientGone();
    assertThat(message(reading))
        .contains("did not finish its answer within 5 s, so the total clock");
  }

  @Test
  void aServerThatSaysWhyItStoppedAndLeavesTheConnectionOpenHasFinished() throws Exception {
    FutureTask<StreamEvent.Terminal> reading =
        read(model(WireProtocol.OPENAI, server.uri(), timeouts -> timeouts));
    WireExchange exchange = server.next();
    exchange
        .begin(200, "text/event-stream")
        .write(
            Deltas.of(WireProtocol.OPENAI, "Hi")
                + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
    deltas.acquire();
    passUntilEnded(reading, Duration.ofMinutes(5));
    assertThat(Outcome.words(reading.get())).isEqualTo("STOP");
  }

  private ChatModel model(WireProtocol protocol, URI uri, UnaryOperator<HttpTimeouts> change) {
    return Models.at(
        protocol,
        uri,
        transport,
        options ->
            options.withServer(
                options.server().withTimeouts(change.apply(HttpTimeouts.defaults()))));
  }

  private FutureTask<StreamEvent.Terminal> read(ChatModel model) {
    FutureTask<StreamEvent.Terminal> reading =
        new FutureTask<>(() -> {
          try (ChatStream stream = model.stream(ChatRequest.of("Hello."))) {
            return stream.run(event -> {
              events.add(event);
              boolean progress =
                  event instanceof StreamEvent.Progress(var phase, long done, long total)
                      && total > 0;
              if (event instanceof StreamEvent.Delta || progress) {
                deltas.release();
              }
            });
          }
        });
    Thread.ofVirtual().start(reading);
    return reading;
  }

  /** Lets so much time pass again and again: the reader may not wait yet when it passes first. */
  private void passUntilEnded(FutureTask<?> reading, Duration step) {
    while (!reading.isDone()) {
      timer.advance(step);
      Thread.onSpinWait();
    }
  }

  private static String message(FutureTask<StreamEvent.Terminal> reading) throws Exception {
    return reading.get() instanceof StreamEvent.Failed failed
        ? String.valueOf(failed.error().getMessage())
        : String.valueOf(reading.get());
  }
}
