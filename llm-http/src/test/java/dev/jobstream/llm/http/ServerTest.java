package dev.jobstream.llm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.Capabilities.Cancellation;
import dev.jobstream.llm.DownloadProgress;
import dev.jobstream.llm.LlmException;
import dev.jobstream.testsupport.ManualTimer;
import dev.jobstream.testsupport.http.ScriptedAnswer;
import dev.jobstream.testsupport.http.ScriptedServer;
import dev.jobstream.testsupport.http.WireExchange;
import dev.jobstream.testsupport.http.WireProtocol;
import dev.jobstream.testsupport.http.WireServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What servers are asked beside chats. */
final class ServerTest {

  @ParameterizedTest
  @EnumSource
  void aServerTellsWhatItIsAndHas(WireProtocol protocol) {
    try (ScriptedServer server = ScriptedServer.start(protocol, ScriptedAnswer.of("Hi"))) {
      BackendReport report =
          protocolOf(protocol)
              .probe(ServerOptions.at(server.uri()).withApiKey(ApiKey.of(ScriptedServer.KEY)));
      assertThat(report)
          .isInstanceOfSatisfying(
              BackendReport.Reachable.class,
              reachable -> {
                assertThat(reachable.models())
                    .extracting(ServedModel::name)
                    .containsExactly(ScriptedServer.MODEL);
                assertThat(reachable.latency()).isPositive();
                assertThat(reachable.cancellation())
                    .isEqualTo(
                        protocol == WireProtocol.OLLAMA
                            ? Cancellation.STOPS_COMPUTE
                            : Cancellation.STOPS_READING);
                if (protocol == WireProtocol.OLLAMA) {
                  assertThat(reachable.software()).isEqualTo("Ollama 0.32.1");
                  ServedModel model = reachable.models().getFirst();
                  assertThat(model.contextTokens()).isEqualTo(40_960);
                  assertThat(model.loaded()).isTrue();
                  assertThat(model.bytes()).isPositive();
                  assertThat(model.knownCapabilities().orElseThrow().thinking()).isTrue();
                }
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatIsNotThereIsAResultThatSaysSo(WireProtocol protocol) throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    URI uri = URI.create("http://127.0.0.1:" + port);
    assertThat(protocolOf(protocol).probe(ServerOptions.at(uri)))
        .isInstanceOfSatisfying(
            BackendReport.Unreachable.class,
            unreachable ->
                assertThat(unreachable.reason())
                    .hasMessage(
                        "The server `%s` cannot be reached. Start it, or check its address and the network."
                            .formatted(uri)));
  }

  @Test
  void aServerThatWantsAKeyIsAResultThatSaysSo() {
    try (ScriptedServer server =
        ScriptedServer.start(WireProtocol.OPENAI, ScriptedAnswer.of("Hi"))) {
      ServerOptions wrong = ServerOptions.at(server.uri()).withApiKey(ApiKey.of("sk-wrong"));
      assertThat(HttpProtocol.OPENAI.probe(wrong))
          .isInstanceOfSatisfying(
              BackendReport.Unreachable.class,
              unreachable ->
                  assertThat(unreachable.reason())
                      .hasMessageContaining("does not accept the API key (HTTP 401)"));
    }
    try (WireServer server =
        WireServer.start(exchange -> exchange.respond(401, "application/json", "{}"))) {
      assertThat(HttpProtocol.OPENAI.probe(ServerOptions.at(server.uri())))
          .isInstanceOfSatisfying(
              BackendReport.Unreachable.class,
              unreachable ->
                  assertThat(unreachable.reason())
                      .hasMessageContaining("asks for an API key (HTTP 401)"));
    }
  }

  @Test
  void aQuestionThatFoundNobodyLeavesNoClockBehind() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    ManualTimer timer = new ManualTimer();
    HttpTransport transport = HttpTransport.of(HttpClient::newBuilder, timer);
    try {
      ServerOptions nobody = ServerOptions.at(URI.create("http://127.0.0.1:" + port));
      assertThat(new OpenAiServer(transport, nobody).probe())
          .isInstanceOf(BackendReport.Unreachable.class);
      assertThat(timer.pendingTasks()).isZero();
    } finally {
      transport.close();
    }
  }

  @Test
  void anOllamaThatIsSlowToTellOfAModelIsThereAllTheSame() {
    try (WireServer server =
        WireServer.start(exchange -> {
          switch (exchange.path()) {
            case "/api/version" ->
                exchange.respond(200, "application/json", "{\"version\":\"0.32.1\"}");
            case "/api/tags" ->
                exchange.respond(
                    200, "application/json", "{\"models\":[{\"name\":\"a\"},{\"name\":\"b\"}]}");
            case "/api/show" -> exchange.hangUp();
            default -> exchange.respond(200, "application/json", "{}");
          }
        })) {
      assertThat(HttpProtocol.OLLAMA.probe(ServerOptions.at(server.uri())))
          .isInstanceOfSatisfying(
              BackendReport.Reachable.class,
              reachable -> {
                assertThat(reachable.models())
                    .extracting(ServedModel::name)
                    .containsExactly("a", "b");
                assertThat(reachable.models()).allMatch(m -> m.knownCapabilities().isEmpty());
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerOfAnotherKindIsAResultThatSaysSo(WireProtocol protocol) {
    try (WireServer server =
        WireServer.start(exchange -> exchange.respond(200, "text/html", "<html>Hello</html>"))) {
      assertThat(protocolOf(protocol).probe(ServerOptions.at(server.uri())))
          .isInstanceOfSatisfying(
              BackendReport.Unreachable.class,
              unreachable ->
                  assertThat(unreachable.reason()).hasMessageContaining("Check the address."));
    }
  }

  @Test
  void llamaServerGivesItselfAway() {
    try (WireServer server =
        WireServer.start(exchange -> {
          if (exchange.path().equals("/props")) {
            exchange.respond(200, "application/json", "{\"build_info\":\"b9901-4f6a\"}");
          } else {
            exchange.respond(
                200,
                "application/json",
                "{\"data\":[{\"id\":\"qwen3\",\"owned_by\":\"llamacpp\",\"meta\":{\"n_ctx_train\":40960}}]}");
          }
        })) {
      assertThat(HttpProtocol.OPENAI.probe(ServerOptions.at(server.uri())))
          .isInstanceOfSatisfying(
              BackendReport.Reachable.class,
              reachable -> {
                assertThat(reachable.software()).isEqualTo("llama-server b9901-4f6a");
                assertThat(reachable.cancellation()).isEqualTo(Cancellation.STOPS_COMPUTE);
                assertThat(reachable.models().getFirst().contextTokens()).isEqualTo(40_960);
              });
    }
  }

  @Test
  void aPullTellsHowFarItIsAndEndsWithSuccess() {
    try (ScriptedServer server =
        ScriptedServer.start(WireProtocol.OLLAMA, ScriptedAnswer.of("Hi"))) {
      List<DownloadProgress> told = new ArrayList<>();
      assertThat(OllamaPull.of(ServerOptions.at(server.uri()), "qwen3").run(told::add))
          .isEqualTo(OllamaPull.Outcome.COMPLETED);
      assertThat(told.getLast().doneBytes()).isEqualTo(1_000_000);
      assertThat(told.getLast().totalBytes()).isEqualTo(1_000_000);
      assertThat(told)
          .extracting(DownloadProgress::phase)
          .contains(DownloadProgress.Phase.CHECKING);
    }
  }

  @Test
  void aModelThatOllamaCannotGetIsAnError() {
    try (ScriptedServer server =
        ScriptedServer.start(WireProtocol.OLLAMA, ScriptedAnswer.of("Hi"))) {
      OllamaPull pull = OllamaPull.of(ServerOptions.at(server.uri()), "missing");
      assertThatThrownBy(() -> pull.run(progress -> {}))
          .isInstanceOf(LlmException.ModelUnavailable.class)
          .hasMessageContaining("could not get the model `missing`")
          .hasMessageContaining("file does not exist");
    }
  }

  @Test
  void cancellingAPullClosesTheConnection() throws Exception {
    try (WireServer server = WireServer.manual()) {
      OllamaPull pull = OllamaPull.of(ServerOptions.at(server.uri()), "qwen3");
      FutureTask<OllamaPull.Outcome> running = new FutureTask<>(() -> pull.run(progress -> {}));
      Thread.ofVirtual().start(running);
      WireExchange exchange = server.next();
      exchange.begin(200, "application/x-ndjson").write("{\"status\":\"pulling manifest\"}\n");
      pull.cancel();
      exchange.awaitClientGone();
      assertThat(running.get()).isEqualTo(OllamaPull.Outcome.CANCELLED);
    }
  }

  @Test
  void aPullThatBreaksOffIsAnError() throws Exception {
    try (WireServer server =
        WireServer.start(exchange -> {
          exchange.begin(200, "application/x-ndjson").write("{\"status\":\"pulling manifest\"}\n");
          exchange.end();
        })) {
      OllamaPull pull = OllamaPull.of(ServerOptions.at(server.uri()), "qwen3");
      assertThatThrownBy(() -> pull.run(progress -> {}))
          .isInstanceOf(LlmException.Interrupted.class);
    }
  }

  private static HttpProtocol protocolOf(WireProtocol protocol) {
    return switch (protocol) {
      case OLLAMA -> HttpProtocol.OLLAMA;
      case OPENAI -> HttpProtocol.OPENAI;
      case ANTHROPIC -> HttpProtocol.ANTHROPIC;
    };
  }
}
