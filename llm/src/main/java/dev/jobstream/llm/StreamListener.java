package dev.jobstream.llm;

/** Receives the events of one stream, in order, on the thread that runs the stream. */
@FunctionalInterface
public interface StreamListener {

  /** Called once an event; the last call carries a {@link StreamEvent.Terminal}. */
  void onEvent(StreamEvent event);
}
