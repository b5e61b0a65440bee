package dev.jobstream.llm.llamacpp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The header of one GGUF file, read and checked for everything that holds for any model: counts,
 * lengths, types, names, and that the weights lie one after the other within the file. What the
 * values mean is for {@link GgufRules}. The format: ggml's {@code gguf.h}; the native code wants
 * each tensor to start exactly where the one before ends.
 */
record GgufHeader(
    Map<String, GgufValue> metadata,
    List<GgufTensor> tensors,
    TokenSummary tokens,
    long fileBytes) {
  static final String TOKENS_KEY = "tokenizer.ggml.tokens";

  // Far above any real file; the native code compares every pair of names.
  private static final int MAX_METADATA = 1 << 16;
  private static final int MAX_TENSORS = 1 << 16;
  private static final int MAX_TOKENS = 1 << 22;
  private static final int MAX_NAME_BYTES = (1 << 16) - 1;
  private static final int MAX_STRING_BYTES = 1 << 26;
  // Of all texts of the metadata together; a chat template has some ten thousand.
  private static final int MAX_HELD_BYTES = 1 << 24;
  private static final int MAX_HELD_NUMBERS = 4096;
  private static final long MAX_ARRAY_LENGTH = 1 << 30;
  // The native code keeps 64 bytes for a name and its end.
  private static final int MAX_TENSOR_NAME_BYTES = 63;
  private static final int MAX_DIMENSIONS = 4;
  private static final int DEFAULT_ALIGNMENT = 32;
  // The native code aborts if mapped weights do not start at a multiple of this.
  private static final int MAPPED_ALIGNMENT = 32;

  /** One tensor: its name, its type, the length of each dimension (rows first), its size. */
  record GgufTensor(String name, GgufTensorType type, List<Long> shape, long weights, long bytes) {}

  static GgufHeader read(GgufInput in) {
    GgufMagic.check(in);
    int tensorCount = count(in, "tensors", MAX_TENSORS);
    int metadataCount = count(in, "metadata entries", MAX_METADATA);
    return new Reader(in).read(tensorCount, metadataCount);
  }

  private static int count(GgufInput in, String what, int max) {
    long count = in.int64();
    if (count < 0 || count > max) {
      throw in.broken(
          String.format(
              Locale.ROOT,
              "is broken: it claims %s %s, the most is %,d.",
              Long.toUnsignedString(count),
              what,
              max));
    }
    return (int) count;
  }

  Optional<String> text(String key) {
    return metadata.get(key) instanceof GgufValue.Text(String value)
        ? Optional.of(value)
        : Optional.empty();
  }

  Optional<GgufTensor> tensor(String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }

  private static final class Reader {
    private final GgufInput in;
    private final Map<String, GgufValue> metadata = new LinkedHashMap<>();
    private final TokenSummary tokens = new TokenSummary();
    private long heldBytes;

    Reader(GgufInput in) {
      this.in = in;
    }

    GgufHeader read(int tensorCount, int metadataCount) {
      for (int i = 0; i < metadataCount; i++) {
        String key = in.string("the name of metadata entry " + i, MAX_NAME_BYTES);
        checkName("metadata entry", i, key);
        GgufValue value = value(key);
        if (metadata.put(key, value) != null) {
          throw in.broken("is broken: it has `%s` twice.".formatted(key));
        }
      }
      tokens.seal();
      List<GgufTensor> tensors = tensors(tensorCount);
      return new GgufHeader(metadata, tensors, tokens, in.fileBytes());
    }

    private void checkName(String what, int index, String name) {
      if (name.isEmpty()) {
        throw in.broken("is broken: %s %d has no name.".formatted(what, index));
      }
      // The native code compares names only up to a zero.
      if (name.indexOf('\0') >= 0) {
        throw in.broken("is broken: the name of %s %d has a zero in it.".formatted(what, index));
      }
    }

    private GgufValueType type(String key) {
      int id = in.int32();
      GgufValueType[] types = GgufValueType.values();
      if (id < 0 || id >= types.length) {
        throw in.broken(
            "is broken: `%s` has the type %d, which does not exist.".formatted(key, id));
      }
      return types[id];
    }

    private GgufValue value(String key) {
      GgufValueType type = type(key);
      return switch (type) {
        case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 ->
            new GgufValue.Whole(type, whole(type));
        case FLOAT32 -> new GgufValue.Real(Float.intBitsToFloat(in.int32()));
        case FLOAT64 -> new GgufValue.Real(Double.longBitsToDouble(in.int64()));
        case BOOL -> new GgufValue.Flag(in.int8() != 0);
        case STRING -> text(key);
        case ARRAY -> array(key);
      };
    }

    private GgufValue.Text text(String key) {
      long before = in.position();
      String value = in.string("`" + key + "`", (int) (MAX_HELD_BYTES - heldBytes));
      heldBytes += in.position() - before - Long.BYTES;
      return new GgufValue.Text(value);
    }

    private long whole(GgufValueType type) {
      return switch (type) {
        case UINT8 -> in.int8() & 0xFF;
        case INT8 -> in.int8();
        case UINT16 -> in.int16() & 0xFFFF;
        case INT16 -> in.int16();
        case UINT32 -> in.int32() & 0xFFFF_FFFFL;
        case INT32 -> in.int32();
        case UINT64, INT64 -> in.int64();
        case FLOAT32, FLOAT64, BOOL, STRING, ARRAY ->
            throw new IllegalArgumentException("`%s` is no whole number.".formatted(type));
      };
    }

    private GgufValue array(String key) {
      GgufValueType type = type(key);
      if (type == GgufValueType.ARRAY) {
        throw in.broken("is broken: `%s` is an array of arrays.".formatted(key));
      }
      long length = in.int64();
      int leastBytes = type == GgufValueType.STRING ? Long.BYTES : type.bytes();
      if (length < 0 || length > MAX_ARRAY_LENGTH) {
        throw in.broken(
            "is broken: `%s` claims %s elements.".formatted(key, Long.toUnsignedString(length)));
      }
      if (length * leastBytes > in.remaining()) {
        throw in.cutOff();
      }
      List<Long> numbers = List.of();
      if (type == GgufValueType.STRING) {
        skipStrings(key, length);
      } else if (type.isWhole() && length <= MAX_HELD_NUMBERS) {
        numbers = new ArrayList<>((int) length);
        for (int i = 0; i < length; i++) {
          numbers.add(whole(type));
        }
      } else {
        in.skip(length * type.bytes());
      }
      return new GgufValue.Array(type, length, List.copyOf(numbers));
    }

    private void skipStrings(String key, long length) {
      boolean isTokens = key.equals(TOKENS_KEY);
      if (isTokens && length > MAX_TOKENS) {
        throw in.broken(
            "is broken: it claims a vocabulary of %,d tokens, the most is %,d."
                .formatted(length, MAX_TOKENS));
      }
      for (long i = 0; i < length; i++) {
        int bytes = in.length("an element of `" + key + "`", MAX_STRING_BYTES);
        if (isTokens) {
          tokens.add(in.bytes(bytes));
        } else {
          in.skip(bytes);
        }
      }
    }

    private List<GgufTensor> tensors(int count) {
      long alignment = alignment();
      List<GgufTensor> tensors = new ArrayList<>();
      List<Long> offsets = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (int i = 0; i < count; i++) {
        GgufTensor tensor = tensor(i);
        if (!names.add(tensor.name())) {
          throw in.broken("is broken: it has the tensor `%s` twice.".formatted(tensor.name()));
        }
        tensors.add(tensor);
        offsets.add(in.int64());
      }
      checkPlaces(tensors, offsets, alignment);
      return List.copyOf(tensors);
    }

    private long alignment() {
      GgufValue value = metadata.get("general.alignment");
      if (value == null) {
        return DEFAULT_ALIGNMENT;
      }
      if (value instanceof GgufValue.Whole(GgufValueType type, long alignment)
          && type == GgufValueType.UINT32
          && Long.bitCount(alignment) == 1) {
        return alignment;
      }
      throw in.broken("is broken: its `general.alignment` is not a power of two.");
    }

    private GgufTensor tensor(int index) {
      String name = in.string("the name of tensor " + index, MAX_TENSOR_NAME_BYTES);
      checkName("tensor", index, name);
      int dimensions = in.int32();
      if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
        throw in.broken(
            "is broken: the tensor `%s` has %s dimensions, there are 1 to 4."
                .formatted(name, Integer.toUnsignedString(dimensions)));
      }
      List<Long> shape = new ArrayList<>();
      for (int i = 0; i < dimensions; i++) {
        shape.add(in.int64());
      }
      int typeId = in.int32();
      GgufTensorType type =
          GgufTensorType.of(typeId)
              .orElseThrow(() ->
                  in.refused(
                      "stores the tensor `%s` as type %d, which this engine does not know. Use another file of this model, say a Q4_K_M."
                          .formatted(name, typeId)));
      return sized(name, type, shape);
    }

    private GgufTensor sized(String name, GgufTensorType type, List<Long> shape) {
      if (shape.stream().anyMatch(length -> length < 1)
          || shape.getFirst() % type.blockWeights() != 0) {
        throw in.broken(
            "is broken: the tensor `%s` has the shape %s, which `%s` cannot have."
                .formatted(name, shape, type));
      }
      try {
        long weights = shape.stream().reduce(1L, Math::multiplyExact);
        long bytes = Math.multiplyExact(weights / type.blockWeights(), (long) type.blockBytes());
        return new GgufTensor(name, type, List.copyOf(shape), weights, bytes);
      } catch (ArithmeticException e) {
        throw in.broken(
            "is broken: the tensor `%s` is too large with the shape %s.".formatted(name, shape));
      }
    }

    private void checkPlaces(List<GgufTensor> tensors, List<Long> offsets, long alignment) {
      long dataStart = padded(in.position(), alignment);
      long expected = 0;
      long end = in.position();
      try {
        for (int i = 0; i < tensors.size(); i++) {
          GgufTensor tensor = tensors.get(i);
          long offset = offsets.get(i);
          if (offset != expected) {
            throw in.broken(
                "is broken: the tensor `%s` starts at %s instead of %d."
                    .formatted(tensor.name(), Long.toUnsignedString(offset), expected));
          }
          long start = Math.addExact(dataStart, offset);
          if (start % MAPPED_ALIGNMENT != 0) {
            throw in.refused(
                "aligns its tensors to %d bytes, the engine needs 32. Use another file of this model."
                    .formatted(alignment));
          }
          end = Math.addExact(start, tensor.bytes());
          expected = padded(Math.addExact(offset, tensor.bytes()), alignment);
        }
      } catch (ArithmeticException e) {
        throw in.broken("is broken: its tensors are larger than any file.");
      }
      if (end > in.fileBytes()) {
        throw in.broken(
            String.format(
                Locale.ROOT,
                "is cut off: it has %,d bytes, its header promises %,d.",
                in.fileBytes(),
                end));
      }
    }

    private static long padded(long position, long alignment) {
      return Math.multiplyExact(Math.ceilDiv(position, alignment), alignment);
    }
  }
}
