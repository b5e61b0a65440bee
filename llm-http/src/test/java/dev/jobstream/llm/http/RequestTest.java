package dev.jobstream.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jobstream.llm.Capabilities.Cancellation;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Thinking;
import dev.jobstream.testsupport.http.ScriptedAnswer;
import dev.jobstream.testsupport.http.ScriptedServer;
import dev.jobstream.testsupport.http.WireProtocol;
import dev.jobstream.testsupport.http.WireServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent, and what is made of refusals. */
final class RequestTest {
  private static final ResponseFormat SCHEMA =
      ResponseFormat.jsonSchema(
          "posting",
          "{\"type\":\"object\",\"properties\":{\"title\":{\"type\":\"string\"}},\"required\":[\"title\"],\"additionalProperties\":false}");

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeServers() throws Exception {
    for (AutoCloseable server : open) {
      server.close();
    }
  }

  @Test
  void ollamaIsToldTheSameContextEachTime() {
    ScriptedServer server = scripted(WireProtocol.OLLAMA);
    ChatModel model =
        Scripted.model(
            server,
            HttpTransport.shared(),
            options -> options.withKeepAlive(Duration.ofMinutes(5)));
    Outcome.of(model.stream(ChatRequest.of("One.")));
    Outcome.of(
        model.stream(
            ChatRequest.builder()
                .system("Be short.")
                .user("x".repeat(9_000))
                .responseFormat(SCHEMA)
                .thinking(Thinking.OFF)
                .maxTokens(77)
                .stopString("END")
                .sampling(Sampling.temperature(0.7).withSeed(5))
                .build()));
    JsonNode first = server.chats().get(0);
    JsonNode second = server.chats().get(1);
    assertThat(first.path("options").path("num_ctx").asInt()).isEqualTo(8_192);
    assertThat(second.path("options").path("num_ctx").asInt()).isEqualTo(8_192);
    assertThat(first.has("think")).isFalse();
    assertThat(first.has("format")).isFalse();
    assertThat(first.path("truncate").asBoolean(true)).isFalse();
    assertThat(first.path("keep_alive").asText()).isEqualTo("300s");
    assertThat(second.path("think").asBoolean(true)).isFalse();
    assertThat(second.path("format").path("required").path(0).asText()).isEqualTo("title");
    assertThat(second.path("messages").path(0).path("role").asText()).isEqualTo("system");
    JsonNode settings = second.path("options");
    assertThat(settings.path("num_predict").asInt()).isEqualTo(77);
    assertThat(settings.path("temperature").asDouble()).isEqualTo(0.7);
    assertThat(settings.path("seed").asInt()).isEqualTo(5);
    assertThat(settings.path("stop").path(0).asText()).isEqualTo("END");
  }

  @Test
  void ollamasVersionSaysWhatACancelReaches() {
    assertThat(OllamaVersion.of("0.32.1").cancellation()).isEqualTo(Cancellation.STOPS_COMPUTE);
    assertThat(OllamaVersion.of("0.30.0-rc1").cancellation()).isEqualTo(Cancellation.STOPS_COMPUTE);
    assertThat(OllamaVersion.of("0.29.9").cancellation()).isEqualTo(Cancellation.STOPS_READING);
    assertThat(OllamaVersion.of("dev")).isEqualTo(OllamaVersion.UNKNOWN);
    ChatModel model = Scripted.model(scripted(WireProtocol.OLLAMA));
    assertThat(model.capabilities().cancellation()).isEqualTo(Cancellation.STOPS_COMPUTE);
    assertThat(model.capabilities().thinking()).isTrue();
  }

  @Test
  void anOlderOllamaIsNotSentWhatItWouldCut() {
    ScriptedServer server = scripted(WireProtocol.OLLAMA);
    ChatModel old =
        OllamaChatModel.of(
            HttpTransport.shared(), Scripted.options(server), OllamaVersion.of("0.11.0"));
    assertThat(error(old, ChatRequest.of("word ".repeat(8_000))))
        .isInstanceOfSatisfying(
            LlmException.PromptTooLong.class,
            error -> {
              assertThat(error.contextTokens()).isEqualTo(8_192);
              assertThat(error)
                  .hasMessageContaining("The first number is an estimate")
                  .hasMessageContaining("raise the model's context tokens");
            });
    assertThat(server.chats()).isEmpty();
  }

  @Test
  void anOlderOllamaWhoseCountShowsThatItCutIsNotBelieved() {
    WireServer server =
        wire(
            200,
            "{\"message\":{\"content\":\"Hm\"}}\n{\"done\":true,\"prompt_eval_count\":8192,\"eval_count\":1}\n");
    ChatModel old =
        OllamaChatModel.of(
            HttpTransport.shared(), Models.options(server.uri()), OllamaVersion.of("0.11.0"));
    Outcome outcome = Outcome.of(old.stream(ChatRequest.of("Hi")));
    assertThat(outcome).isEqualTo(new Outcome("", "Hm", "FAILED PromptTooLong", 1));
  }

  @ParameterizedTest
  @EnumSource
  void aPromptThatIsTooLongIsToldWithBothNumbers(WireProtocol protocol) {
    String words =
        switch (protocol) {
          case OLLAMA ->
              "{\"error\":\"{\\\"error\\\":{\\\"code\\\":400,\\\"message\\\":\\\"request (9412 tokens) exceeds the available context size (8192 tokens), try increasing it\\\",\\\"type\\\":\\\"exceed_context_size_error\\\",\\\"n_prompt_tokens\\\":9412,\\\"n_ctx\\\":8192}}\"}";
          case OPENAI ->
              "{\"error\":{\"message\":\"This model's maximum context length is 8192 tokens. However, your messages resulted in 9412 tokens. Please reduce the length.\",\"type\":\"invalid_request_error\",\"param\":\"messages\",\"code\":\"context_length_exceeded\"}}";
          case ANTHROPIC ->
              "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt is too long: 9412 tokens > 8192 maximum\"}}";
        };
    WireServer server = wire(400, words);
    assertThat(error(Models.at(protocol, server.uri()), ChatRequest.of("Hi")))
        .isInstanceOf(LlmException.PromptTooLong.class)
        .hasMessageStartingWith("The prompt has 9,412 tokens, the context holds 8,192.");
  }

  @Test
  void aSchemaIsAskedForInTheStrictestFormThatTheServerTakesAndThatIsRemembered() {
    List<JsonNode> asked = new ArrayList<>();
    WireServer server =
        keep(
            WireServer.start(exchange -> {
              JsonNode request = exchange.json();
              asked.add(request);
              String type = request.path("response_format").path("type").asText();
              if (type.isEmpty()) {
                exchange.respond(
                    200,
                    "application/json",
                    "{\"choices\":[{\"message\":{\"content\":\"{}\"},\"finish_reason\":\"stop\"}]}");
              } else {
                exchange.respond(
                    400,
                    "application/json",
                    "{\"error\":\"'response_format.type' must not be '%s'\"}".formatted(type));
              }
            }));
    ChatModel model = Models.at(WireProtocol.OPENAI, server.uri());
    ChatRequest request =
        ChatRequest.builder().system("Be short.").user("Hi").responseFormat(SCHEMA).build();
    assertThat(Outcome.of(model.stream(request)).end()).isEqualTo("STOP");
    assertThat(Outcome.of(model.stream(request)).end()).isEqualTo("STOP");
    assertThat(asked.stream().map(json -> json.path("response_format").path("type").asText()))
        .containsExactly("json_schema", "json_object", "", "");
    assertThat(
            asked.getFirst().path("response_format").path("json_schema").path("strict").asBoolean())
        .isTrue();
    assertThat(asked.getFirst().toString()).doesNotContain("Answer with one JSON value");
    assertThat(asked.getLast().path("messages").path(0).path("content").asText())
        .startsWith("Be short.\n\nAnswer with one JSON value");
  }

  @Test
  void aRefusalForAnotherReasonTeachesNothing() {
    List<JsonNode> asked = new ArrayList<>();
    WireServer server =
        keep(
            WireServer.start(exchange -> {
              JsonNode request = exchange.json();
              asked.add(request);
              if (request.toString().contains("forbidden")) {
                exchange.respond(400, "application/json", "{\"error\":\"against our policy\"}");
              } else if (request.path("temperature").asDouble() > 2) {
                exchange.respond(
                    400, "application/json", "{\"error\":\"temperature must be at most 2\"}");
              } else {
                exchange.respond(
                    200,
                    "application/json",
                    "{\"choices\":[{\"message\":{\"content\":\"{}\"},\"finish_reason\":\"stop\"}]}");
              }
            }));
    ChatModel model = Models.at(WireProtocol.OPENAI, server.uri());
    ChatRequest.Builder request = ChatRequest.builder().responseFormat(SCHEMA);
    assertThat(error(model, request.user("forbidden").build()))
        .hasMessageContaining("against our policy");
    asked.clear();
    ChatRequest hot = ChatRequest.builder().user("Hi").sampling(Sampling.temperature(5)).build();
    assertThat(error(model, hot)).hasMessageContaining("at most 2");
    assertThat(asked).hasSize(1);
    asked.clear();
    ChatRequest good = ChatRequest.builder().responseFormat(SCHEMA).user("Hi").build();
    assertThat(Outcome.of(model.stream(good)).end()).isEqualTo("STOP");
    assertThat(asked)
        .singleElement()
        .satisfies(json -> {
          assertThat(json.path("response_format").path("type").asText()).isEqualTo("json_schema");
          assertThat(json.has("temperature")).isTrue();
        });
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerOfAnotherKindIsOneFailureThatNamesTheAddress(WireProtocol protocol) {
    String broken =
        protocol == WireProtocol.OLLAMA ? "{bad\n{bad\n" : "data: {bad\n\ndata: {bad\n\n";
    for (String body : List.of("<html>\n<body>\nHello\n</body>\n", broken)) {
      WireServer server = wire(200, body);
      assertThat(error(Models.at(protocol, server.uri()), ChatRequest.of("Hi")))
          .isInstanceOf(LlmException.Interrupted.class)
          .hasMessageContaining("Check that the address is that of the right protocol.");
    }
  }

  @Test
  void aContextThatWasSetIsWhatAPromptIsCheckedAgainst() {
    for (WireProtocol protocol : List.of(WireProtocol.OPENAI, WireProtocol.ANTHROPIC)) {
      ScriptedServer server = scripted(protocol);
      ChatModel model =
          Models.at(
              protocol,
              server.uri(),
              HttpTransport.shared(),
              options -> options.withContextTokens(64));
      assertThat(error(model, ChatRequest.of("word ".repeat(500))))
          .isInstanceOf(LlmException.PromptTooLong.class);
      assertThat(server.exchanges()).isEmpty();
    }
  }

  @Test
  void anAnswerInOnePieceTellsWhenItCame() {
    WireServer server =
        wire(200, "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}");
    try (ChatStream stream =
        Models.at(WireProtocol.OPENAI, server.uri()).stream(ChatRequest.of("Hi"))) {
      assertThat(stream.run(event -> {}).timings().firstDelta()).isPositive();
    }
  }

  @Test
  void aFieldThatAServerDoesNotTakeIsLeftOutFromThenOn() {
    List<JsonNode> asked = new ArrayList<>();
    WireServer server =
        keep(
            WireServer.start(exchange -> {
              JsonNode request = exchange.json();
              asked.add(request);
              for (String field :
                  List.of("chat_template_kwargs", "stream_options", "max_tokens", "temperature")) {
                if (request.has(field)) {
                  exchange.respond(
                      400,
                      "application/json",
                      "{\"error\":{\"message\":\"Unsupported parameter: '%s'.\"}}"
                          .formatted(field));
                  return;
                }
              }
              exchange
                  .begin(200, "text/event-stream")
                  .write(Deltas.of(WireProtocol.OPENAI, "Hi") + Deltas.end(WireProtocol.OPENAI))
                  .end();
            }));
    ChatModel model = Models.at(WireProtocol.OPENAI, server.uri());
    ChatRequest request =
        ChatRequest.builder().user("Hi").thinking(Thinking.OFF).maxTokens(9).build();
    assertThat(Outcome.of(model.stream(request)).end()).isEqualTo("STOP");
    assertThat(asked).hasSize(5);
    assertThat(asked.getLast().path("max_completion_tokens").asInt()).isEqualTo(9);
    assertThat(Outcome.of(model.stream(request)).end()).isEqualTo("STOP");
    assertThat(asked).hasSize(6);
  }

  @Test
  void aServerThatCannotStreamGivesOneDelta() {
    ScriptedServer server = scripted(WireProtocol.OPENAI);
    ChatModel model =
        Scripted.model(server, HttpTransport.shared(), options -> options.withStreaming(false));
    List<StreamEvent> events = new ArrayList<>();
    model.stream(ChatRequest.of("Hi")).run(events::add);
    assertThat(events).filteredOn(StreamEvent.TextDelta.class::isInstance).hasSize(1);
    assertThat(Outcome.of(events)).isEqualTo(new Outcome("", "Hello.", "STOP", 1));
    assertThat(model.capabilities().streaming()).isFalse();
  }

  @Test
  void anthropicIsForcedToCallTheToolThatStandsForTheSchema() {
    ScriptedServer server = scripted(WireProtocol.ANTHROPIC);
    server.usually(ScriptedAnswer.of("{\"title\":", "\"Engineer\"}"));
    ChatModel model = Scripted.model(server);
    ChatRequest.Builder request =
        ChatRequest.builder().system("Be short.").user("Hi").responseFormat(SCHEMA);
    assertThat(Outcome.of(model.stream(request.build())))
        .isEqualTo(new Outcome("", "{\"title\":\"Engineer\"}", "STOP", 1));
    JsonNode forced = server.chats().getFirst();
    assertThat(forced.path("tool_choice").path("name").asText()).isEqualTo("posting");
    assertThat(forced.path("system").asText()).isEqualTo("Be short.");
    assertThat(forced.path("max_tokens").asInt()).isPositive();
    assertThat(Outcome.of(model.stream(request.thinking(Thinking.ON).build())).end())
        .isEqualTo("STOP");
    JsonNode thinking = server.chats().getLast();
    assertThat(thinking.path("tool_choice").path("type").asText()).isEqualTo("auto");
    assertThat(thinking.path("thinking").path("budget_tokens").asInt())
        .isLessThan(thinking.path("max_tokens").asInt());
    assertThat(thinking.has("temperature")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aStopStringEndsTheAnswerAndTheRestIsNotWaitedFor(WireProtocol protocol) throws Exception {
    ScriptedServer server = scripted(protocol);
    server.usually(
        ScriptedAnswer.of("one, ", "tw", "o, ", "three").withEnd(ScriptedAnswer.End.NEVER));
    ChatRequest request = ChatRequest.builder().user("Count.").stopString("two").build();
    assertThat(Outcome.of(Scripted.model(server).stream(request)))
        .isEqualTo(new Outcome("", "one, ", "STOP_STRING", 1));
    server.exchanges().getFirst().awaitClientGone();
  }

  @Test
  void aKeyOrAPromptThatTheServerRepeatsDoesNotReachTheError() {
    String secret = "The applicant lives at 12 Secret Lane in Dublin.";
    WireServer server =
        keep(
            WireServer.start(exchange ->
                exchange.respond(
                    exchange.header("X-Repeat").equals("key") ? 401 : 422,
                    "application/json",
                    exchange.header("X-Repeat").equals("key")
                        ? "{\"error\":{\"message\":\"Incorrect API key provided: sk-abc-42.\"}}"
                        : "{\"detail\":[{\"msg\":\"bad input: " + secret + "\"}]}")));
    for (String what : List.of("key", "prompt")) {
      ChatModel model =
          Models.at(
              WireProtocol.OPENAI,
              server.uri(),
              HttpTransport.shared(),
              options ->
                  options.withServer(
                      options
                          .server()
                          .withApiKey(ApiKey.of("sk-abc-42"))
                          .withHeader("X-Repeat", what)));
      LlmException error = error(model, ChatRequest.of(secret));
      assertThat(error).isInstanceOf(LlmException.ModelUnavailable.class);
      assertThat(error.toString()).doesNotContain("sk-abc").doesNotContain("Secret Lane");
    }
  }

  private ScriptedServer scripted(WireProtocol protocol) {
    return keep(ScriptedServer.start(protocol, ScriptedAnswer.of("Hel", "lo.")));
  }

  private WireServer wire(int status, String body) {
    return keep(WireServer.start(exchange -> exchange.respond(status, "application/json", body)));
  }

  private <T extends AutoCloseable> T keep(T server) {
    open.add(server);
    return server;
  }

  private static LlmException error(ChatModel model, ChatRequest request) {
    return model.stream(request).run(event -> {}) instanceof StreamEvent.Failed failed
        ? failed.error()
        : new LlmException.Interrupted("It did not fail.");
  }
}
