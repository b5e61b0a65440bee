package dev.jobstream.testsupport.gguf;

/** How the weights of a tensor are stored; ids and block layouts are those of ggml. */
public enum TensorType {
  F32(0, 1, 4),
  F16(1, 1, 2),
  /** 32 weights to a scale. */
  Q8_0(8, 32, 34),
  /** 256 weights to a block of eight scales and minima. */
  Q4_K(12, 256, 144),
  /** 256 weights to a block of sixteen scales. */
  Q6_K(14, 256, 210);

  private final int id;
  private final int blockWeights;
  private final int blockBytes;

  TensorType(int id, int blockWeights, int blockBytes) {
    this.id = id;
    this.blockWeights = blockWeights;
    this.blockBytes = blockBytes;
  }

  /** ggml's number of this type. */
  public int id() {
    return id;
  }

  /** How many weights one block holds; a row must be a multiple of it. */
  public int blockWeights() {
    return blockWeights;
  }

  /** The size of one block in bytes. */
  public int blockBytes() {
    return blockBytes;
  }
}
