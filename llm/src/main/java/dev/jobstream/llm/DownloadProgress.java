package dev.jobstream.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a download is.
 *
 * @param phase what is being done
 * @param fileName the name of the file at hand; of a model in parts, the part's
 * @param doneBytes what is done, all parts of the model together; never shrinks within a phase but
 *     where a file has to be started over
 * @param totalBytes the size of the model; -1 if unknown
 * @param bytesPerSecond the speed over the last seconds; 0 if not known yet
 * @param timeLeft how long it will take at that speed; null if not known
 */
public record DownloadProgress(
    Phase phase,
    String fileName,
    long doneBytes,
    long totalBytes,
    long bytesPerSecond,
    @Nullable Duration timeLeft) {

  /** What is being done. */
  public enum Phase {
    /** What is there already is read and its hash computed. */
    CHECKING,
    /** Bytes arrive. */
    DOWNLOADING,
    /** The connection broke, or the server asked to wait; the next attempt starts by itself. */
    WAITING
  }
}
