package dev.jobstream.llm.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Message;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.Thinking;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's {@code /v1/messages}. A JSON schema is the input of a tool that the model has to
 * call; where it thinks, which rules that out, it is told to.
 *
 * @see <a href="https://docs.claude.com/en/api/messages">The endpoint</a>
 */
final class AnthropicDialect implements Dialect {
  /** The protocol wants a limit; what no model refuses, and enough for an answer in prose. */
  private static final int DEFAULT_MAX_TOKENS = 8_192;

  private static final int THINKING_TOKENS = 4_096;
  private static final Pattern MAX_TOKENS = Pattern.compile("max_tokens: \\d+ > (\\d{1,9})");

  private final HttpModelOptions options;
  private final Lessons<Refused> lessons;

  /**
   * What the model does not take.
   *
   * @param mostTokens the highest limit it takes
   */
  private record Refused(Set<String> fields, int mostTokens) {}

  AnthropicDialect(HttpModelOptions options) {
    this(options, Lessons.from(new Refused(Set.of(), Integer.MAX_VALUE)));
  }

  private AnthropicDialect(HttpModelOptions options, Lessons<Refused> lessons) {
    this.options = options;
    this.lessons = lessons;
  }

  @Override
  public URI chatUri() {
    return ServerPaths.anthropic(server().baseUri(), "/messages");
  }

  @Override
  public ServerOptions server() {
    return options.server();
  }

  @Override
  public Map<String, String> headers() {
    return AnthropicServer.headers(server());
  }

  @Override
  public byte[] body(ChatRequest request) {
    TokenEstimate.check(request, options.contextTokens());
    boolean thinks = request.thinking() == Thinking.ON && takes("thinking");
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("model", options.model());
    int limit =
        request.maxTokens() == ChatRequest.NO_LIMIT ? DEFAULT_MAX_TOKENS : request.maxTokens();
    // Thinking counts against the limit, and the budget must lie below it.
    body.put(
        "max_tokens",
        Math.min(lessons.get().mostTokens(), thinks ? limit + THINKING_TOKENS : limit));
    body.put("stream", options.streaming());
    messages(request, body);
    if (request.responseFormat() instanceof ResponseFormat.JsonSchema schema) {
      tool(schema, thinks, body);
    }
    if (thinks) {
      body.putObject("thinking").put("type", "enabled").put("budget_tokens", THINKING_TOKENS);
    } else {
      sampling(request.sampling(), body);
    }
    if (!request.stopStrings().isEmpty() && takes("stop_sequences")) {
      // One of white space alone is refused; it is watched for here as well.
      List<String> stops = request.stopStrings().stream().filter(stop -> !stop.isBlank()).toList();
      if (!stops.isEmpty()) {
        stops.forEach(body.putArray("stop_sequences")::add);
      }
    }
    return Json.bytes(body);
  }

  private static void messages(ChatRequest request, ObjectNode body) {
    String system =
        request.messages().stream()
            .filter(message -> message.role() == Message.Role.SYSTEM)
            .map(Message::text)
            .collect(Collectors.joining("\n\n"));
    if (!system.isEmpty()) {
      body.put("system", system);
    }
    ArrayNode messages = body.putArray("messages");
    for (Message message : request.messages()) {
      if (message.role() != Message.Role.SYSTEM) {
        messages
            .addObject()
            .put("role", message.role().name().toLowerCase(Locale.ROOT))
            .put("content", message.text());
      }
    }
    if (messages.isEmpty()) {
      throw new LlmException.InvalidRequest(
          "The request has system messages only. Add what the user says.");
    }
  }

  private static void tool(ResponseFormat.JsonSchema schema, boolean thinks, ObjectNode body) {
    body.putArray("tools")
        .addObject()
        .put("name", schema.name())
        .put("description", "Takes the answer. Call it once, with the whole answer.")
        .set("input_schema", SchemaJson.of(schema));
    ObjectNode choice = body.putObject("tool_choice").put("disable_parallel_tool_use", true);
    if (thinks) {
      choice.put("type", "auto");
      String wish =
          "Give your answer by calling the tool `%s`, and write no other text."
              .formatted(schema.name());
      body.put("system", (body.path("system").asText("") + "\n\n" + wish).strip());
    } else {
      choice.put("type", "tool").put("name", schema.name());
    }
  }

  private void sampling(Sampling sampling, ObjectNode body) {
    if (takes("temperature")) {
      body.put("temperature", Math.min(1, sampling.temperature()));
    }
    if (!sampling.isGreedy() && sampling.topK() > 0 && takes("top_k")) {
      body.put("top_k", sampling.topK());
    }
  }

  private boolean takes(String field) {
    return !lessons.get().fields().contains(field);
  }

  @Override
  public EventReader reader() {
    return new SniffingReader();
  }

  @Override
  public Decoder decoder(ChatRequest request) {
    return new AnthropicDecoder(new ErrorEvents(server(), request));
  }

  @Override
  public @Nullable Dialect learn(Refusal refusal, ChatRequest request) {
    if (refusal.status() != 400) {
      return null;
    }
    Refused before = lessons.get();
    Matcher limit = MAX_TOKENS.matcher(refusal.body());
    if (limit.find()) {
      int most = Integer.parseInt(limit.group(1));
      return most < before.mostTokens() && most > 0
          ? new AnthropicDialect(options, lessons.trying(new Refused(before.fields(), most)))
          : null;
    }
    for (String field : List.of("temperature", "top_k", "thinking", "stop_sequences")) {
      if (refusal.mentions(field) && takes(field)) {
        Set<String> fields = new HashSet<>(before.fields());
        fields.add(field);
        return new AnthropicDialect(
            options, lessons.trying(new Refused(Set.copyOf(fields), before.mostTokens())));
      }
    }
    return null;
  }

  @Override
  public void worked() {
    lessons.worked();
  }

  @Override
  public LlmException failure(Refusal refusal, ChatRequest request) {
    if (refusal.status() == 400 && refusal.mentions("prompt is too long")) {
      PromptNumbers numbers = PromptNumbers.of(refusal);
      if (numbers.prompt() > 0 && numbers.context() > 0) {
        return new LlmException.PromptTooLong(
            numbers.prompt(),
            numbers.context(),
            "Shorten the text, or choose a model with a larger context.");
      }
    }
    return refusal.asError(server(), options.model(), request);
  }
}
