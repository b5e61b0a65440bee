package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;

/**
 * The beginning of a file, {@code NAME.part}, which becomes {@code NAME} when it is whole. Beside
 * it {@code NAME.part.id} says of which version of the file it is the beginning.
 *
 * <p>Not thread-safe. Whoever opened it closes it; the file stays.
 */
final class PartFile implements AutoCloseable {
  private static final int BLOCK = 1 << 20;
  private static final long MAX_IDENTITY_BYTES = 1_024;

  private final Path target;
  private final Path part;
  private final Path identityFile;
  private final FileChannel channel;
  private final MessageDigest digest = sha256Digest();
  private final ByteBuffer firstBytes = ByteBuffer.allocate(4);
  private String identity;
  private long bytes;

  private PartFile(Path target, Path part, Path identityFile, FileChannel channel)
      throws IOException {
    this.target = target;
    this.part = part;
    this.identityFile = identityFile;
    this.channel = channel;
    bytes = channel.size();
    identity =
        Files.isRegularFile(identityFile) && Files.size(identityFile) <= MAX_IDENTITY_BYTES
            ? Files.readString(identityFile).strip()
            : "";
  }

  /** Opens what there is of a file, if anything. {@link #readExisting} must come next. */
  static PartFile open(Path target) {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      FileChannel channel =
          FileChannel.open(
              part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        return new PartFile(
            target, part, target.resolveSibling(target.getFileName() + ".part.id"), channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw notWritable(part, e);
    }
  }

  long bytes() {
    return bytes;
  }

  /** The version that the bytes are of; empty if nobody knows, so that they are of no use. */
  String identity() {
    return identity;
  }

  /** Whether the file starts as GGUF files do, as far as it is there. */
  boolean mayBeGguf() {
    return "GGUF"
        .startsWith(
            new String(firstBytes.array(), 0, firstBytes.position(), StandardCharsets.ISO_8859_1));
  }

  /** Computes the hash of what is there. */
  void readExisting(CancelSignal signal, LongConsumer onBytes) {
    long whole = bytes;
    bytes = 0;
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    try {
      while (bytes < whole) {
        signal.check();
        block.clear();
        int read = channel.read(block, bytes);
        if (read < 0) {
          break;
        }
        account(block.flip());
        bytes += read;
        onBytes.accept(bytes);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Forgets what there is and begins another version. */
  void restart(String newIdentity) {
    try {
      channel.truncate(0);
      bytes = 0;
      digest.reset();
      firstBytes.clear();
      identity = newIdentity;
      Files.writeString(identityFile, newIdentity);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void write(ByteBuffer buffer) {
    account(buffer.duplicate());
    try {
      while (buffer.hasRemaining()) {
        bytes += channel.write(buffer, bytes);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void account(ByteBuffer buffer) {
    for (int i = buffer.position(); i < buffer.limit() && firstBytes.hasRemaining(); i++) {
      firstBytes.put(buffer.get(i));
    }
    digest.update(buffer);
  }

  /** The hash of all bytes in lower-case hex. Once only: the hash begins anew. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Gives the file its name, after everything of it is on the disk. */
  void complete() {
    try {
      channel.force(true);
      channel.close();
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(identityFile);
    } catch (IOException e) {
      throw failed(e);
    }
    // Makes the new name last too; not every system can open a folder.
    try (FileChannel folder = FileChannel.open(target.resolveSibling("."))) {
      folder.force(true);
    } catch (IOException e) {
      return;
    }
  }

  /** Deletes what there is. */
  void discard() {
    try {
      channel.close();
      Files.deleteIfExists(part);
      Files.deleteIfExists(identityFile);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      boolean isEmpty = channel.isOpen() && channel.size() == 0;
      channel.close();
      if (isEmpty) {
        Files.deleteIfExists(part);
        Files.deleteIfExists(identityFile);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private RuntimeException failed(IOException e) {
    if (e instanceof ClosedByInterruptException) {
      CancellationException cancelled = new CancellationException("The download was cancelled.");
      cancelled.initCause(e);
      return cancelled;
    }
    return notWritable(part, e);
  }

  private static LlmException notWritable(Path part, IOException e) {
    return new LlmException.ModelUnavailable(
        "The file `%s` cannot be written (%s). Check the disk and the folder's permissions; what has arrived is kept."
            .formatted(part, e.getMessage()),
        e);
  }

  static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256.", e);
    }
  }
}
