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
   * How sure the model is of the value of one property of a structured answer. Comes before the
   * delta that completes the value, once a property. Only from models that say how far they are to
   * be trusted, which few do.
   *
   * @param property the property's name, of the outermost object
   * @param confidence the probability that the value is right, by the model's own account and as
   *     far as that was found to hold when the model was made; 0 to 1
   */
  record PropertyConfidence(String property, double confidence) implements StreamEvent {
    public PropertyConfidence {
      if (!(confidence >= 0 && confidence <= 1)) {
        throw new IllegalArgumentException(
            "The confidence is `%s`; it must be 0 to 1.".formatted(confidence));
      }
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
