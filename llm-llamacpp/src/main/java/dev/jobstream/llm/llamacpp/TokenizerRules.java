package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** What llama.cpp v0.4.0 takes for granted of a tokenizer; see {@link GgufRules}. */
final class TokenizerRules {
  private static final int NONE = -1;

  /** The tokens that begin and end a text where the file names none. */
  private record Defaults(int bos, int eos) {}

  private static final Map<String, Defaults> KNOWN =
      Map.of(
          "llama", new Defaults(1, 2),
          "gpt2", new Defaults(11, 11),
          "hybriddna", new Defaults(11, 11),
          "whitespace", new Defaults(11, 11),
          "plamo2", new Defaults(1, 2),
          "bert", new Defaults(101, NONE),
          "gemma4", new Defaults(NONE, NONE),
          "t5", new Defaults(NONE, 1),
          "rwkv", new Defaults(NONE, NONE));

  private static final Set<String> WITH_MERGES =
      Set.of("gpt2", "hybriddna", "whitespace", "gemma4");

  private final Path file;
  private final GgufHeader header;

  TokenizerRules(Path file, GgufHeader header) {
    this.file = file;
    this.header = header;
  }

  void check() {
    String model =
        header
            .text("tokenizer.ggml.model")
            .orElseThrow(() -> broken("it has no tokenizer (`tokenizer.ggml.model`)"));
    Defaults defaults = KNOWN.get(model);
    if (defaults == null) {
      throw GgufFile.unavailable(
          file,
          "has the tokenizer `%s`, which this engine does not know. Use another model."
              .formatted(model));
    }
    checkTokens(model);
    checkArray("tokenizer.ggml.token_type", Set.of(GgufValueType.INT32));
    checkArray("tokenizer.ggml.scores", Set.of(GgufValueType.FLOAT32, GgufValueType.INT32));
    checkMerges(model);
    // Where the file is silent, most tokenizers begin a text with a token, and none ends it so.
    checkAdded("bos", defaults.bos(), defaults.bos() != NONE || model.equals("gemma4"));
    checkAdded("eos", defaults.eos(), false);
  }

  private void checkTokens(String model) {
    if (!isStrings(GgufHeader.TOKENS_KEY) || header.tokens().count() == 0) {
      throw broken("it has no tokens (`%s`)".formatted(GgufHeader.TOKENS_KEY));
    }
    if (header.tokens().hasDuplicate()) {
      throw broken("its token %,d is there twice".formatted(header.tokens().duplicate()));
    }
    // The native code throws where nobody catches if a text holds a byte that has no token.
    if (model.equals("llama") && !header.tokens().coversAllBytes()) {
      throw broken("some bytes have no token");
    }
  }

  private void checkMerges(String model) {
    boolean isKimi = header.text("tokenizer.ggml.pre").orElse("").equals("kimi-k2");
    if (WITH_MERGES.contains(model) && !isKimi && !isStrings("tokenizer.ggml.merges")) {
      throw broken("its tokenizer has no merges");
    }
  }

  private boolean isStrings(String key) {
    return header.metadata().get(key) instanceof GgufValue.Array array
        && array.elementType() == GgufValueType.STRING;
  }

  private void checkArray(String key, Set<GgufValueType> types) {
    GgufValue value = header.metadata().get(key);
    if (value != null
        && !(value instanceof GgufValue.Array array
            && types.contains(array.elementType())
            && array.length() >= header.tokens().count())) {
      throw broken(
          "its `%s` does not fit its vocabulary of %,d tokens"
              .formatted(key, header.tokens().count()));
    }
  }

  /** A token that is added to every text must exist: the native code aborts otherwise. */
  private void checkAdded(String name, int fallback, boolean addedIfSilent) {
    boolean added =
        header.metadata().get("tokenizer.ggml.add_" + name + "_token")
                instanceof GgufValue.Flag(boolean value)
            ? value
            : addedIfSilent;
    long id =
        header.metadata().get("tokenizer.ggml." + name + "_token_id")
                instanceof GgufValue.Whole(GgufValueType type, long value)
            ? value
            : fallback;
    if (added && !isToken(id) && !isToken(fallback)) {
      throw broken("it adds the token %d to every text and has no such token".formatted(id));
    }
  }

  private boolean isToken(long id) {
    return id >= 0 && id < header.tokens().count();
  }

  private LlmException.ModelUnavailable broken(String what) {
    return GgufFile.unavailable(file, "is broken: %s. Download it again.".formatted(what));
  }
}
