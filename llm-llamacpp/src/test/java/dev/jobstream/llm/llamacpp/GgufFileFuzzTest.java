package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.jobstream.llm.LlmException;
import dev.jobstream.testsupport.gguf.TestGguf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken headers are refused with a sentence, whatever is broken; never with another error. */
class GgufFileFuzzTest {
  private static final int MUTATIONS = 12_000;
  private static final long SEED = 20_260_101;

  @TempDir Path folder;

  @Test
  void aMutatedHeaderIsReadOrRefusedWithASentence() throws IOException {
    List<byte[]> originals =
        List.of(
            smallest(TestGguf.llama()),
            smallest(TestGguf.qwen3()),
            smallest(
                TestGguf.llama()
                    .edit(writer ->
                        writer
                            .put("llama.attention.head_count_kv", new int[] {2})
                            .putShort("split.count", 1)
                            .put("general.alignment", 32))));
    int refused = 0;
    Path file = folder.resolve("mutant.gguf");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < MUTATIONS; i++) {
        overwrite(channel, mutate(originals, new Random(SEED + i)));
        refused += isRefused(file, SEED + i) ? 1 : 0;
      }
    }
    // Were most mutants still whole, this would test nothing.
    assertThat(refused).isBetween(MUTATIONS / 3, MUTATIONS - 1);
  }

  /** Files that are truncated to nothing and written again are flushed to the disk each time. */
  private static void overwrite(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer, buffer.position());
    }
    channel.truncate(bytes.length);
  }

  private static boolean isRefused(Path file, long seed) throws IOException {
    try {
      GgufFile read = GgufFile.read(file);
      assertThat(read.weightBytes()).as("seed %d", seed).isBetween(1L, Files.size(file));
      assertThat(read.keyValueBytes(4096)).as("seed %d", seed).isNotNegative();
      return false;
    } catch (LlmException.ModelUnavailable e) {
      assertThat(e.getMessage())
          .as("seed %d", seed)
          .startsWith("`mutant.gguf` ")
          .endsWith(".")
          .hasSizeLessThan(70_000);
      return true;
    } catch (RuntimeException | Error e) {
      return fail("Seed %d ended in another error than ModelUnavailable.".formatted(seed), e);
    }
  }

  private byte[] smallest(TestGguf model) throws IOException {
    Path file =
        model
            .vocabularySize(300)
            .width(8)
            .layers(1)
            .heads(2, 2, 4)
            .feedForward(8)
            .chatTemplate("{{ messages }}")
            .write(folder.resolve("original.gguf"));
    return Files.readAllBytes(file);
  }

  private static byte[] mutate(List<byte[]> originals, Random random) {
    byte[] bytes = originals.get(random.nextInt(originals.size())).clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && bytes.length > 32; i++) {
      bytes =
          switch (random.nextInt(6)) {
            case 0 -> flipBit(bytes, random);
            case 1 -> write(bytes, random, 8, largeLength(random));
            case 2 -> write(bytes, random, 4, random.nextInt());
            case 3 -> write(bytes, random, 4, random.nextInt(20));
            case 4 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 5 -> splice(bytes, originals.get(random.nextInt(originals.size())), random);
            default -> throw new IllegalStateException();
          };
    }
    return bytes;
  }

  private static byte[] flipBit(byte[] bytes, Random random) {
    bytes[position(bytes, random)] ^= (byte) (1 << random.nextInt(8));
    return bytes;
  }

  private static long largeLength(Random random) {
    long[] lengths = {
      -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 1L << 31, (1L << 31) - 1, 1L << 24, 65_536
    };
    return lengths[random.nextInt(lengths.length)] - random.nextInt(3);
  }

  private static byte[] write(byte[] bytes, Random random, int count, long value) {
    int position = position(bytes, random);
    for (int i = 0; i < count && position + i < bytes.length; i++) {
      bytes[position + i] = (byte) (value >> (8 * i));
    }
    return bytes;
  }

  private static byte[] splice(byte[] bytes, byte[] other, Random random) {
    int from = random.nextInt(other.length);
    int length = Math.min(random.nextInt(200), other.length - from);
    int to = position(bytes, random);
    byte[] spliced = new byte[bytes.length + length];
    System.arraycopy(bytes, 0, spliced, 0, to);
    System.arraycopy(other, from, spliced, to, length);
    System.arraycopy(bytes, to, spliced, to + length, bytes.length - to);
    return spliced;
  }

  /** A place in the header: half of them in the first kilobyte, where the counts and shapes are. */
  private static int position(byte[] bytes, Random random) {
    int end = random.nextBoolean() ? 1024 : 9000;
    return random.nextInt(Math.min(end, bytes.length));
  }
}
