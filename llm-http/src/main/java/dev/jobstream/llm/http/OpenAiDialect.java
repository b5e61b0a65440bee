package dev.jobstream.llm.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.ResponseFormat;
import java.net.URI;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/chat/completions}, as many servers speak it. What one refuses is left out of later
 * requests, and a JSON schema is asked for in the strictest form that it takes.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat">The endpoint</a>
 */
final class OpenAiDialect implements Dialect {
  private final HttpModelOptions options;
  private final OpenAiPreset preset;
  private final Lessons<OpenAiShape> lessons;

  OpenAiDialect(HttpModelOptions options, OpenAiPreset preset) {
    this(
        options,
        preset,
        Lessons.from(
            new OpenAiShape(
                preset == OpenAiPreset.DEEPSEEK
                    ? OpenAiShape.Form.JSON_OBJECT
                    : OpenAiShape.Form.JSON_SCHEMA,
                preset == OpenAiPreset.OPENAI,
                options.streaming(),
                Set.of())));
  }

  private OpenAiDialect(
      HttpModelOptions options, OpenAiPreset preset, Lessons<OpenAiShape> lessons) {
    this.options = options;
    this.preset = preset;
    this.lessons = lessons;
  }

  @Override
  public URI chatUri() {
    return ServerPaths.openAi(server().baseUri(), "/chat/completions");
  }

  @Override
  public ServerOptions server() {
    return options.server();
  }

  @Override
  public Map<String, String> headers() {
    return OpenAiServer.headers(server());
  }

  @Override
  public byte[] body(ChatRequest request) {
    TokenEstimate.check(request, options.contextTokens());
    return OpenAiBody.of(request, options.model(), preset, shape());
  }

  @Override
  public EventReader reader() {
    return new SniffingReader();
  }

  @Override
  public Decoder decoder(ChatRequest request) {
    return new OpenAiDecoder(new ErrorEvents(server(), request));
  }

  /** What is known by now of the server. */
  OpenAiShape shape() {
    return lessons.get();
  }

  @Override
  public void worked() {
    lessons.worked();
  }

  @Override
  public @Nullable Dialect learn(Refusal refusal, ChatRequest request) {
    OpenAiShape next = without(refusal, request);
    return next == null ? null : new OpenAiDialect(options, preset, lessons.trying(next));
  }

  private @Nullable OpenAiShape without(Refusal refusal, ChatRequest request) {
    boolean canTell = refusal.status() == 400 || refusal.status() == 422;
    // A server that knows a field and has not built it says 500 or 501.
    boolean notBuilt = refusal.status() == 500 || refusal.status() == 501;
    if (!(canTell || notBuilt) || isTooLong(refusal) || isOutOfRange(refusal)) {
      return null;
    }
    OpenAiShape before = shape();
    ObjectNode sent = OpenAiBody.object(request, options.model(), preset, before);
    for (Iterator<String> names = sent.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (isOptional(name) && names(refusal, name)) {
        return without(before, name);
      }
    }
    boolean schema = request.responseFormat() instanceof ResponseFormat.JsonSchema;
    if (schema && before.form() != OpenAiShape.Form.PROMPT_ONLY && canTell) {
      return before.withForm(
          before.form() == OpenAiShape.Form.JSON_SCHEMA
              ? OpenAiShape.Form.JSON_OBJECT
              : OpenAiShape.Form.PROMPT_ONLY);
    }
    if (before.streaming() && names(refusal, "stream", "streaming")) {
      return before.withoutStreaming();
    }
    return null;
  }

  private static boolean isOptional(String field) {
    return switch (field) {
      case "model", "messages", "stream", "response_format" -> false;
      default -> true;
    };
  }

  private static OpenAiShape without(OpenAiShape shape, String field) {
    return switch (field) {
      case "max_tokens" ->
          shape.newTokenLimit() || !shape.takes("max_completion_tokens")
              ? shape.without(field)
              : shape.withNewTokenLimit(true);
      case "max_completion_tokens" -> shape.withNewTokenLimit(false).without(field);
      default -> shape.without(field);
    };
  }

  /** Whether the refusal has one of the names as a word of its own. */
  private static boolean names(Refusal refusal, String... names) {
    for (String name : names) {
      if (Pattern.compile("(?<![A-Za-z0-9_])" + name + "(?![A-Za-z0-9_])")
          .matcher(refusal.body())
          .find()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public LlmException failure(Refusal refusal, ChatRequest request) {
    if (isTooLong(refusal)) {
      return tooLong(refusal, request);
    }
    return refusal.asError(server(), options.model(), request);
  }

  private static boolean isTooLong(Refusal refusal) {
    return (refusal.status() == 400 || refusal.status() == 413 || refusal.status() == 422)
        && refusal.mentions(
            "context_length_exceeded",
            "exceed_context_size",
            "maximum context length",
            "available context size",
            "greater than the context length",
            "context length of only",
            "context window");
  }

  /** The server knows the field, and only its value is not to be had: its user must hear of it. */
  private static boolean isOutOfRange(Refusal refusal) {
    return refusal.mentions(
        "less than",
        "greater than",
        "at most",
        "at least",
        "valid range",
        "out of range",
        "too large",
        "too small");
  }

  private LlmException tooLong(Refusal refusal, ChatRequest request) {
    PromptNumbers numbers = PromptNumbers.of(refusal);
    int context = numbers.context() > 0 ? numbers.context() : options.contextTokens();
    if (context <= 0) {
      return refusal.asError(server(), options.model(), request);
    }
    return new LlmException.PromptTooLong(
        numbers.prompt() > 0 ? numbers.prompt() : TokenEstimate.of(request),
        context,
        (numbers.prompt() > 0 ? "" : "The first number is an estimate. ")
            + "Shorten the text, or choose a model with a larger context.");
  }
}
