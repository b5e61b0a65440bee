package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.GgufHeader.GgufTensor;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What llama.cpp v0.4.0 takes for granted of the tensors; see {@link GgufRules}. */
final class TensorRules {
  private static final Pattern VECTOR = Pattern.compile(".*(norm\\.weight|\\.bias)");
  // Tables of numbers, which are no weights.
  private static final Pattern TABLE = Pattern.compile(".*(tid2eid|d2t|t2d).*");
  // It would compute with these only within a step; as weights they end the process.
  private static final Set<GgufTensorType> NO_WEIGHTS =
      EnumSet.of(
          GgufTensorType.I8,
          GgufTensorType.I16,
          GgufTensorType.I32,
          GgufTensorType.I64,
          GgufTensorType.F64,
          GgufTensorType.Q8_1,
          GgufTensorType.Q8_K);

  private final Path file;

  TensorRules(Path file) {
    this.file = file;
  }

  void check(GgufShape shape, int tokens, List<GgufTensor> tensors) {
    tensors.forEach(this::checkType);
    GgufTensor embeddings =
        tensors.stream()
            .filter(tensor -> tensor.name().equals("token_embd.weight"))
            .findFirst()
            .orElseThrow(() -> broken("it has no tensor `token_embd.weight`"));
    List<Long> expected = List.of((long) shape.embeddingLength(), (long) tokens);
    if (!embeddings.shape().equals(expected)) {
      throw broken(
          "its embeddings have the shape %s, its width and vocabulary say %s"
              .formatted(embeddings.shape(), expected));
    }
  }

  private void checkType(GgufTensor tensor) {
    if (TABLE.matcher(tensor.name()).matches()) {
      return;
    }
    // Vectors are added and multiplied as they are, which it can do with 32-bit floats only.
    boolean vector = tensor.shape().size() == 1 || VECTOR.matcher(tensor.name()).matches();
    if ((vector && tensor.type() != GgufTensorType.F32) || NO_WEIGHTS.contains(tensor.type())) {
      throw broken("the tensor `%s` is stored as `%s`".formatted(tensor.name(), tensor.type()));
    }
  }

  private LlmException.ModelUnavailable broken(String what) {
    return GgufFile.unavailable(file, "is broken: %s. Download it again.".formatted(what));
  }
}
