package dev.jobstream.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.testsupport.ManualTimer;
import dev.jobstream.testsupport.http.WireExchange;
import dev.jobstream.testsupport.http.WireProtocol;
import dev.jobstream.testsupport.http.WireServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryTest {
  private final ManualTimer timer = new ManualTimer();
  private final HttpTransport transport = HttpTransport.of(HttpClient::newBuilder, timer);
  private final WireServer server = WireServer.manual();
  private final List<StreamEvent> events = new ArrayList<>();

  @AfterEach
  void closeServer() {
    server.close();
    transport.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503, 529})
  void aBusyServerIsAskedAgainWhenItSaysSo(int status) throws Exception {
    FutureTask<StreamEvent.Terminal> reading = read(model(RetryPolicy.defaults()));
    server.next().respond(status, "application/json", "{}", "Retry-After", "20");
    WireExchange second = awaitRetry(Duration.ofSeconds(20));
    second
        .begin(200, "text/event-stream")
        .write(Deltas.of(WireProtocol.OPENAI, "Hi") + Deltas.end(WireProtocol.OPENAI))
        .end();
    StreamEvent.Terminal end = reading.get();
    assertThat(Outcome.of(events)).isEqualTo(new Outcome("", "Hi", "STOP", 1));
    assertThat(end.timings().queued()).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
    assertThat(events)
        .filteredOn(event ->
            event instanceof StreamEvent.Progress progress && progress.phase() == Phase.QUEUED)
        .as("the wait is told")
        .hasSize(2);
  }

  @Test
  void theAttemptsAreCounted() throws Exception {
    FutureTask<StreamEvent.Terminal> reading =
        read(model(new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(1))));
    server.next().respond(503, "application/json", "{\"error\":\"busy\"}");
    awaitRetry(Duration.ofSeconds(1)).respond(503, "application/json", "{\"error\":\"busy\"}");
    awaitRetry(Duration.ofSeconds(2)).respond(503, "application/json", "{\"error\":\"busy\"}");
    assertThat(Outcome.words(reading.get())).isEqualTo("FAILED Overloaded");
    assertThat(server.requests()).isEqualTo(3);
  }

  @Test
  void aServerThatWantsAnHourIsNotWaitedFor() throws Exception {
    FutureTask<StreamEvent.Terminal> reading = read(model(RetryPolicy.defaults()));
    server.next().respond(429, "application/json", "{}", "Retry-After", "3600");
    assertThat(reading.get())
        .isInstanceOfSatisfying(
            StreamEvent.Failed.class,
            failed ->
                assertThat(failed.error())
                    .isInstanceOfSatisfying(
                        LlmException.Overloaded.class,
                        busy -> assertThat(busy.retryAfter()).contains(Duration.ofHours(1))));
  }

  @Test
  void nothingIsTriedAgainBehindTheFirstDelta() throws Exception {
    FutureTask<StreamEvent.Terminal> reading = read(model(RetryPolicy.defaults()));
    server
        .next()
        .begin(200, "text/event-stream")
        .write(Deltas.of(WireProtocol.OPENAI, "Hi"))
        .write("data: {\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n")
        .end();
    assertThat(Outcome.words(reading.get())).isEqualTo("FAILED Overloaded");
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void aKeptConnectionThatItsServerHasClosedIsNoFailure() throws Exception {
    ChatModel model = model(RetryPolicy.none());
    FutureTask<StreamEvent.Terminal> first = read(model);
    answer(server.next());
    assertThat(Outcome.words(first.get())).isEqualTo("STOP");

    FutureTask<StreamEvent.Terminal> second = read(model);
    server.next().hangUp();
    answer(server.next());
    assertThat(Outcome.words(second.get())).isEqualTo("STOP");
    assertThat(server.requests()).isEqualTo(3);
  }

  @Test
  void aNewConnectionThatBreaksIsAFailureAndTheRequestIsNotSentTwice() throws Exception {
    FutureTask<StreamEvent.Terminal> reading = read(model(RetryPolicy.none()));
    server.next().hangUp();
    assertThat(Outcome.words(reading.get())).isEqualTo("FAILED Interrupted");
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void aKeptConnectionThatBreaksLateIsAFailure() throws Exception {
    ChatModel model = model(RetryPolicy.none());
    FutureTask<StreamEvent.Terminal> first = read(model);
    answer(server.next());
    first.get();

    FutureTask<StreamEvent.Terminal> second = read(model);
    WireExchange computed = server.next();
    timer.advance(Duration.ofMinutes(1));
    computed.hangUp();
    assertThat(Outcome.words(second.get())).isEqualTo("FAILED Interrupted");
    assertThat(server.requests()).isEqualTo(2);
  }

  private static void answer(WireExchange exchange) throws IOException {
    exchange
        .begin(200, "text/event-stream")
        .write(Deltas.of(WireProtocol.OPENAI, "Hi") + Deltas.end(WireProtocol.OPENAI))
        .end();
  }

  @Test
  void aServerThatAlwaysHangsUpIsAskedTwiceAndNoMore() throws Exception {
    ChatModel model = model(RetryPolicy.defaults());
    FutureTask<StreamEvent.Terminal> first = read(model);
    answer(server.next());
    first.get();

    FutureTask<StreamEvent.Terminal> reading = read(model);
    server.next().hangUp();
    server.next().hangUp();
    assertThat(reading.get())
        .isInstanceOfSatisfying(
            StreamEvent.Failed.class,
            failed ->
                assertThat(failed.error())
                    .hasMessage(
                        "The server `%s` closed the connection without an answer. Try again, or look at its log."
                            .formatted(server.uri())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retry-after|2|PT2S",
        "retry-after|0.5|PT0.5S",
        "retry-after-ms|1500|PT1.5S",
        "retry-after|Thu, 12 Mar 2026 10:00:30 GMT|PT30S",
        "retry-after|Thu, 12 Mar 2026 09:00:00 GMT|PT0S"
      })
  void theServersPauseIsReadAsSecondsOrAsADate(String name, String value, Duration pause) {
    assertThat(RetryAfter.of(headers(name, value), Instant.parse("2026-03-12T10:00:00Z")))
        .contains(pause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "NaN", "1e99", ""})
  void aPauseThatCannotBeReadIsNone(String value) {
    assertThat(RetryAfter.of(headers("retry-after", value), Instant.EPOCH)).isEmpty();
  }

  private static HttpHeaders headers(String name, String value) {
    return HttpHeaders.of(Map.of(name, List.of(value)), (n, v) -> true);
  }

  /** Lets the pause pass as soon as it is waited for, and takes the request behind it. */
  private WireExchange awaitRetry(Duration pause) throws InterruptedException {
    int before = server.requests();
    while (server.requests() == before) {
      timer.advance(pause);
      Thread.onSpinWait();
    }
    return server.next();
  }

  private ChatModel model(RetryPolicy policy) {
    return Models.at(
        WireProtocol.OPENAI,
        server.uri(),
        transport,
        options ->
            options.withServer(
                options
                    .server()
                    .withRetry(policy)
                    // Time passes in leaps here; no clock but the pauses is to run out.
                    .withTimeouts(
                        new HttpTimeouts(
                            Duration.ofDays(9_999),
                            Duration.ofDays(9_999),
                            Duration.ofDays(9_999),
                            Duration.ZERO))));
  }

  private FutureTask<StreamEvent.Terminal> read(ChatModel model) {
    FutureTask<StreamEvent.Terminal> reading =
        new FutureTask<>(() -> {
          try (ChatStream stream = model.stream(ChatRequest.of("Hello."))) {
            return stream.run(events::add);
          }
        });
    Thread.ofVirtual().start(reading);
    return reading;
  }
}
