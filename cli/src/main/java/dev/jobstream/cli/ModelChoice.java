package dev.jobstream.cli;

import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.ModelName;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.FoundModel;
import dev.jobstream.llm.llamacpp.GgufFile;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model that a command uses.
 *
 * @param name what it is called
 * @param asked whether the user asked for it, by an option or in the settings
 */
record ModelChoice(ModelName name, boolean asked) {

  /**
   * Chooses the model that an option names, else the one of the settings, else the one on this
   * machine that suits; never one behind a server that nobody named.
   *
   * @param option the option's value; null if it is not given
   * @throws LlmException.ModelUnavailable if the option names none
   */
  static Optional<ModelChoice> choose(@Nullable String option, Config config, Assembly assembly) {
    Optional<ModelName> asked =
        option == null ? config.defaultModel() : Optional.of(config.modelName(option));
    if (asked.isPresent()) {
      return asked.map(name -> new ModelChoice(name, true));
    }
    return assembly.defaultModel().map(ModelChoice::unasked);
  }

  /** Chooses the model that is asked anything else than to read postings, if none is named. */
  static Optional<ModelChoice> forFreeText(Config config, Assembly assembly) {
    return config
        .defaultModel()
        .map(name -> new ModelChoice(name, true))
        .or(() -> assembly.defaultForFreeText().map(ModelChoice::unasked));
  }

  private static ModelChoice unasked(FoundModel model) {
    return new ModelChoice(new ModelName.Gguf(model.file().toString()), false);
  }

  /**
   * Why there is none to choose, and how to get one.
   *
   * @param consequence what follows from that, behind a comma; may be empty
   */
  static String absence(Assembly assembly, String consequence) {
    List<LocalModel> there = assembly.localModels();
    long unfit = there.stream().filter(model -> model.introduction().isEmpty()).count();
    return (unfit == 0
            ? there.isEmpty()
                ? "There is no model on this machine"
                : "The built-in model reads postings and nothing else, and there is no other on this machine"
            : "None of the %d models on this machine can be used (`jobstream models` tells why)"
                .formatted(unfit))
        + consequence
        + ". Get a model with `jobstream models pull qwen3-1.7b`, or name one of a server (`jobstream backends`).";
  }

  /** The exit code of a command for which it cannot be used. */
  int unusable() {
    return asked ? ExitCode.NO_MODEL : ExitCode.FAILED;
  }

  /**
   * The option that helps against an error, if one does.
   *
   * @param answerTokens the room that the answer needs
   * @return a sentence with a space before it, or nothing
   */
  String wayOut(LlmException error, int answerTokens, Assembly assembly) {
    if (!(error instanceof LlmException.PromptTooLong tooLong)
        || !(name instanceof ModelName.Gguf(String idOrPath))) {
      return "";
    }
    GgufFile header = LocalModel.read(assembly.models().find(idOrPath)).header();
    if (header == null || header.contextLength() <= tooLong.promptTokens()) {
      return "";
    }
    // The answer needs room too, as far as the model has it.
    long enough = Math.min(header.contextLength(), (long) tooLong.promptTokens() + answerTokens);
    return " The option `--context-tokens %d` does that.".formatted(enough);
  }
}
