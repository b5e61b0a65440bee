package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.BufferedChatStream;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CancelledAnalysisTest {
  private static final Finding FACT =
      Sample.fact(PostingField.COMPANY, new FieldValue.Text("Acme"));

  @Test
  void aCancelFromAnotherThreadEndsTheRunWithWhatWasComplete() throws Exception {
    Stopping source = new Stopping("{\"title\":\"Java Developer\",\"location\":\"Zü");
    try (AnalysisRun run = source.run()) {
      CountDownLatch writing = new CountDownLatch(1);
      CompletableFuture<PostingAnalysis> ended = new CompletableFuture<>();
      Thread reader =
          Thread.ofVirtual()
              .start(() ->
                  ended.complete(
                      run.run(event -> {
                        if (event instanceof AnalysisEvent.FieldWriting) {
                          writing.countDown();
                        }
                      })));
      assertThat(writing.await(10, TimeUnit.SECONDS)).isTrue();
      run.cancel();
      run.cancel();
      PostingAnalysis analysis = ended.get(10, TimeUnit.SECONDS);
      reader.join();

      assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.CANCELLED);
      assertThat(analysis.findings()).containsOnlyKeys(PostingField.TITLE, PostingField.COMPANY);
      assertThat(analysis.warnings())
          .containsExactly("The analysis was cancelled. What was complete by then was kept.");
      assertThat(source.cancels).isEqualTo(1);
    }
    assertThat(source.closed).isTrue();
  }

  @Test
  void aCancelBeforeTheRunLeavesTheFactsAndNeverStartsTheModel() {
    Stopping source = new Stopping("{\"title\":\"Java Developer\"}");
    try (AnalysisRun run = source.run()) {
      run.cancel();
      PostingAnalysis analysis = run.run(event -> {});
      assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.CANCELLED);
      assertThat(analysis.findings()).containsOnlyKeys(PostingField.COMPANY);
      assertThat(source.started).isFalse();
    }
    assertThat(source.closed).isTrue();
  }

  @Test
  void closingWithoutARunFreesTheStream() {
    Stopping source = new Stopping("");
    source.run().close();
    assertThat(source.closed).isTrue();
    assertThat(source.started).isFalse();
  }

  /** A model that writes a little and then waits to be cancelled. */
  private static final class Stopping implements BufferedChatStream.Source {
    private final String text;
    private final BufferedChatStream stream = new BufferedChatStream(this);
    private volatile boolean started;
    private volatile boolean closed;
    private volatile int cancels;

    Stopping(String text) {
      this.text = text;
    }

    AnalysisRun run() {
      return Sample.analyzer(Sample.model(request -> stream), FACT)
          .analyzeStreaming(Sample.posting());
    }

    @Override
    public void start(BufferedChatStream started) {
      this.started = true;
      started.put(new StreamEvent.TextDelta(text));
    }

    @Override
    public synchronized void cancel() {
      cancels = cancels + 1;
      stream.put(new StreamEvent.Cancelled(Phase.WRITING, TokenUsage.UNKNOWN, Timings.NONE));
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
