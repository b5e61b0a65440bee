package dev.jobstream.llm.llamacpp.bindings;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Tokens to decode together. Lives as long as its arena; not thread-safe. */
public final class Batch {
  private final int capacity;
  private final MemorySegment segment;
  private final MemorySegment tokens;
  private final MemorySegment positions;
  private final MemorySegment sequences;
  private final MemorySegment outputs;
  private int size;

  /**
   * @param capacity the most tokens it can hold
   */
  public Batch(Arena arena, int capacity) {
    this.capacity = capacity;
    segment = arena.allocate(Structs.BATCH);
    tokens = arena.allocate(JAVA_INT, capacity);
    positions = arena.allocate(JAVA_INT, capacity);
    sequences = arena.allocate(JAVA_INT, capacity);
    outputs = arena.allocate(JAVA_BYTE, capacity);
    MemorySegment sequenceCounts = arena.allocate(JAVA_INT, capacity);
    MemorySegment sequencePointers = arena.allocate(ADDRESS, capacity);
    for (int i = 0; i < capacity; i++) {
      sequenceCounts.setAtIndex(JAVA_INT, i, 1);
      sequencePointers.setAtIndex(ADDRESS, i, sequences.asSlice(i * JAVA_INT.byteSize()));
    }
    Structs.setAddress(Structs.BATCH, segment, "token", tokens);
    Structs.setAddress(Structs.BATCH, segment, "pos", positions);
    Structs.setAddress(Structs.BATCH, segment, "n_seq_id", sequenceCounts);
    Structs.setAddress(Structs.BATCH, segment, "seq_id", sequencePointers);
    Structs.setAddress(Structs.BATCH, segment, "logits", outputs);
  }

  public int capacity() {
    return capacity;
  }

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  /**
   * Adds a token.
   *
   * @param wantLogits whether its logits are needed
   */
  public void add(int token, int position, int sequence, boolean wantLogits) {
    if (size == capacity) {
      throw new IllegalStateException("The batch holds %d tokens already.".formatted(capacity));
    }
    tokens.setAtIndex(JAVA_INT, size, token);
    positions.setAtIndex(JAVA_INT, size, position);
    sequences.setAtIndex(JAVA_INT, size, sequence);
    outputs.set(JAVA_BYTE, size, (byte) (wantLogits ? 1 : 0));
    size++;
  }

  MemorySegment segment() {
    Structs.setInt(Structs.BATCH, segment, "n_tokens", size);
    return segment;
  }
}
