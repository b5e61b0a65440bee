package dev.jobstream.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link ChatModel}'s streams keep to. A module extends this class for each of its
 * models, which must be ones that can be cancelled. A test that hangs for two minutes fails.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ChatStreamContract {
  private static final long PATIENCE_SECONDS = 30;

  /** A model that answers {@link #shortRequest} with some text and completes. */
  protected abstract ChatModel model();

  /**
   * Fails unless the model, within some seconds, runs no generation any more and holds nothing of
   * one. Called when every stream of a test was closed.
   */
  protected abstract void assertNothingRuns();

  /** A request that ends soon by itself. */
  protected ChatRequest shortRequest() {
    return ChatRequest.of("Say hello.");
  }

  /**
   * A request whose generation gives at least one event and then goes on until it is cancelled, or
   * at least for many seconds.
   */
  protected abstract ChatRequest endlessRequest();

  /** The model that {@link #endlessRequest} is for; default the same. */
  protected ChatModel endlessModel() {
    return model();
  }

  @Test
  void aGenerationGivesTextAndExactlyOneTerminalEventAtItsEnd() {
    List<StreamEvent> events;
    try (ChatStream stream = model().stream(shortRequest())) {
      events = all(stream.iterator());
    }
    assertThat(events).filteredOn(StreamEvent.Terminal.class::isInstance).hasSize(1);
    assertThat(events.getLast()).isInstanceOf(StreamEvent.Completed.class);
    assertThat(events)
        .filteredOn(StreamEvent.Delta.class::isInstance)
        .isNotEmpty()
        .noneMatch(event -> ((StreamEvent.Delta) event).text().isEmpty());
    assertNothingRuns();
  }

  @Test
  void behindTheTerminalEventThereIsNothing() {
    try (ChatStream stream = model().stream(shortRequest())) {
      Iterator<StreamEvent> events = stream.iterator();
      all(events);
      assertThat(events.hasNext()).isFalse();
      assertThatThrownBy(events::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void runGivesTheListenerEveryEventAndReturnsTheTerminalOne() {
    List<StreamEvent> seen = new ArrayList<>();
    StreamEvent.Terminal end;
    try (ChatStream stream = model().stream(shortRequest())) {
      end = stream.run(seen::add);
    }
    assertThat(seen.getLast()).isSameAs(end);
  }

  @Test
  void aStreamCanBeReadOnce() {
    try (ChatStream stream = model().stream(shortRequest())) {
      all(stream.iterator());
      assertThatThrownBy(stream::iterator).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> stream.run(event -> {})).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void cancellingBeforeTheStartGivesNothingButCancelled() {
    try (ChatStream stream = endlessModel().stream(endlessRequest())) {
      stream.cancel();
      assertOnlyCancelled(all(stream.iterator()));
    }
    assertNothingRuns();
  }

  @Test
  void closingBeforeTheStartGivesNothingButCancelled() {
    ChatStream stream = endlessModel().stream(endlessRequest());
    stream.close();
    assertOnlyCancelled(all(stream.iterator()));
    assertNothingRuns();
  }

  @Test
  void aStreamThatIsNeverReadLeavesNothing() {
    endlessModel().stream(endlessRequest()).close();
    assertNothingRuns();
  }

  @Test
  void cancellingFromAnotherThreadEndsARunningGeneration() throws Exception {
    try (ChatStream stream = endlessModel().stream(endlessRequest())) {
      CountDownLatch begun = new CountDownLatch(1);
      FutureTask<StreamEvent.Terminal> reading =
          new FutureTask<>(() -> stream.run(event -> begun.countDown()));
      Thread.ofVirtual().start(reading);
      assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      stream.cancel();
      stream.cancel();
      assertThat(result(reading)).isInstanceOf(StreamEvent.Cancelled.class);
      stream.cancel();
    }
    assertNothingRuns();
  }

  @Test
  void closingFromAnotherThreadEndsARunningGeneration() throws Exception {
    ChatStream stream = endlessModel().stream(endlessRequest());
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<StreamEvent.Terminal> reading =
        new FutureTask<>(() -> stream.run(event -> begun.countDown()));
    Thread.ofVirtual().start(reading);
    assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    stream.close();
    assertThat(result(reading)).isInstanceOf(StreamEvent.Cancelled.class);
    stream.close();
    assertNothingRuns();
  }

  @Test
  void cancellingAfterTheEndChangesNothing() {
    try (ChatStream stream = model().stream(shortRequest())) {
      Iterator<StreamEvent> events = stream.iterator();
      all(events);
      stream.cancel();
      assertThat(events.hasNext()).isFalse();
    }
    assertNothingRuns();
  }

  @Test
  void closingTwiceIsAsClosingOnce() {
    ChatStream stream = model().stream(shortRequest());
    all(stream.iterator());
    stream.close();
    stream.close();
    assertNothingRuns();
  }

  @Test
  void aListenerThatThrowsClosesTheStream() {
    IllegalArgumentException fault = new IllegalArgumentException("the listener's own");
    ChatStream stream = endlessModel().stream(endlessRequest());
    assertThatThrownBy(() ->
            stream.run(event -> {
              throw fault;
            }))
        .isSameAs(fault);
    // Not closed here: the stream has seen to that.
    assertNothingRuns();
  }

  @Test
  void anInterruptCancelsAndKeepsTheFlagAndStillGivesTheTerminalEvent() throws Exception {
    try (ChatStream stream = endlessModel().stream(endlessRequest())) {
      CountDownLatch begun = new CountDownLatch(1);
      FutureTask<Boolean> reading =
          new FutureTask<>(() -> {
            StreamEvent.Terminal end = stream.run(event -> begun.countDown());
            assertThat(end).isInstanceOf(StreamEvent.Cancelled.class);
            return Thread.currentThread().isInterrupted();
          });
      Thread reader = Thread.ofVirtual().start(reading);
      assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      reader.interrupt();
      assertThat(result(reading)).as("the interrupt flag").isTrue();
    }
    assertNothingRuns();
  }

  @Test
  void aThreadThatIsInterruptedAlreadyStartsNothing() throws Exception {
    try (ChatStream stream = endlessModel().stream(endlessRequest())) {
      FutureTask<List<StreamEvent>> reading =
          new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            return all(stream.iterator());
          });
      Thread.ofVirtual().start(reading);
      assertOnlyCancelled(result(reading));
    }
    assertNothingRuns();
  }

  private static void assertOnlyCancelled(List<StreamEvent> events) {
    assertThat(events).hasSize(1);
    assertThat(events.getFirst())
        .isInstanceOfSatisfying(
            StreamEvent.Cancelled.class, end -> assertThat(end.during()).isEqualTo(Phase.QUEUED));
  }

  private static List<StreamEvent> all(Iterator<StreamEvent> events) {
    List<StreamEvent> all = new ArrayList<>();
    events.forEachRemaining(all::add);
    return all;
  }

  private static <T> T result(FutureTask<T> task)
      throws InterruptedException, ExecutionException, TimeoutException {
    return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
