package dev.jobstream.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.testsupport.ChatStreamContract;
import dev.jobstream.testsupport.LeakCheck;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A model in the way backends are made: a thread of its own feeds a {@link BufferedChatStream}. */
class BufferedChatStreamContractTest extends ChatStreamContract {
  private static final String ENDLESS = "endless";

  private final AtomicInteger unclosedSources = new AtomicInteger();
  private final LeakCheck leaks =
      LeakCheck.ofThreads("contract-writer").and("unclosed sources", unclosedSources::get);

  private final ChatModel model =
      new ChatModel() {
        @Override
        public String id() {
          return "fed";
        }

        @Override
        public Capabilities capabilities() {
          return new Capabilities(
              true, false, false, false, Capabilities.Cancellation.STOPS_COMPUTE);
        }

        @Override
        public ChatStream stream(ChatRequest request) {
          unclosedSources.incrementAndGet();
          return new BufferedChatStream(
              new Writer(request.messages().getFirst().text().equals(ENDLESS)));
        }
      };

  @Override
  protected ChatModel model() {
    return model;
  }

  @Override
  protected ChatRequest endlessRequest() {
    return ChatRequest.of(ENDLESS);
  }

  @Override
  protected void assertNothingRuns() {
    leaks.close();
    assertThat(unclosedSources).as("sources closed twice").hasValue(0);
  }

  @Test
  void theSourceIsClosedOnceHoweverOftenTheStreamIs() {
    for (int i = 0; i < 3; i++) {
      ChatStream stream = model.stream(shortRequest());
      stream.run(event -> {});
      stream.close();
      stream.close();
    }
    assertNothingRuns();
  }

  /** Writes one delta and ends, or waits until it is told to. */
  private final class Writer implements BufferedChatStream.Source {
    private final boolean endless;
    private final CountDownLatch stop = new CountDownLatch(1);

    Writer(boolean endless) {
      this.endless = endless;
    }

    @Override
    public void start(BufferedChatStream stream) {
      Thread.ofVirtual().name("contract-writer").start(() -> write(stream));
    }

    private void write(BufferedChatStream stream) {
      stream.put(new StreamEvent.TextDelta("x"));
      if (endless) {
        try {
          stop.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        stream.put(new StreamEvent.Cancelled(Phase.WRITING, TokenUsage.NONE, Timings.NONE));
      } else {
        stream.put(StreamEvent.Completed.empty());
      }
    }

    @Override
    public void cancel() {
      stop.countDown();
    }

    @Override
    public void close() {
      stop.countDown();
      unclosedSources.decrementAndGet();
    }
  }
}
