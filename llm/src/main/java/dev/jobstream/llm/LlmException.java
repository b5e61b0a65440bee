package dev.jobstream.llm;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a generation failed. The message says what happened with the value, why, and what to do; it
 * never holds a key or the text of a prompt.
 */
public abstract sealed class LlmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private LlmException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * The fault as the end of a generation: itself if it is one of these, else {@link Interrupted}.
   * The fault's own text is left out, since nobody vouches that it holds no prompt.
   */
  static LlmException of(Throwable fault) {
    return fault instanceof LlmException known
        ? known
        : new Interrupted(
            "The model broke off with an unexpected `%s`. Try again; if it comes back, report it."
                .formatted(fault.getClass().getSimpleName()),
            fault);
  }

  /** The model cannot be used: its file is missing or broken, its server is not there. */
  public static final class ModelUnavailable extends LlmException {
    private static final long serialVersionUID = 1L;

    public ModelUnavailable(String message) {
      super(message, null);
    }

    public ModelUnavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The request itself is at fault: another model would refuse it too. */
  public static final class InvalidRequest extends LlmException {
    private static final long serialVersionUID = 1L;

    public InvalidRequest(String message) {
      super(message, null);
    }

    public InvalidRequest(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The prompt does not fit into the model's context. Nothing was cut. */
  public static final class PromptTooLong extends LlmException {
    private static final long serialVersionUID = 1L;
    private final int promptTokens;
    private final int contextTokens;

    /**
     * @param advice what to do about it, a sentence or more
     */
    public PromptTooLong(int promptTokens, int contextTokens, String advice) {
      super(
          String.format(
              java.util.Locale.ROOT,
              "The prompt has %,d tokens, the context holds %,d. %s",
              promptTokens,
              contextTokens,
              advice),
          null);
      this.promptTokens = promptTokens;
      this.contextTokens = contextTokens;
    }

    public int promptTokens() {
      return promptTokens;
    }

    public int contextTokens() {
      return contextTokens;
    }
  }

  /** The model has too much to do at the moment. Nothing was generated. */
  public static final class Overloaded extends LlmException {
    private static final long serialVersionUID = 1L;
    private final @Nullable Duration retryAfter;

    /**
     * @param retryAfter when to try again; null if nobody said
     */
    public Overloaded(String message, @Nullable Duration retryAfter) {
      super(message, null);
      this.retryAfter = retryAfter;
    }

    /** When to try again, if the model said so. */
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }
  }

  /** The model broke off: a lost connection, a fault in the engine, an end without an end mark. */
  public static final class Interrupted extends LlmException {
    private static final long serialVersionUID = 1L;

    public Interrupted(String message) {
      super(message, null);
    }

    public Interrupted(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
