package dev.jobstream.testsupport.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomWeightsTest {
  private static final int WEIGHTS = 256 * 400;

  @ParameterizedTest
  @EnumSource(TensorType.class)
  void weightsLieAroundZeroWithTheDeviationAskedFor(TensorType type) {
    ByteBuffer bytes =
        ByteBuffer.allocate(WEIGHTS / type.blockWeights() * type.blockBytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    RandomWeights.Blocks blocks = RandomWeights.around0(7, 0.05).blocks("any", type, 256);
    while (bytes.hasRemaining()) {
      blocks.next(bytes);
    }
    bytes.flip();

    double sum = 0;
    double squares = 0;
    for (int i = 0; i < WEIGHTS / type.blockWeights(); i++) {
      for (double weight : block(bytes, type)) {
        sum += weight;
        squares += weight * weight;
      }
    }
    assertThat(sum / WEIGHTS).isCloseTo(0, within(0.001));
    assertThat(Math.sqrt(squares / WEIGHTS)).isCloseTo(0.05, within(0.005));
  }

  /** The weights of the next block, as ggml reads them. */
  private static double[] block(ByteBuffer bytes, TensorType type) {
    double[] weights = new double[type.blockWeights()];
    switch (type) {
      case F32 -> weights[0] = bytes.getFloat();
      case F16 -> weights[0] = half(bytes);
      case Q8_0 -> {
        double d = half(bytes);
        for (int i = 0; i < 32; i++) {
          weights[i] = d * bytes.get();
        }
      }
      case Q4_K -> readQ4(bytes, weights);
      case Q6_K -> readQ6(bytes, weights);
    }
    return weights;
  }

  private static void readQ4(ByteBuffer bytes, double[] weights) {
    double d = half(bytes);
    double dmin = half(bytes);
    int[] packed = new int[12];
    for (int i = 0; i < 12; i++) {
      packed[i] = bytes.get() & 0xFF;
    }
    for (int i = 0; i < 128; i++) {
      int q = bytes.get() & 0xFF;
      int pair = i / 32 * 2;
      weights[pair * 32 + i % 32] =
          d * scale(packed, pair) * (q & 0xF) - dmin * minimum(packed, pair);
      weights[pair * 32 + 32 + i % 32] =
          d * scale(packed, pair + 1) * (q >> 4) - dmin * minimum(packed, pair + 1);
    }
  }

  private static int scale(int[] packed, int i) {
    return i < 4 ? packed[i] & 63 : (packed[i + 4] & 0xF) | ((packed[i - 4] >> 6) << 4);
  }

  private static int minimum(int[] packed, int i) {
    return i < 4 ? packed[i + 4] & 63 : (packed[i + 4] >> 4) | ((packed[i] >> 6) << 4);
  }

  private static void readQ6(ByteBuffer bytes, double[] weights) {
    int start = bytes.position();
    for (int i = 0; i < 256; i++) {
      int half = i / 128;
      int quarter = i % 128 / 32;
      int low = bytes.get(start + half * 64 + i % 32 + (quarter & 1) * 32) & 0xFF;
      int high = bytes.get(start + 128 + half * 32 + i % 32) & 0xFF;
      int q = ((quarter < 2 ? low & 0xF : low >> 4) | ((high >> (2 * quarter)) & 3) << 4) - 32;
      double d = Float.float16ToFloat(bytes.getShort(start + 208));
      weights[i] = d * bytes.get(start + 192 + i / 16) * q;
    }
    bytes.position(start + 210);
  }

  private static double half(ByteBuffer bytes) {
    return Float.float16ToFloat(bytes.getShort());
  }
}
