package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Counts broken attempts, pauses between them and gives up. */
final class Attempts {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final DownloadSettings settings;
  private final CancelSignal signal;
  private final URI uri;
  private int failures;

  Attempts(DownloadSettings settings, CancelSignal signal, URI uri) {
    this.settings = settings;
    this.signal = signal;
    this.uri = uri;
  }

  /** An attempt brought something: those before it no longer count. */
  void progressed() {
    failures = 0;
  }

  /**
   * Pauses before the next attempt.
   *
   * @param nothingYet nothing has come from the server at all
   * @param whereItStands what has arrived, as the end of a sentence's first part
   * @throws LlmException.ModelUnavailable if there is no use in another attempt
   */
  void failed(IOException cause, boolean nothingYet, String whereItStands) {
    signal.check();
    failures++;
    if (nothingYet && isUnreachable(cause)) {
      throw new LlmException.ModelUnavailable(
          "The server `%s` cannot be reached (%s). Check the network, or set `HF_ENDPOINT` to a mirror; with a model on this machine Jobstream needs no network."
              .formatted(uri.getHost(), reason(cause)),
          cause);
    }
    if (failures >= settings.attempts()) {
      throw new LlmException.ModelUnavailable(
          "The download of `%s` broke off %d times in a row%s (%s). Run it again later: it goes on where it ended."
              .formatted(Hops.display(uri), failures, whereItStands, reason(cause)),
          cause);
    }
    signal.pause(pause(cause));
  }

  private Duration pause(IOException cause) {
    Duration pause = settings.firstPause().multipliedBy(1L << Math.min(failures - 1, 10));
    if (pause.compareTo(LONGEST_PAUSE) > 0) {
      pause = LONGEST_PAUSE;
    }
    return cause instanceof ServerBusy busy && busy.retryAfter().compareTo(pause) > 0
        ? busy.retryAfter()
        : pause;
  }

  private static boolean isUnreachable(IOException cause) {
    return cause instanceof ConnectException
        || cause instanceof HttpConnectTimeoutException
        || cause instanceof SSLException;
  }

  /** The innermost message: those around it are class names. */
  private static String reason(IOException cause) {
    Throwable current = cause;
    String reason = "";
    while (current != null) {
      String message = current.getMessage();
      if (message != null && !message.isBlank()) {
        reason = message;
      }
      current = current.getCause();
    }
    return reason.isEmpty() ? "no connection" : reason;
  }
}
