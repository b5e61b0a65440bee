package dev.jobstream.llm.llamacpp.bindings;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Tokens with their logits, for samplers to work on. Lives as long as its arena; not thread-safe.
 */
public final class Candidates {
  private static final long STRIDE = Structs.TOKEN_DATA.byteSize();
  private static final long LOGIT = Structs.offset(Structs.TOKEN_DATA, "logit");
  private static final long P = Structs.offset(Structs.TOKEN_DATA, "p");
  private static final long SIZE = Structs.offset(Structs.TOKEN_DATA_ARRAY, "size");
  private static final long SELECTED = Structs.offset(Structs.TOKEN_DATA_ARRAY, "selected");
  private static final long SORTED = Structs.offset(Structs.TOKEN_DATA_ARRAY, "sorted");

  private final MemorySegment segment;
  private final MemorySegment data;

  /**
   * @param capacity the most candidates; the vocabulary's size
   */
  public Candidates(Arena arena, int capacity) {
    segment = arena.allocate(Structs.TOKEN_DATA_ARRAY);
    data = arena.allocate(Structs.TOKEN_DATA, capacity);
    Structs.setAddress(Structs.TOKEN_DATA_ARRAY, segment, "data", data);
  }

  /** Fills in every token of the vocabulary. */
  public void fill(MemorySegment logits, int vocabularySize) {
    for (int token = 0; token < vocabularySize; token++) {
      long at = token * STRIDE;
      data.set(JAVA_INT, at, token);
      data.set(JAVA_FLOAT, at + LOGIT, logits.getAtIndex(JAVA_FLOAT, token));
      data.set(JAVA_FLOAT, at + P, 0f);
    }
    reset(vocabularySize);
  }

  /**
   * Fills in every token of the vocabulary, those that are not admitted as impossible ones.
   *
   * @param admitted calls its argument for each token that is admitted
   */
  public void fillOnly(MemorySegment logits, int vocabularySize, Consumer<IntConsumer> admitted) {
    for (int token = 0; token < vocabularySize; token++) {
      long at = token * STRIDE;
      data.set(JAVA_INT, at, token);
      data.set(JAVA_FLOAT, at + LOGIT, Float.NEGATIVE_INFINITY);
      data.set(JAVA_FLOAT, at + P, 0f);
    }
    admitted.accept(token ->
        data.set(JAVA_FLOAT, token * STRIDE + LOGIT, logits.getAtIndex(JAVA_FLOAT, token)));
    reset(vocabularySize);
  }

  /** Fills in one token. */
  public void fill(int token) {
    data.set(JAVA_INT, 0, token);
    data.set(JAVA_FLOAT, LOGIT, 1f);
    data.set(JAVA_FLOAT, P, 0f);
    reset(1);
  }

  private void reset(int size) {
    segment.set(JAVA_LONG, SIZE, size);
    segment.set(JAVA_LONG, SELECTED, -1);
    segment.set(JAVA_BOOLEAN, SORTED, false);
  }

  /** True if a grammar left no candidate that it admits. */
  public boolean allRefused() {
    long size = segment.get(JAVA_LONG, SIZE);
    for (long i = 0; i < size; i++) {
      if (isPossible((int) i)) {
        return false;
      }
    }
    return true;
  }

  /** True unless a grammar, or who filled them in, refused the candidate at an index. */
  public boolean isPossible(int index) {
    return data.get(JAVA_FLOAT, index * STRIDE + LOGIT) != Float.NEGATIVE_INFINITY;
  }

  /** The chosen token. */
  public int selected() {
    long index = segment.get(JAVA_LONG, SELECTED);
    return data.get(JAVA_INT, index * STRIDE);
  }

  MemorySegment segment() {
    return segment;
  }
}
