package dev.jobstream.testsupport;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.Capabilities.Cancellation;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model that plays scripts: the first request gets the first script, and so on; the last one is
 * repeated. Remembers what it was asked. Thread-safe.
 *
 * <p>Each pull plays the script to its next event, on the reader's thread: the events a reader gets
 * are exactly those of the script. A script that does not say how it ends completes.
 */
public final class ScriptedChatModel implements ChatModel {

  /** One step of a script. */
  sealed interface Step {
    /** Gives an event. */
    record Emit(StreamEvent event) implements Step {}

    /** Waits until the gate opens or the stream is cancelled. */
    record Wait(Gate gate) implements Step {}

    /** Breaks the contract: pulling throws. */
    record Throw(RuntimeException fault) implements Step {}
  }

  private final String id;
  private final Capabilities capabilities;
  private final List<List<Step>> scripts;
  private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();
  private final List<ChatRequest> prewarms = new CopyOnWriteArrayList<>();
  final AtomicInteger started = new AtomicInteger();
  final AtomicInteger cancels = new AtomicInteger();
  final AtomicInteger running = new AtomicInteger();
  final AtomicInteger open = new AtomicInteger();

  private ScriptedChatModel(Builder builder) {
    id = builder.id;
    capabilities = builder.capabilities;
    scripts = builder.scripts.stream().map(List::copyOf).toList();
  }

  /** A model of one script: it writes the text in one delta and completes. */
  public static ScriptedChatModel answering(String text) {
    return builder().text(text).build();
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    int script;
    synchronized (requests) {
      script = Math.min(requests.size(), scripts.size() - 1);
      requests.add(request);
    }
    return new ScriptedStream(this, scripts.get(script));
  }

  @Override
  public ChatStream prewarm(ChatRequest request) {
    prewarms.add(request);
    return ChatStream.of(StreamEvent.Completed.empty());
  }

  /** The requests for which a stream was made, in order. */
  public List<ChatRequest> requests() {
    return List.copyOf(requests);
  }

  /** The requests that were to be read ahead, in order. */
  public List<ChatRequest> prewarms() {
    return List.copyOf(prewarms);
  }

  /** How many streams were pulled from without being cancelled before. */
  public int startedStreams() {
    return started.get();
  }

  /** How many streams were cancelled while they ran. */
  public int cancels() {
    return cancels.get();
  }

  /** How many streams were started and have not given their terminal event or been closed. */
  public int runningStreams() {
    return running.get();
  }

  /** How many streams were made and not closed. */
  public int openStreams() {
    return open.get();
  }

  /** Writes a model's scripts down. Not thread-safe. */
  public static final class Builder {
    private final List<List<Step>> scripts = new ArrayList<>(List.of(new ArrayList<>()));
    private String id = "scripted";
    private Capabilities capabilities =
        new Capabilities(true, true, true, true, Cancellation.STOPS_COMPUTE);

    private Builder() {}

    /** The model's id; default {@code scripted}. */
    public Builder id(String value) {
      id = value;
      return this;
    }

    /**
     * The model's capabilities; default everything. A model whose cancellation is {@link
     * Cancellation#NONE} plays on when cancelled.
     */
    public Builder capabilities(Capabilities value) {
      capabilities = value;
      return this;
    }

    public Builder emit(StreamEvent... events) {
      for (StreamEvent event : events) {
        step(new Step.Emit(event));
      }
      return this;
    }

    /** One delta of the answer each. */
    public Builder text(String... deltas) {
      for (String delta : deltas) {
        emit(new StreamEvent.TextDelta(delta));
      }
      return this;
    }

    /** One delta of thinking each. */
    public Builder thinking(String... deltas) {
      for (String delta : deltas) {
        emit(new StreamEvent.ThinkingDelta(delta));
      }
      return this;
    }

    public Builder progress(Phase phase, long done, long total) {
      return emit(new StreamEvent.Progress(phase, done, total));
    }

    /** Waits until the test opens the gate; a cancel ends the wait. */
    public Builder waitFor(Gate gate) {
      return step(new Step.Wait(gate));
    }

    /** Ends the script with a failure. */
    public Builder fail(LlmException error) {
      return emit(new StreamEvent.Failed(error, TokenUsage.NONE, Timings.NONE));
    }

    /** Ends the script with an exception out of the pull, which no model should do. */
    public Builder breakContract(RuntimeException fault) {
      return step(new Step.Throw(fault));
    }

    /** Begins the script of the next request. */
    public Builder next() {
      scripts.add(new ArrayList<>());
      return this;
    }

    public ScriptedChatModel build() {
      return new ScriptedChatModel(this);
    }

    private Builder step(Step step) {
      scripts.getLast().add(step);
      return this;
    }
  }
}
