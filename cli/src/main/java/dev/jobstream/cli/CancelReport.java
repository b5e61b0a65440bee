package dev.jobstream.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a cancel in the middle of an answer.
 *
 * @param untilEnd from the cancel to the end of the stream; null if there was no cancel
 * @param stopped whether the computing stopped too
 * @param finding how that is known, or why it is not; a clause without a period
 */
record CancelReport(@Nullable Duration untilEnd, Stopped stopped, String finding) {

  /** Whether a cancelled model stopped computing. */
  enum Stopped {
    YES,
    NO,
    /** Nothing tells. */
    UNSEEN
  }

  /** There was nothing to cancel. */
  static CancelReport notTried(String reason) {
    return new CancelReport(null, Stopped.UNSEEN, reason);
  }
}
