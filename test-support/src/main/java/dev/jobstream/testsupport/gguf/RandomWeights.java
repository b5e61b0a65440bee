package dev.jobstream.testsupport.gguf;

import java.nio.ByteBuffer;
import java.util.function.LongToDoubleFunction;

/**
 * Random weights of a given spread, written block by block in ggml's layouts. The stream of a
 * tensor depends on the seed and the tensor's name only.
 *
 * @param mean what the weights lie around; only F32 and F16 tensors can have one other than 0
 * @param deviation the standard deviation
 * @param flipsSigns whether each weight gets a random sign
 * @param rowScale a factor for all weights of a row
 */
record RandomWeights(
    long seed, double mean, double deviation, boolean flipsSigns, LongToDoubleFunction rowScale) {

  static RandomWeights around0(long seed, double deviation) {
    return new RandomWeights(seed, 0, deviation, false, row -> 1);
  }

  static RandomWeights around1(long seed) {
    return new RandomWeights(seed, 1, 0.1, false, row -> 1);
  }

  RandomWeights flippingSigns() {
    return new RandomWeights(seed, mean, deviation, true, rowScale);
  }

  RandomWeights scalingRows(LongToDoubleFunction scale) {
    return new RandomWeights(seed, mean, deviation, flipsSigns, scale);
  }

  Blocks blocks(String tensorName, TensorType type, long rowWeights) {
    return new Blocks(
        this, seed * 31 + tensorName.hashCode(), type, rowWeights / type.blockWeights());
  }

  /** The blocks of one tensor in order. */
  static final class Blocks {
    // The standard deviation of evenly spread values is their range divided by this.
    private static final double EVEN_SPREAD = Math.sqrt(12);

    private final RandomWeights weights;
    private final TensorType type;
    private final long blocksPerRow;
    private final byte[] scales = new byte[16];
    private long state;
    private long blocksDone;

    private Blocks(RandomWeights weights, long seed, TensorType type, long blocksPerRow) {
      this.weights = weights;
      this.state = seed;
      this.type = type;
      this.blocksPerRow = blocksPerRow;
    }

    void next(ByteBuffer out) {
      double scale = weights.rowScale.applyAsDouble(blocksDone++ / blocksPerRow);
      double deviation = weights.deviation * scale;
      switch (type) {
        case F32 -> out.putFloat((float) (single() * scale));
        case F16 -> out.putShort(Float.floatToFloat16((float) (single() * scale)));
        case Q8_0 -> {
          putHalf(out, deviation * EVEN_SPREAD / 256);
          putRandom(out, 32);
        }
        case Q4_K -> putQ4(out, deviation);
        case Q6_K -> putQ6(out, deviation);
      }
    }

    private double single() {
      long bits = random();
      double even = (bits >>> 11) * 0x1.0p-53 - 0.5;
      double value = weights.mean + even * weights.deviation * EVEN_SPREAD;
      return weights.flipsSigns && (bits & 1) == 1 ? -value : value;
    }

    /**
     * A weight is `d · scale · q − dmin · minimum` with q from 0 to 15: minimum = scale and dmin =
     * 7.5 d put the middle at 0. Layout: d, dmin, eight 6-bit scales and minima in 12 bytes, q.
     */
    private void putQ4(ByteBuffer out, double deviation) {
      double d = deviation * EVEN_SPREAD / (16 * 40);
      putHalf(out, d);
      putHalf(out, d * 7.5);
      for (int i = 0; i < 8; i++) {
        scales[i] = (byte) (32 + (random() >>> 60));
      }
      for (int i = 0; i < 8; i++) {
        out.put((byte) (scales[i & 3] | (scales[(i & 3) + 4] >> 4) << 6));
      }
      for (int i = 4; i < 8; i++) {
        out.put((byte) ((scales[i] & 0xF) | (scales[i] & 0xF) << 4));
      }
      putRandom(out, 128);
    }

    /**
     * A weight is `d · scale · (q − 32)`, q from 0 to 63. Layout: q's low bits, high bits, scales,
     * d.
     */
    private void putQ6(ByteBuffer out, double deviation) {
      putRandom(out, 128 + 64);
      for (int i = 0; i < 16; i++) {
        long bits = random();
        int scale = 48 + (int) (bits >>> 59);
        out.put((byte) ((bits & 1) == 1 ? -scale : scale));
      }
      putHalf(out, deviation * EVEN_SPREAD / (64 * 64));
    }

    private static void putHalf(ByteBuffer out, double value) {
      out.putShort(Float.floatToFloat16((float) value));
    }

    private void putRandom(ByteBuffer out, int byteCount) {
      for (int i = 0; i < byteCount; i += 8) {
        out.putLong(random());
      }
    }

    // SplitMix64: java.util.Random would take minutes for a model of half a billion weights.
    private long random() {
      state += 0x9E3779B97F4A7C15L;
      long z = state;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return z ^ (z >>> 31);
    }
  }
}
