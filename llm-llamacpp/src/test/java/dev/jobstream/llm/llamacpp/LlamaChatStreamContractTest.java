package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.testsupport.ChatStreamContract;
import dev.jobstream.testsupport.LeakCheck;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of every stream, kept by the engine on a real model. */
class LlamaChatStreamContractTest extends ChatStreamContract {
  private static LlamaChatModel model;
  private static LeakCheck leaks;

  @BeforeAll
  static void open() {
    leaks = LeakCheck.ofThreads("llama-");
    model =
        LlamaChatModel.open(
            TestModels.qwen3Chat(),
            LlamaOptions.defaults()
                .withContextTokens(100_000)
                .withThreads(1, 1)
                .withLevers(EnumSet.allOf(Lever.class)));
  }

  @AfterAll
  static void close() {
    model.close();
    leaks.close();
  }

  @Override
  protected ChatModel model() {
    return model;
  }

  @Override
  protected ChatRequest shortRequest() {
    return ChatRequest.builder().user("Say hello.").maxTokens(6).build();
  }

  @Override
  protected ChatRequest endlessRequest() {
    return ChatRequest.of("Tell everything.");
  }

  @Override
  protected void assertNothingRuns() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (model.pending() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    assertThat(model.pending()).as("requests that run or wait").isZero();
  }
}
