package dev.jobstream.cli;

import dev.jobstream.llm.llamacpp.LlamaOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of how a model is run, which go before the settings. */
final class EngineOptions {
  @Option(
      names = "--context-tokens",
      paramLabel = "N",
      description =
          "The tokens that prompt and answer may take together (default: what the model was"
              + " trained on, at most 8,192).")
  private @Nullable Integer contextTokens;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "The threads that compute, for a model in this process (default: one a physical core).")
  private @Nullable Integer threads;

  /**
   * Checks them.
   *
   * @throws CommandException if one is out of its range
   */
  void check() {
    if (contextTokens != null) {
      OptionRange.check("--context-tokens", contextTokens, 16, Integer.MAX_VALUE);
    }
    if (threads != null) {
      OptionRange.check("--threads", threads, 1, 512);
    }
  }

  Optional<Integer> contextTokens() {
    return Optional.ofNullable(contextTokens);
  }

  /** The settings with these in place of theirs. */
  LlamaOptions over(LlamaOptions settings) {
    LlamaOptions options = settings;
    if (contextTokens != null) {
      options = options.withContextTokens(contextTokens);
    }
    return threads == null ? options : options.withThreads(threads, threads);
  }
}
