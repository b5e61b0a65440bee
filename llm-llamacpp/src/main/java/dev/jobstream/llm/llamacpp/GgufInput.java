package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Little-endian values from the start of a file, through a buffer of fixed size. Every length is
 * checked against what is left of the file before anything is allocated. Used by one thread; closed
 * by who opened it.
 */
final class GgufInput implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final String name;
  private final FileChannel channel;
  private final long fileBytes;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private long bufferStart;

  private GgufInput(String name, FileChannel channel, long fileBytes) {
    this.name = name;
    this.channel = channel;
    this.fileBytes = fileBytes;
  }

  static GgufInput open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new GgufInput(String.valueOf(file.getFileName()), channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  long fileBytes() {
    return fileBytes;
  }

  /** How many bytes were read or skipped. */
  long position() {
    return bufferStart + buffer.position();
  }

  long remaining() {
    return fileBytes - position();
  }

  int int8() {
    return fill(1).get();
  }

  int int16() {
    return fill(2).getShort();
  }

  int int32() {
    return fill(4).getInt();
  }

  long int64() {
    return fill(8).getLong();
  }

  /**
   * Reads a text with its length before it.
   *
   * @param what names the text in an error
   */
  String string(String what, int maxBytes) {
    return new String(bytes(length(what, maxBytes)), StandardCharsets.UTF_8);
  }

  /** Reads the length of a text, which is at most {@code maxBytes} and within the file. */
  int length(String what, int maxBytes) {
    long length = int64();
    if (length < 0 || length > maxBytes) {
      throw broken(
          "is broken: %s is said to have %s bytes, the most is %,d."
              .formatted(what, Long.toUnsignedString(length), maxBytes));
    }
    if (length > remaining()) {
      throw cutOff();
    }
    return (int) length;
  }

  byte[] bytes(int count) {
    if (count > remaining()) {
      throw cutOff();
    }
    byte[] bytes = new byte[count];
    int done = 0;
    while (done < count) {
      int part = Math.min(count - done, fill(1).remaining());
      buffer.get(bytes, done, part);
      done += part;
    }
    return bytes;
  }

  /** The next bytes, or as many as there are, without moving on. */
  byte[] peek(int count) {
    byte[] bytes = new byte[(int) Math.min(count, remaining())];
    if (bytes.length > 0) {
      fill(bytes.length).get(buffer.position(), bytes);
    }
    return bytes;
  }

  void skip(long count) {
    if (count > remaining()) {
      throw cutOff();
    }
    if (count <= buffer.remaining()) {
      buffer.position(buffer.position() + (int) count);
    } else {
      bufferStart = position() + count;
      buffer.limit(0);
    }
  }

  /** A failure that names the file, then says the sentence and that the file is to be replaced. */
  LlmException.ModelUnavailable broken(String what) {
    return refused(what + " Download it again.");
  }

  /** A failure that names the file and says the rest. */
  LlmException.ModelUnavailable refused(String what) {
    return new LlmException.ModelUnavailable("`%s` %s".formatted(name, what));
  }

  LlmException.ModelUnavailable cutOff() {
    return broken(
        String.format(Locale.ROOT, "is cut off: its %,d bytes end within its header.", fileBytes));
  }

  private ByteBuffer fill(int count) {
    if (buffer.remaining() < count) {
      if (count > remaining()) {
        throw cutOff();
      }
      bufferStart += buffer.position();
      buffer.compact();
      try {
        while (buffer.position() < count) {
          if (channel.read(buffer, bufferStart + buffer.position()) < 0) {
            throw broken("became shorter while it was read.");
          }
        }
      } catch (IOException e) {
        throw new LlmException.ModelUnavailable(
            "`%s` cannot be read: %s. Check the disk and the permissions."
                .formatted(name, e.getMessage()),
            e);
      } finally {
        buffer.flip();
      }
    }
    return buffer;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
