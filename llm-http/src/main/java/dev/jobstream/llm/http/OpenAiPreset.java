package dev.jobstream.llm.http;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.Capabilities.Cancellation;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Services that speak OpenAI's protocol, each in its own way. What a preset says is where a model
 * starts; what the server refuses is left out from then on.
 */
public enum OpenAiPreset {
  OPENAI(
      "openai",
      "https://api.openai.com/v1",
      "OPENAI_API_KEY",
      true,
      ThinkingSwitch.EFFORT,
      Cancellation.STOPS_READING),
  LLAMA_SERVER(
      "llama-server",
      "http://localhost:8080/v1",
      null,
      true,
      ThinkingSwitch.TEMPLATE,
      Cancellation.STOPS_COMPUTE),
  LM_STUDIO(
      "lm-studio",
      "http://localhost:1234/v1",
      null,
      true,
      ThinkingSwitch.TEMPLATE,
      Cancellation.STOPS_READING),
  VLLM(
      "vllm",
      "http://localhost:8000/v1",
      "VLLM_API_KEY",
      true,
      ThinkingSwitch.TEMPLATE,
      Cancellation.STOPS_COMPUTE),
  OPENROUTER(
      "openrouter",
      "https://openrouter.ai/api/v1",
      "OPENROUTER_API_KEY",
      false,
      ThinkingSwitch.REASONING,
      Cancellation.STOPS_READING),
  GROQ(
      "groq",
      "https://api.groq.com/openai/v1",
      "GROQ_API_KEY",
      false,
      ThinkingSwitch.EFFORT,
      Cancellation.STOPS_READING),
  DEEPSEEK(
      "deepseek",
      "https://api.deepseek.com/v1",
      "DEEPSEEK_API_KEY",
      false,
      ThinkingSwitch.TYPE,
      Cancellation.STOPS_READING),
  GEMINI(
      "gemini",
      "https://generativelanguage.googleapis.com/v1beta/openai",
      "GEMINI_API_KEY",
      true,
      ThinkingSwitch.EFFORT,
      Cancellation.STOPS_READING),
  /** Any other server. */
  OTHER(
      "other",
      "http://localhost:8080/v1",
      null,
      false,
      ThinkingSwitch.TEMPLATE,
      Cancellation.STOPS_READING);

  /** How a service is told whether to think. */
  enum ThinkingSwitch {
    /** {@code reasoning_effort: none | medium}. */
    EFFORT,
    /** {@code chat_template_kwargs: {enable_thinking: …}}. */
    TEMPLATE,
    /** {@code reasoning: {enabled: …}}. */
    REASONING,
    /** {@code thinking: {type: enabled | disabled}}. */
    TYPE
  }

  private final String id;
  private final URI baseUri;
  private final @Nullable String keyVariable;
  private final boolean jsonSchema;
  private final ThinkingSwitch thinkingSwitch;
  private final Cancellation cancellation;

  OpenAiPreset(
      String id,
      String baseUri,
      @Nullable String keyVariable,
      boolean jsonSchema,
      ThinkingSwitch thinkingSwitch,
      Cancellation cancellation) {
    this.id = id;
    this.baseUri = URI.create(baseUri);
    this.keyVariable = keyVariable;
    this.jsonSchema = jsonSchema;
    this.thinkingSwitch = thinkingSwitch;
    this.cancellation = cancellation;
  }

  /** Its name in settings, such as {@code llama-server}. */
  public String id() {
    return id;
  }

  /** Where it is by default. */
  public URI baseUri() {
    return baseUri;
  }

  /** The environment variable that usually holds its key; empty if it needs none. */
  public Optional<String> keyVariable() {
    return Optional.ofNullable(keyVariable);
  }

  /** Whether it runs on this machine if its address is not told. */
  private boolean isLocal() {
    return "localhost".equals(baseUri.getHost());
  }

  /**
   * What a model of it is known to do. That it enforces a schema is said only where every model
   * does; thinking is passed on as a wish to all.
   */
  Capabilities capabilities(boolean streaming) {
    return new Capabilities(streaming, jsonSchema, true, false, cancellation);
  }

  ThinkingSwitch thinkingSwitch() {
    return thinkingSwitch;
  }

  /** What closing the connection reaches, as far as the service says. */
  Cancellation cancellation() {
    return cancellation;
  }

  /** The preset of a name in settings; empty if there is none. */
  public static Optional<OpenAiPreset> named(String id) {
    return Arrays.stream(values())
        .filter(preset -> preset.id.equals(id.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /**
   * The service that an address belongs to, by its host; {@link #OTHER} if none is known. A port on
   * this machine proves nothing of what listens there.
   */
  public static OpenAiPreset of(URI baseUri) {
    String host = String.valueOf(baseUri.getHost()).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(preset -> !preset.isLocal() && host.equals(preset.baseUri.getHost()))
        .findFirst()
        .orElse(OTHER);
  }
}
