package dev.jobstream.testsupport.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Writes a GGUF file of version 3: header, metadata in the order it was put, tensor descriptions,
 * then the weights, each aligned to 32 bytes. The weights are streamed: the heap never holds more
 * than a buffer of them. Not thread-safe.
 */
public final class GgufWriter {
  private static final int ALIGNMENT = 32;
  private static final int TYPE_UINT16 = 2;
  private static final int TYPE_UINT32 = 4;
  private static final int TYPE_INT32 = 5;
  private static final int TYPE_FLOAT32 = 6;
  private static final int TYPE_BOOL = 7;
  private static final int TYPE_STRING = 8;
  private static final int TYPE_ARRAY = 9;
  private static final int TYPE_UINT64 = 10;

  private final Map<String, byte[]> metadata = new LinkedHashMap<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private final Map<String, Integer> claimedTypes = new HashMap<>();

  private record Tensor(String name, TensorType type, List<Long> shape, RandomWeights weights) {
    long bytes() {
      long weightCount = 1;
      for (long length : shape) {
        weightCount = Math.multiplyExact(weightCount, length);
      }
      return weightCount / type.blockWeights() * type.blockBytes();
    }
  }

  GgufWriter() {}

  /** Sets a text value; replaces an earlier one of the same key. */
  public GgufWriter put(String key, String value) {
    return put(key, new Bytes().int32(TYPE_STRING).string(value));
  }

  /** Sets an unsigned 16-bit value. */
  public GgufWriter putShort(String key, int value) {
    return put(key, new Bytes().int32(TYPE_UINT16).int8(value).int8(value >> 8));
  }

  /** Sets an unsigned 32-bit value. */
  public GgufWriter put(String key, int value) {
    return put(key, new Bytes().int32(TYPE_UINT32).int32(value));
  }

  /** Sets an unsigned 64-bit value. */
  public GgufWriter put(String key, long value) {
    return put(key, new Bytes().int32(TYPE_UINT64).int64(value));
  }

  /** Sets a 32-bit floating-point value. */
  public GgufWriter put(String key, float value) {
    return put(key, new Bytes().int32(TYPE_FLOAT32).int32(Float.floatToRawIntBits(value)));
  }

  /** Sets a truth value. */
  public GgufWriter put(String key, boolean value) {
    return put(key, new Bytes().int32(TYPE_BOOL).int8(value ? 1 : 0));
  }

  /** Sets an array of texts. */
  public GgufWriter put(String key, List<String> values) {
    Bytes bytes = new Bytes().int32(TYPE_ARRAY).int32(TYPE_STRING).int64(values.size());
    values.forEach(bytes::string);
    return put(key, bytes);
  }

  /** Sets an array of signed 32-bit values. */
  public GgufWriter put(String key, int[] values) {
    Bytes bytes = new Bytes().int32(TYPE_ARRAY).int32(TYPE_INT32).int64(values.length);
    for (int value : values) {
      bytes.int32(value);
    }
    return put(key, bytes);
  }

  /** Sets an array of 32-bit floating-point values. */
  public GgufWriter put(String key, float[] values) {
    Bytes bytes = new Bytes().int32(TYPE_ARRAY).int32(TYPE_FLOAT32).int64(values.length);
    for (float value : values) {
      bytes.int32(Float.floatToRawIntBits(value));
    }
    return put(key, bytes);
  }

  private GgufWriter put(String key, Bytes value) {
    metadata.put(key, value.toByteArray());
    return this;
  }

  /** Removes a value; nothing happens if there is none. */
  public GgufWriter remove(String key) {
    metadata.remove(key);
    return this;
  }

  /** Removes every tensor of such a name. */
  public GgufWriter removeTensors(Predicate<String> name) {
    tensors.removeIf(tensor -> name.test(tensor.name()));
    return this;
  }

  /** Has the header claim another of ggml's types for a tensor, whose bytes stay as they are. */
  public GgufWriter claimType(String name, int typeId) {
    claimedTypes.put(name, typeId);
    return this;
  }

  /**
   * Adds a tensor.
   *
   * @param shape the length of a row first, as GGUF has it
   * @throws IllegalArgumentException if a row is not a whole number of blocks
   */
  GgufWriter tensor(String name, TensorType type, RandomWeights weights, long... shape) {
    if (shape[0] % type.blockWeights() != 0) {
      throw new IllegalArgumentException(
          "Tensor `%s` has rows of %d weights, but `%s` stores %d to a block. Choose a multiple."
              .formatted(name, shape[0], type, type.blockWeights()));
    }
    tensors.add(new Tensor(name, type, Arrays.stream(shape).boxed().toList(), weights));
    return this;
  }

  void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      byte[] header = header();
      writeFully(channel, ByteBuffer.wrap(header));
      ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
      for (Tensor tensor : tensors) {
        RandomWeights.Blocks blocks =
            tensor.weights().blocks(tensor.name(), tensor.type(), tensor.shape().getFirst());
        long left = tensor.bytes();
        while (left > 0) {
          while (left > 0 && buffer.remaining() >= tensor.type().blockBytes()) {
            blocks.next(buffer);
            left -= tensor.type().blockBytes();
          }
          writeFully(channel, buffer.flip());
          buffer.clear();
        }
        writeFully(channel, ByteBuffer.allocate((int) padding(channel.position())));
      }
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private byte[] header() {
    Bytes bytes = new Bytes();
    bytes.int32(0x46554747).int32(3).int64(tensors.size()).int64(metadata.size());
    metadata.forEach((key, value) -> bytes.string(key).raw(value));
    long offset = 0;
    for (Tensor tensor : tensors) {
      bytes.string(tensor.name()).int32(tensor.shape().size());
      for (long length : tensor.shape()) {
        bytes.int64(length);
      }
      bytes.int32(claimedTypes.getOrDefault(tensor.name(), tensor.type().id())).int64(offset);
      offset += tensor.bytes() + padding(tensor.bytes());
    }
    bytes.raw(new byte[(int) padding(bytes.size())]);
    return bytes.toByteArray();
  }

  private static long padding(long position) {
    return Math.floorMod(-position, ALIGNMENT);
  }

  /** Little-endian values, one after the other. */
  private static final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes int8(int value) {
      out.write(value);
      return this;
    }

    Bytes int32(int value) {
      return int8(value).int8(value >> 8).int8(value >> 16).int8(value >> 24);
    }

    Bytes int64(long value) {
      return int32((int) value).int32((int) (value >> 32));
    }

    Bytes string(String value) {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      return int64(utf8.length).raw(utf8);
    }

    Bytes raw(byte[] value) {
      out.writeBytes(value);
      return this;
    }

    int size() {
      return out.size();
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }
  }
}
