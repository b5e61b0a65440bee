package dev.jobstream.llm;

/** Something that happened in a generation. Immutable. */
public sealed interface StreamEvent {

  /**
   * The generation entered a phase or got on within it.
   *
   * @param done how much of the phase is done, in the phase's unit; at least 0
   * @param total how much there is; {@link #UNKNOWN_TOTAL} if that cannot be known
   */
  record Progress(Phase phase, long done, long total) implements StreamEvent {
    /** The total of work whose end is not known. */
    public static final long UNKNOWN_TOTAL = -1;

    public static Progress of(Phase phase) {
      return new Progress(phase, 0, UNKNOWN_TOTAL);
    }
  }

  /** A piece of text, of whole Unicode code points and not empty. */
  sealed interface Delta extends StreamEvent {
    /** The text. */
    String text();

    /** A delta of the same kind with another text. */
    Delta withText(String other);
  }

  /**
   * A piece of the model's thinking, apart from its answer.
   *
   * @param text whole Unicode code points, not empty
   */
  record ThinkingDelta(String text) implements Delta {
    @Override
    public ThinkingDelta withText(String other) {
      return new ThinkingDelta(other);
    }
  }

  /**
   * A piece of the answer.
   *
   * @param text whole Unicode code points, not empty
   */
  record TextDelta(String text) implements Delta {
    @Override
    public TextDelta withText(String other) {
      return new TextDelta(other);
    }
  }

  /**
   * Another model took over before anything visible was written.
   *
   * @param from the id of the model that failed
   * @param to the id of the model that goes on
   * @param reason why
   */
  record ModelSwitched(String from, String to, LlmException reason) implements StreamEvent {}

  /** The end. Every stream has exactly one, and nothing follows it. */
  sealed interface Terminal extends StreamEvent {
    /** The tokens used until the end. */
    TokenUsage usage();

    /** The times taken until the end. */
    Timings timings();
  }

  /** The model finished. */
  record Completed(FinishReason finishReason, TokenUsage usage, Timings timings)
      implements Terminal {

    /** A completion of nothing: no tokens, no time. */
    public static Completed empty() {
      return new Completed(FinishReason.STOP, TokenUsage.NONE, Timings.NONE);
    }
  }

  /**
   * The generation was cancelled. Text that came before stands.
   *
   * @param during the phase that was interrupted
   */
  record Cancelled(Phase during, TokenUsage usage, Timings timings) implements Terminal {}

  /** The generation failed. Text that came before stands. */
  record Failed(LlmException error, TokenUsage usage, Timings timings) implements Terminal {}
}
