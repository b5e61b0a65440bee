package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.GgufHeader.GgufTensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What llama.cpp v0.4.0 takes for granted of a model's metadata, checked before it sees the file:
 * where one of these does not hold it ends the process, or says no more than that it cannot load.
 */
final class GgufRules {
  private static final int MAX_BLOCKS = 512;
  private static final int MAX_EXPERTS = 1024;
  private static final int MAX_LENGTH = 1 << 24;
  private static final Set<String> ROPE_SCALINGS = Set.of("none", "linear", "yarn", "longrope");

  private final Path file;
  private final GgufHeader header;
  private final GgufArchitecture architecture;

  private GgufRules(Path file, GgufHeader header, GgufArchitecture architecture) {
    this.file = file;
    this.header = header;
    this.architecture = architecture;
  }

  /** Checks a model and returns its sizes. */
  static GgufShape check(Path file, GgufHeader header, List<GgufTensor> tensors) {
    GgufRules rules = new GgufRules(file, header, architecture(file, header));
    GgufShape shape = rules.shape();
    rules.checkExperts(shape.heads().size());
    rules.checkNumbers();
    new TokenizerRules(file, header).check();
    new TensorRules(file).check(shape, header.tokens().count(), tensors);
    return shape;
  }

  private static GgufArchitecture architecture(Path file, GgufHeader header) {
    String name =
        header
            .text("general.architecture")
            .orElseThrow(() ->
                GgufFile.unavailable(
                    file,
                    "does not say its architecture, so it is no model. Choose another file."));
    GgufArchitecture architecture =
        GgufArchitecture.of(name)
            .orElseThrow(() ->
                GgufFile.unavailable(
                    file,
                    "is a model of the architecture `%s`, which this engine does not know. Use another model."
                        .formatted(name)));
    if (!architecture.purpose().equals("text")) {
      throw GgufFile.unavailable(
          file,
          "is a `%s` model (%s), which cannot write text. Choose a chat model."
              .formatted(name, architecture.purpose()));
    }
    return architecture;
  }

  private GgufShape shape() {
    long contextLength = number("context_length", 1, Integer.MAX_VALUE);
    int embeddingLength = (int) number("embedding_length", 1, MAX_LENGTH);
    int blocks = (int) number("block_count", 1, MAX_BLOCKS);
    List<Integer> heads = perBlock("attention.head_count", blocks, Collections.nCopies(blocks, 0));
    List<Integer> headsKv = perBlock("attention.head_count_kv", blocks, heads);
    for (int i = 0; i < blocks; i++) {
      if (headsKv.get(i) > 0 && heads.get(i) % headsKv.get(i) != 0) {
        throw broken(
            "%d attention heads cannot share %d of keys and values"
                .formatted(heads.get(i), headsKv.get(i)));
      }
    }
    // The native code takes the default from the first layer.
    int firstHeads = heads.getFirst();
    int evenly = firstHeads == 0 ? 0 : embeddingLength / firstHeads;
    int keyLength = (int) number("attention.key_length", 0, MAX_LENGTH, evenly);
    int valueLength = (int) number("attention.value_length", 0, MAX_LENGTH, evenly);
    if (firstHeads > 0) {
      checkHeads(embeddingLength, firstHeads, keyLength, valueLength);
    }
    return new GgufShape(
        architecture, contextLength, embeddingLength, heads, headsKv, keyLength, valueLength);
  }

  private void checkHeads(int embeddingLength, int heads, int keyLength, int valueLength) {
    if (!header.metadata().containsKey(key("attention.key_length"))
        && embeddingLength % heads != 0) {
      throw broken("a width of %d cannot be split into %d heads".formatted(embeddingLength, heads));
    }
    if (keyLength == 0 || valueLength == 0) {
      throw broken("its attention heads have the size 0");
    }
    if (architecture.equalHeads() && keyLength != valueLength) {
      throw broken(
          "its keys have %d numbers, its values %d, and `%s` wants them equal"
              .formatted(keyLength, valueLength, architecture.name()));
    }
    long rotated = number("rope.dimension_count", 0, MAX_LENGTH, keyLength);
    if (rotated % 2 != 0
        || rotated > keyLength
        || (architecture.wholeRope() && rotated != keyLength)) {
      throw broken("it rotates %d of %d numbers of a key".formatted(rotated, keyLength));
    }
  }

  private void checkExperts(int blocks) {
    long experts = number("expert_count", 0, MAX_EXPERTS, 0);
    long used =
        perBlock("expert_used_count", blocks, Collections.nCopies(blocks, 0)).stream()
            .mapToInt(Integer::intValue)
            .max()
            .orElse(0);
    long groups = number("expert_group_count", 0, MAX_EXPERTS, 0);
    long groupsUsed = number("expert_group_used_count", 0, MAX_EXPERTS, 0);
    boolean fits =
        experts == 0
            ? used == 0 && groups == 0
            : used > 0
                && used <= experts
                && groups < experts
                && (groups <= 1
                    || (experts % groups == 0 && groupsUsed > 0 && groupsUsed < groups));
    // These forget their experts if there is but one.
    boolean single = experts <= 1 && architecture.name().startsWith("hunyuan");
    if (!fits && !single) {
      throw broken(
          "it uses %d of %d experts, in %d of %d groups"
              .formatted(used, experts, groupsUsed, groups));
    }
    if (number("nextn_predict_layers", 0, MAX_BLOCKS, 0) > blocks) {
      throw broken("it predicts ahead with more layers than it has");
    }
  }

  private void checkNumbers() {
    for (String name :
        List.of("attention.layer_norm_rms_epsilon", "attention.layer_norm_epsilon")) {
      real(name, 0, 1);
    }
    real("rope.freq_base", Float.MIN_VALUE, Float.MAX_VALUE);
    real("rope.scaling.factor", 0, Float.MAX_VALUE);
    GgufValue scaling = header.metadata().get(key("rope.scaling.type"));
    if (scaling != null
        && !(scaling instanceof GgufValue.Text(String name) && ROPE_SCALINGS.contains(name))) {
      throw broken(
          "its `%s` is not one of %s"
              .formatted(key("rope.scaling.type"), "`none`, `linear`, `yarn`, `longrope`"));
    }
  }

  private String key(String name) {
    return architecture.name() + "." + name;
  }

  private long number(String name, long min, long max) {
    return number(name, min, max, -1);
  }

  /** A 32-bit number of the metadata; a fallback of -1 means that it must be there. */
  private long number(String name, long min, long max, long fallback) {
    GgufValue value = header.metadata().get(key(name));
    if (value == null && fallback >= 0) {
      return fallback;
    }
    if (value instanceof GgufValue.Whole(GgufValueType type, long number)
        && type == GgufValueType.UINT32
        && number >= min
        && number <= max) {
      return number;
    }
    throw value == null
        ? broken("`%s` is missing".formatted(key(name)))
        : broken("its `%s` is not a number from %d to %d".formatted(key(name), min, max));
  }

  /** A number, or one for each layer. */
  private List<Integer> perBlock(String name, int blocks, List<Integer> fallback) {
    GgufValue value = header.metadata().get(key(name));
    if (value == null) {
      return fallback;
    }
    if (value instanceof GgufValue.Array array) {
      boolean typed =
          array.elementType() == GgufValueType.UINT32 || array.elementType() == GgufValueType.INT32;
      if (typed
          && array.numbers().size() == blocks
          && array.numbers().stream().allMatch(n -> n >= 0 && n <= MAX_LENGTH)) {
        return array.numbers().stream().map(Long::intValue).toList();
      }
      throw broken("its `%s` is not one number for each of %d layers".formatted(key(name), blocks));
    }
    return Collections.nCopies(blocks, (int) number(name, 0, MAX_LENGTH));
  }

  private void real(String name, double min, double max) {
    GgufValue value = header.metadata().get(key(name));
    if (value != null
        && !(value instanceof GgufValue.Real(double number) && number >= min && number <= max)) {
      throw broken("its `%s` is out of range".formatted(key(name)));
    }
  }

  private LlmException.ModelUnavailable broken(String what) {
    return GgufFile.unavailable(file, "is broken: %s. Download it again.".formatted(what));
  }
}
