package dev.jobstream.cli.config;

import dev.jobstream.llm.http.HttpProtocol;
import dev.jobstream.llm.llamacpp.LlamaOptions.FlashAttention;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The table of all settings, in the order in which they are shown. {@code docs/configuration.md}
 * has the same.
 */
final class ConfigKeys {
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]+");
  private static final String MODEL =
      "the name of a model, such as `qwen3-1.7b`, `ollama:qwen3:1.7b`, or that of a chain";

  static final ConfigKey<String> MODEL_NAME =
      new ConfigKey<>(
          "model",
          Kinds.text(MODEL),
          null,
          "The model if none is named. Without it: the smallest suitable one on this machine.");
  static final ConfigKey<String> PROFILE =
      new ConfigKey<>(
          "profile",
          Kinds.text("the name of one of the `profiles`"),
          null,
          "The profile if none is chosen by `--profile` or `JOBSTREAM_PROFILE`.");
  static final ConfigKey<Boolean> LOCAL_ONLY =
      new ConfigKey<>(
          "local-only",
          Kinds.yesOrNo(),
          "no",
          "Refuse every backend that is not on this machine, even if a command names it.");
  static final ConfigKey<List<String>> CHAIN =
      new ConfigKey<>(
          "chains.*",
          Kind.listOf(
              "a list of models, such as `[qwen3-1.7b, ollama:qwen3:1.7b]`", Kinds.text(MODEL)),
          null,
          "Models under one name, in the order in which they are asked: where one fails before it"
              + " wrote anything, the next takes over.");

  static final ConfigKey<Integer> MAX_TOKENS =
      new ConfigKey<>(
          "analysis.max-tokens",
          Kinds.wholeNumber(1, Integer.MAX_VALUE),
          "1024",
          "The most tokens that the model may write for a posting.");
  static final ConfigKey<Double> TEMPERATURE =
      new ConfigKey<>(
          "analysis.temperature",
          Kinds.number(0, 5),
          "0",
          "The randomness of the model's words; 0 is none.");
  static final ConfigKey<Optional<Boolean>> LEAVE_OUT_FACTS =
      new ConfigKey<>(
          "analysis.leave-out-facts",
          Kinds.orWord("auto", Kinds.yesOrNo()),
          "auto",
          "Whether the model is not asked for what the rules are sure of, so that it is sooner"
              + " done; `auto` asks those models for it that can do nothing but read postings, or"
              + " that are only told the form of the answer and not held to it.");

  static final ConfigKey<Optional<Integer>> ENGINE_CONTEXT_TOKENS =
      new ConfigKey<>(
          "engine.context-tokens",
          Kinds.orWord("auto", Kinds.wholeNumber(16, Integer.MAX_VALUE)),
          "auto",
          "The tokens that prompt and answer may take together; `auto` is what the model was"
              + " trained on, at most 8,192.");
  static final ConfigKey<Integer> ENGINE_BATCH_TOKENS =
      new ConfigKey<>(
          "engine.batch-tokens",
          Kinds.wholeNumber(32, 4096),
          "512",
          "The most tokens of a prompt that are read in one go; a posting is read in quarters of it.");
  static final ConfigKey<Optional<Integer>> ENGINE_THREADS =
      new ConfigKey<>(
          "engine.threads",
          Kinds.orWord("auto", Kinds.wholeNumber(1, 512)),
          "auto",
          "The threads that write; `auto` is one a physical core, and a single one for a model"
              + " under 100 MB.");
  static final ConfigKey<Optional<Integer>> ENGINE_BATCH_THREADS =
      new ConfigKey<>(
          "engine.batch-threads",
          Kinds.orWord("auto", Kinds.wholeNumber(1, 512)),
          "auto",
          "The threads that read the prompt; `auto` is one a physical core.");
  static final ConfigKey<Integer> ENGINE_CONTEXTS =
      new ConfigKey<>(
          "engine.contexts",
          Kinds.wholeNumber(1, 64),
          "1",
          "How many requests are answered at once, each with a context of its own in memory.");
  static final ConfigKey<Integer> ENGINE_QUEUE =
      new ConfigKey<>(
          "engine.queue",
          Kinds.wholeNumber(1, 10_000),
          "32",
          "How many requests may wait, for each of the contexts, before more are refused; all have"
              + " one queue.");
  static final ConfigKey<Optional<Integer>> ENGINE_GPU_LAYERS =
      new ConfigKey<>(
          "engine.gpu-layers",
          Kinds.orWord("all", Kinds.wholeNumber(0, 10_000)),
          "all",
          "The layers kept on a graphics card, where one is used.");
  static final ConfigKey<FlashAttention> ENGINE_FLASH_ATTENTION =
      new ConfigKey<>(
          "engine.flash-attention",
          Kinds.oneOf(FlashAttention.class),
          "auto",
          "Whether attention is computed in the fused way, which is faster on graphics cards.");
  static final ConfigKey<Boolean> ENGINE_PARALLEL_FIELDS =
      new ConfigKey<>(
          "engine.parallel-fields",
          Kinds.yesOrNo(),
          "no",
          "Whether a model of 100 MB or more writes the fields of a posting at the same time, each"
              + " as if it were the only one. Sooner done; a model of less than some billion"
              + " parameters may read worse.");

  static final ConfigKey<Duration> DISPLAY_IN_PROCESS =
      new ConfigKey<>(
          "display.in-process",
          Kinds.time(Duration.ZERO, Duration.ofSeconds(5)),
          "50ms",
          "The least time between two updates of the display while a model in this process"
              + " writes.");
  static final ConfigKey<Duration> DISPLAY_HTTP =
      new ConfigKey<>(
          "display.http",
          Kinds.time(Duration.ZERO, Duration.ofSeconds(5)),
          "20ms",
          "The same for a model behind a server.");

  static final ConfigKey<Integer> DOCUMENTS_MOST_MEGABYTES =
      new ConfigKey<>(
          "documents.most-megabytes",
          Kinds.wholeNumber(1, 2_000),
          "25",
          "The largest document that is kept with an application.");

  static final ConfigKey<HttpProtocol> PROTOCOL =
      new ConfigKey<>(
          "backends.*.protocol",
          Kinds.oneOf(HttpProtocol.class),
          null,
          "What the server speaks. Needed for a backend with a name of your own; the others have"
              + " theirs.");
  static final ConfigKey<URI> URL =
      new ConfigKey<>(
          "backends.*.url",
          Kinds.url(),
          null,
          "Where the server is, with or without `/v1`. Needed for a backend with a name of your"
              + " own; the others have theirs.");
  static final ConfigKey<String> KEY_ENV =
      new ConfigKey<>(
          "backends.*.key-env",
          Kinds.variable(),
          null,
          "The environment variable that holds the key.");
  static final ConfigKey<String> KEY_FILE =
      new ConfigKey<>(
          "backends.*.key-file",
          Kinds.keyFile(),
          null,
          "A file that holds the key and that only you may read (`chmod 600`). Goes before"
              + " `key-env`.");
  static final ConfigKey<String> HEADER =
      new ConfigKey<>(
          "backends.*.headers.*",
          Kinds.matching(HEADER_VALUE, "a text of one line without special characters"),
          null,
          "A further header of each request. None that carries a key.");
  static final ConfigKey<Optional<Integer>> CONTEXT_TOKENS =
      new ConfigKey<>(
          "backends.*.context-tokens",
          Kinds.orWord("auto", Kinds.wholeNumber(16, Integer.MAX_VALUE)),
          "auto",
          "The tokens that prompt and answer may take together. Ollama is told; `auto` is what the"
              + " model was trained on, at most 8,192. Of other servers only what a prompt is"
              + " checked against; `auto` is as the server decides.");
  static final ConfigKey<Optional<Duration>> KEEP_ALIVE =
      new ConfigKey<>(
          "backends.*.keep-alive",
          Kinds.orWord("auto", Kinds.time(Duration.ZERO, Duration.ofHours(100_000))),
          "auto",
          "How long Ollama keeps the model loaded after a request; `0s` unloads it at once, `auto`"
              + " is as the server decides. Ollama only.");
  static final ConfigKey<Boolean> STREAMING =
      new ConfigKey<>(
          "backends.*.streaming",
          Kinds.yesOrNo(),
          "yes",
          "Whether the server can stream; if not, an answer comes all at once.");
  static final ConfigKey<Duration> CONNECT =
      new ConfigKey<>(
          "backends.*.timeouts.connect",
          Kinds.time(Duration.ofMillis(100), Duration.ofMinutes(5)),
          "10s",
          "How long connecting may take.");
  static final ConfigKey<Duration> FIRST_BYTE =
      new ConfigKey<>(
          "backends.*.timeouts.first-byte",
          Kinds.time(Duration.ofMillis(100), Duration.ofHours(24)),
          "10m",
          "How long the server may take to begin its answer: it may have to load the model and"
              + " read the prompt first.");
  static final ConfigKey<Duration> IDLE =
      new ConfigKey<>(
          "backends.*.timeouts.idle",
          Kinds.time(Duration.ofMillis(100), Duration.ofHours(24)),
          "2m",
          "How long the server may be silent within its answer.");
  static final ConfigKey<Optional<Duration>> TOTAL =
      new ConfigKey<>(
          "backends.*.timeouts.total",
          Kinds.orWord("off", Kinds.time(Duration.ofSeconds(1), Duration.ofHours(24))),
          "off",
          "How long an answer may take in all. A slow model is slow: better leave it off.");
  static final ConfigKey<Integer> RETRY_ATTEMPTS =
      new ConfigKey<>(
          "backends.*.retry.attempts",
          Kinds.wholeNumber(1, 100),
          "3",
          "How often a request is sent in all to a server that has too much to do.");
  static final ConfigKey<Duration> RETRY_LONGEST_PAUSE =
      new ConfigKey<>(
          "backends.*.retry.longest-pause",
          Kinds.time(Duration.ZERO, Duration.ofHours(1)),
          "1m",
          "A server that asks for a longer pause is not waited for.");
  static final ConfigKey<Optional<Integer>> CONCURRENT =
      new ConfigKey<>(
          "backends.*.limits.concurrent",
          Kinds.orWord("off", Kinds.wholeNumber(1, 10_000)),
          "off",
          "How many requests are sent at once, to all models of the backend; others wait here.");
  static final ConfigKey<Optional<Integer>> PER_MINUTE =
      new ConfigKey<>(
          "backends.*.limits.per-minute",
          Kinds.orWord("off", Kinds.wholeNumber(1, 1_000_000)),
          "off",
          "How many requests are sent within any 60 seconds, to all models of the backend; others"
              + " wait here. What is sent again after a refusal is not counted.");
  static final ConfigKey<Integer> LIMIT_QUEUE =
      new ConfigKey<>(
          "backends.*.limits.queue",
          Kinds.wholeNumber(0, 1_000_000),
          "100",
          "How many requests may wait before more are refused.");

  static final List<ConfigKey<?>> ALL =
      List.of(
          MODEL_NAME,
          PROFILE,
          LOCAL_ONLY,
          CHAIN,
          MAX_TOKENS,
          TEMPERATURE,
          LEAVE_OUT_FACTS,
          ENGINE_CONTEXT_TOKENS,
          ENGINE_BATCH_TOKENS,
          ENGINE_THREADS,
          ENGINE_BATCH_THREADS,
          ENGINE_CONTEXTS,
          ENGINE_QUEUE,
          ENGINE_GPU_LAYERS,
          ENGINE_FLASH_ATTENTION,
          ENGINE_PARALLEL_FIELDS,
          DISPLAY_IN_PROCESS,
          DISPLAY_HTTP,
          DOCUMENTS_MOST_MEGABYTES,
          PROTOCOL,
          URL,
          KEY_ENV,
          KEY_FILE,
          HEADER,
          CONTEXT_TOKENS,
          KEEP_ALIVE,
          STREAMING,
          CONNECT,
          FIRST_BYTE,
          IDLE,
          TOTAL,
          RETRY_ATTEMPTS,
          RETRY_LONGEST_PAUSE,
          CONCURRENT,
          PER_MINUTE,
          LIMIT_QUEUE);

  private ConfigKeys() {}
}
