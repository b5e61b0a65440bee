package dev.jobstream.llm.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.Message;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.Thinking;
import java.util.List;
import java.util.Locale;

/** Writes requests of {@code /v1/chat/completions}. */
final class OpenAiBody {
  /** OpenAI takes no more; all of them are watched for here as well. */
  private static final int MAX_STOPS = 4;

  private final ObjectNode body = Json.MAPPER.createObjectNode();
  private final ChatRequest request;
  private final OpenAiPreset preset;
  private final OpenAiShape shape;

  private OpenAiBody(ChatRequest request, OpenAiPreset preset, OpenAiShape shape) {
    this.request = request;
    this.preset = preset;
    this.shape = shape;
  }

  static byte[] of(ChatRequest request, String model, OpenAiPreset preset, OpenAiShape shape) {
    return Json.bytes(object(request, model, preset, shape));
  }

  static ObjectNode object(
      ChatRequest request, String model, OpenAiPreset preset, OpenAiShape shape) {
    return new OpenAiBody(request, preset, shape).write(model);
  }

  private ObjectNode write(String model) {
    body.put("model", model);
    ArrayNode messages = body.putArray("messages");
    for (Message message : messages()) {
      messages
          .addObject()
          .put("role", message.role().name().toLowerCase(Locale.ROOT))
          .put("content", message.text());
    }
    body.put("stream", shape.streaming());
    if (shape.streaming() && shape.takes("stream_options")) {
      body.putObject("stream_options").put("include_usage", true);
    }
    if (request.responseFormat() instanceof ResponseFormat.JsonSchema schema) {
      format(schema);
    }
    limit();
    sampling(request.sampling());
    thinking();
    if (!request.stopStrings().isEmpty() && shape.takes("stop")) {
      request.stopStrings().stream().limit(MAX_STOPS).forEach(body.putArray("stop")::add);
    }
    if (preset == OpenAiPreset.LLAMA_SERVER && shape.takes("return_progress")) {
      body.put("return_progress", true);
    }
    return body;
  }

  private List<Message> messages() {
    return request.responseFormat() instanceof ResponseFormat.JsonSchema schema
            && shape.form() != OpenAiShape.Form.JSON_SCHEMA
        ? SchemaPrompt.added(request.messages(), schema)
        : request.messages();
  }

  private void format(ResponseFormat.JsonSchema schema) {
    switch (shape.form()) {
      case JSON_SCHEMA -> {
        ObjectNode format = body.putObject("response_format").put("type", "json_schema");
        ObjectNode inner = format.putObject("json_schema").put("name", schema.name());
        inner.put("strict", StrictSchema.holds(SchemaJson.of(schema)));
        inner.set("schema", SchemaJson.of(schema));
      }
      case JSON_OBJECT -> body.putObject("response_format").put("type", "json_object");
      case PROMPT_ONLY -> {}
    }
  }

  private void limit() {
    String name = shape.newTokenLimit() ? "max_completion_tokens" : "max_tokens";
    if (request.maxTokens() != ChatRequest.NO_LIMIT && shape.takes(name)) {
      body.put(name, request.maxTokens());
    }
  }

  private void sampling(Sampling sampling) {
    put("temperature", sampling.temperature());
    if (!sampling.isGreedy()) {
      put("top_p", sampling.topP());
      if (isLocal()) {
        put("top_k", sampling.topK());
        put("min_p", sampling.minP());
      }
    }
    if (sampling.hasPenalties()) {
      put("frequency_penalty", sampling.frequencyPenalty());
      put("presence_penalty", sampling.presencePenalty());
      if (isLocal()) {
        put("repeat_penalty", sampling.repeatPenalty());
      }
    }
    if (sampling.seed().isPresent() && shape.takes("seed")) {
      body.put("seed", sampling.seed().getAsLong());
    }
  }

  private void put(String name, double value) {
    if (shape.takes(name)) {
      body.put(name, value);
    }
  }

  /** Whether the server takes the settings that local engines have. */
  private boolean isLocal() {
    return switch (preset) {
      case LLAMA_SERVER, LM_STUDIO, VLLM, OTHER -> true;
      case OPENAI, OPENROUTER, GROQ, DEEPSEEK, GEMINI -> false;
    };
  }

  private void thinking() {
    if (request.thinking() == Thinking.MODEL_DEFAULT) {
      return;
    }
    boolean on = request.thinking() == Thinking.ON;
    switch (preset.thinkingSwitch()) {
      case EFFORT -> {
        if (shape.takes("reasoning_effort")) {
          body.put("reasoning_effort", on ? "medium" : "none");
        }
      }
      case TEMPLATE -> {
        if (shape.takes("chat_template_kwargs")) {
          body.putObject("chat_template_kwargs").put("enable_thinking", on);
        }
      }
      case REASONING -> {
        if (shape.takes("reasoning")) {
          body.putObject("reasoning").put("enabled", on);
        }
      }
      case TYPE -> {
        if (shape.takes("thinking")) {
          body.putObject("thinking").put("type", on ? "enabled" : "disabled");
        }
      }
    }
  }
}
