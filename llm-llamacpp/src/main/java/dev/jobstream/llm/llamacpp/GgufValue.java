package dev.jobstream.llm.llamacpp;

import java.util.List;

/** One value of a GGUF file's metadata. */
sealed interface GgufValue {
  /** A text. */
  record Text(String value) implements GgufValue {}

  /**
   * A whole number; one of 64 bits without sign that is too large for a long is negative here.
   *
   * @param type how the file stores it, which the native code insists on
   */
  record Whole(GgufValueType type, long value) implements GgufValue {}

  /** A floating-point number of 32 or 64 bits. */
  record Real(double value) implements GgufValue {}

  /** A truth value. */
  record Flag(boolean value) implements GgufValue {}

  /**
   * An array.
   *
   * @param numbers its elements, if they are whole numbers and few; else empty: tokens and merges
   *     are not held
   */
  record Array(GgufValueType elementType, long length, List<Long> numbers) implements GgufValue {}
}
