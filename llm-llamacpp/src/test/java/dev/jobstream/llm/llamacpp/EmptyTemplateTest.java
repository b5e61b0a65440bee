package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.testsupport.gguf.TestGguf;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A template that writes nothing leaves a prompt without a token. */
class EmptyTemplateTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "{# nothing #}", "{{ '' }}", "{{ no_such_name }}"})
  void aTemplateThatWritesNothingEndsTheStreamAndTheModelGoesOn(String template)
      throws IOException {
    Path file = TestGguf.qwen3().chatTemplate(template).write(folder.resolve("empty.gguf"));
    LlamaOptions options = LlamaOptions.defaults().withContextTokens(256).withThreads(1, 1);
    try (LlamaChatModel model = LlamaChatModel.open(file, options)) {
      ChatRequest request = ChatRequest.builder().user("Which title?").maxTokens(3).build();
      StreamEvent.Terminal first = Streamed.of(model, request).end();
      StreamEvent.Terminal second = Streamed.of(model, request).end();
      assertThat(first).isInstanceOfAny(StreamEvent.Completed.class, StreamEvent.Failed.class);
      assertThat(second).hasSameClassAs(first);
    }
  }
}
