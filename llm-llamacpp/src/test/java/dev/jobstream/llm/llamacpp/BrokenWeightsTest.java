package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.testsupport.gguf.TestGguf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights that are no numbers leave no likeliest token; the process must live all the same. */
class BrokenWeightsTest {
  private static final LlamaOptions OPTIONS =
      LlamaOptions.defaults()
          .withContextTokens(256)
          .withThreads(1, 1)
          .withLevers(EnumSet.allOf(Lever.class));
  private static final String SCHEMA =
      """
      {"type":"object","properties":{"title":{"type":"string","maxLength":10}},\
      "required":["title"],"additionalProperties":false}\
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aSchemaRequestEndsAndTheNextModelWorks(float weight) throws IOException {
    Path file = withLastWeights(weight);
    for (Sampling sampling :
        new Sampling[] {Sampling.greedy(), Sampling.temperature(1).withSeed(7)}) {
      try (LlamaChatModel model = LlamaChatModel.open(file, OPTIONS)) {
        ChatRequest schema =
            ChatRequest.builder()
                .user("Which title?")
                .responseFormat(ResponseFormat.jsonSchema("posting", SCHEMA))
                .sampling(sampling)
                .maxTokens(40)
                .build();
        assertEnds(Streamed.of(model, schema));
        ChatRequest plain =
            ChatRequest.builder().user("Which title?").sampling(sampling).maxTokens(8).build();
        assertEnds(Streamed.of(model, plain));
      }
    }
    try (LlamaChatModel good = LlamaChatModel.open(TestModels.qwen3(), OPTIONS)) {
      assertThat(
              Streamed.of(good, ChatRequest.builder().user("Which title?").maxTokens(3).build())
                  .end())
          .isInstanceOf(StreamEvent.Completed.class);
    }
  }

  private static void assertEnds(Streamed streamed) {
    assertThat(streamed.end())
        .isInstanceOfAny(StreamEvent.Completed.class, StreamEvent.Failed.class);
  }

  /** A model whose last tensor, the down projection of the last layer, holds one value only. */
  private Path withLastWeights(float weight) throws IOException {
    Path file = TestGguf.qwen3().write(folder.resolve("broken-weights.gguf"));
    ByteBuffer weights = ByteBuffer.allocate(128 * 64 * Float.BYTES);
    weights.order(ByteOrder.LITTLE_ENDIAN);
    while (weights.hasRemaining()) {
      weights.putFloat(weight);
    }
    weights.flip();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(weights, channel.size() - weights.limit());
    }
    return file;
  }
}
