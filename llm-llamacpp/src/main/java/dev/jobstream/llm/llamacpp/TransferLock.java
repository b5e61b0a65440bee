package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second download of the same file out, in this process and in others. The lock files stay:
 * deleting one could let two processes hold the lock on two files of one name.
 */
final class TransferLock implements AutoCloseable {
  private final FileChannel channel;

  private TransferLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws LlmException.ModelUnavailable if another download of the file is under way
   */
  static TransferLock acquire(Path folder, String fileName) {
    try {
      Path locks = Files.createDirectories(folder.resolve(".locks"));
      FileChannel channel =
          FileChannel.open(
              locks.resolve(fileName + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      boolean isHeld = false;
      try {
        isHeld = channel.tryLock() != null;
      } catch (OverlappingFileLockException e) {
        // Held by this process: told below like one held by another.
      } finally {
        if (!isHeld) {
          channel.close();
        }
      }
      if (isHeld) {
        return new TransferLock(channel);
      }
    } catch (IOException e) {
      throw new LlmException.ModelUnavailable(
          "The models folder `%s` cannot be written (%s). Check its permissions, or set `JOBSTREAM_HOME`."
              .formatted(folder, e.getMessage()),
          e);
    }
    throw new LlmException.ModelUnavailable(
        "Another download of `%s` is under way. Wait until it ends, or cancel it."
            .formatted(fileName));
  }

  /** Ends the lock: a file's locks end with the channel. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new LlmException.ModelUnavailable(
          "The lock of a download could not be ended (%s). Start Jobstream anew."
              .formatted(e.getMessage()),
          e);
    }
  }
}
