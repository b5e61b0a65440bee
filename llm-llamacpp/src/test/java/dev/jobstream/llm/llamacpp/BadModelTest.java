package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.testsupport.gguf.GgufWriter;
import dev.jobstream.testsupport.gguf.TestGguf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that cannot be used end their stream with a reason; the next good model works. */
class BadModelTest {
  private static final LlamaOptions OPTIONS =
      LlamaOptions.defaults().withContextTokens(256).withThreads(1, 1);
  private static final ChatRequest REQUEST =
      ChatRequest.builder().user("Which title?").maxTokens(3).build();

  @TempDir Path folder;

  @Test
  void aModelThatNeedsMoreThanTheMemoryIsRefusedWithBothSizes() {
    // More than any machine has: the cache alone takes 33 terabytes.
    LlamaOptions huge = OPTIONS.withContextTokens(Integer.MAX_VALUE).withContexts(64);
    assertThat(failure(TestModels.qwen3(), huge))
        .hasMessageMatching(
            "The model `qwen3\\.gguf` needs \\d{5,}\\.\\d GB of memory with 2,147,483,647 tokens of"
                + " context, and [\\d.]+ [kMG]B of [\\d.]+ GB are free\\. Use a smaller model, fewer"
                + " tokens of context, or close other programs\\.");
    assertAGoodModelWorks();
  }

  static Stream<Named<Consumer<GgufWriter>>> filesThatOnlyTheLoaderRefuses() {
    return Stream.of(
        Named.of(
            "a layer's tensor is missing",
            writer -> writer.removeTensors("blk.1.ffn_up.weight"::equals)),
        Named.of(
            "the last norm is missing",
            writer -> writer.removeTensors("output_norm.weight"::equals)),
        Named.of(
            "a layer is missing",
            writer -> writer.removeTensors(name -> name.startsWith("blk.1."))),
        Named.of("more layers than tensors", writer -> writer.put("qwen3.block_count", 3)),
        Named.of(
            "tensors of another width", writer -> writer.put("qwen3.feed_forward_length", 256)),
        Named.of("other heads", writer -> writer.put("qwen3.attention.head_count", 8)),
        Named.of(
            "an unknown pre-tokenizer",
            writer -> writer.put("tokenizer.ggml.pre", "no-such-rule")));
  }

  @ParameterizedTest
  @MethodSource("filesThatOnlyTheLoaderRefuses")
  void aFileThatTheLoaderRefusesEndsTheStreamWithTheReason(Consumer<GgufWriter> edit)
      throws IOException {
    Path file = TestGguf.qwen3().edit(edit).write(folder.resolve("broken.gguf"));

    assertThat(failure(file, OPTIONS))
        .hasMessageMatching(
            "(?s)The model `broken\\.gguf` cannot be loaded: .+\\. Get the file anew, or use another"
                + " model\\.")
        .hasMessageNotContaining("llama.cpp gave no reason");
    assertAGoodModelWorks();
  }

  @Test
  void everyStreamOfABrokenModelIsToldTheReason() throws IOException {
    Path file =
        TestGguf.qwen3()
            .edit(writer -> writer.removeTensors("blk.0.attn_q.weight"::equals))
            .write(folder.resolve("broken.gguf"));
    try (LlamaChatModel model = LlamaChatModel.open(file, OPTIONS)) {
      String first = error(Streamed.of(model, REQUEST)).getMessage();
      assertThat(first).contains("blk.0.attn_q.weight");
      assertThat(error(Streamed.of(model, REQUEST))).hasMessage(first);
    }
  }

  @Test
  void aTokenizerThatIsNotKnownIsRefusedWhenTheFileIsOpened() throws IOException {
    Path file =
        TestGguf.qwen3()
            .edit(writer -> writer.put("tokenizer.ggml.model", "abacus"))
            .write(folder.resolve("tokens.gguf"));
    assertThatThrownBy(() -> LlamaChatModel.open(file, OPTIONS))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageContaining("`abacus`");
    assertAGoodModelWorks();
  }

  @Test
  void aChatTemplateThatCannotBeParsedIsToldAsTheModelsFault() throws IOException {
    for (String template : new String[] {"{% for %}", "{{ messages", "{% if true %}"}) {
      Path file = TestGguf.qwen3().chatTemplate(template).write(folder.resolve("template.gguf"));
      assertThat(failure(file, OPTIONS))
          .as(template)
          .hasMessageStartingWith("The chat template in the model's file cannot be read: `");
    }
    assertAGoodModelWorks();
  }

  private static LlmException failure(Path file, LlamaOptions options) {
    try (LlamaChatModel model = LlamaChatModel.open(file, options)) {
      return error(Streamed.of(model, REQUEST));
    }
  }

  private static LlmException error(Streamed streamed) {
    assertThat(streamed.text()).isEmpty();
    assertThat(streamed.end())
        .isInstanceOfSatisfying(
            StreamEvent.Failed.class,
            end -> assertThat(end.error()).isInstanceOf(LlmException.ModelUnavailable.class));
    return ((StreamEvent.Failed) streamed.end()).error();
  }

  private static void assertAGoodModelWorks() {
    try (LlamaChatModel model = LlamaChatModel.open(TestModels.qwen3(), OPTIONS)) {
      Streamed streamed = Streamed.of(model, REQUEST);
      assertThat(streamed.end()).isInstanceOf(StreamEvent.Completed.class);
      assertThat(streamed.end().usage().completionTokens()).isPositive();
    }
  }
}
