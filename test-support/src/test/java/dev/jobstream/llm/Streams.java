package dev.jobstream.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Short ways to say what the tests of the wrappers say often. */
final class Streams {
  static final ChatRequest REQUEST = ChatRequest.of("Say hello.");

  private Streams() {}

  static StreamEvent.TextDelta text(String text) {
    return new StreamEvent.TextDelta(text);
  }

  static StreamEvent.Progress queued(long ahead, long total) {
    return new StreamEvent.Progress(Phase.QUEUED, ahead, total);
  }

  /** Reads a new stream of the model to its end and closes it. */
  static List<StreamEvent> events(ChatModel model) {
    try (ChatStream stream = model.stream(REQUEST)) {
      return events(stream);
    }
  }

  static List<StreamEvent> events(ChatStream stream) {
    List<StreamEvent> events = new ArrayList<>();
    stream.forEach(events::add);
    return events;
  }

  /** Reads a stream on a thread of its own. */
  static FutureTask<List<StreamEvent>> reading(ChatStream stream) {
    return inBackground(() -> events(stream));
  }

  static <T> FutureTask<T> inBackground(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  static <T> T result(FutureTask<T> task)
      throws InterruptedException, ExecutionException, TimeoutException {
    return task.get(20, TimeUnit.SECONDS);
  }

  static StreamEvent.Failed failure(List<StreamEvent> events) {
    assertThat(events.getLast()).isInstanceOf(StreamEvent.Failed.class);
    return (StreamEvent.Failed) events.getLast();
  }
}
