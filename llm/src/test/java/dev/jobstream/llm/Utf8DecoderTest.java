package dev.jobstream.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8DecoderTest {
  /** One of each class of bytes that UTF-8 tells apart: ends of ranges, leads, never valid. */
  private static final byte[] KINDS =
      HexFormat.of().parseHex("41808f909fa0bfc0c2dfe0e1edeeeff0f1f3f4f5ff");

  @Test
  void anEmojiInFourPiecesComesWhole() {
    Utf8Decoder decoder = new Utf8Decoder();
    byte[] bytes = "🙂".getBytes(UTF_8);
    assertThat(decoder.decode(bytes, 0, 1)).isEmpty();
    assertThat(decoder.decode(bytes, 1, 1)).isEmpty();
    assertThat(decoder.decode(bytes, 2, 1)).isEmpty();
    assertThat(decoder.decode(bytes, 3, 1)).isEqualTo("🙂");
    assertThat(decoder.finish()).isEmpty();
  }

  @Test
  void inputThatBreaksOffEndsWithOneReplacement() {
    Utf8Decoder decoder = new Utf8Decoder();
    assertThat(decoder.decode(new byte[] {'a', (byte) 0xE2, (byte) 0x82})).isEqualTo("a");
    assertThat(decoder.finish()).isEqualTo("\uFFFD");
  }

  @Test
  void theDecoderStartsOverAfterFinish() {
    Utf8Decoder decoder = new Utf8Decoder();
    decoder.decode(new byte[] {(byte) 0xF0});
    decoder.finish();
    assertThat(decoder.decode("é".getBytes(UTF_8))).isEqualTo("é");
    assertThat(decoder.finish()).isEmpty();
  }

  @Test
  void aRangeOutsideTheArrayIsRefused() {
    assertThatThrownBy(() -> new Utf8Decoder().decode(new byte[3], 2, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void everySequenceOfFourKindsOfBytesGivesWhatTheWholeGivesByteByByte() {
    for (byte a : KINDS) {
      for (byte b : KINDS) {
        for (byte c : KINDS) {
          for (byte d : KINDS) {
            byte[] bytes = {a, b, c, d};
            assertThat(inPieces(bytes, 1))
                .as(HexFormat.of().formatHex(bytes))
                .isEqualTo(new String(bytes, UTF_8));
          }
        }
      }
    }
  }

  @Test
  void mixedTextGivesTheSameHoweverItIsSplit() {
    byte[] bytes = "Größe €5 – 日本語 🙂👩‍💻 ende".getBytes(UTF_8);
    String whole = new String(bytes, UTF_8);
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        Utf8Decoder decoder = new Utf8Decoder();
        String text =
            whole(decoder.decode(bytes, 0, first))
                + whole(decoder.decode(bytes, first, second - first))
                + whole(decoder.decode(bytes, second, bytes.length - second))
                + decoder.finish();
        assertThat(text).as("split at %d and %d", first, second).isEqualTo(whole);
      }
    }
  }

  @Test
  void randomBytesInRandomPiecesGiveWhatTheWholeGives() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            random.nextBoolean() ? KINDS[random.nextInt(KINDS.length)] : (byte) random.nextInt();
      }
      Utf8Decoder decoder = new Utf8Decoder();
      StringBuilder text = new StringBuilder();
      for (int from = 0; from < bytes.length; ) {
        int length = Math.min(bytes.length - from, random.nextInt(5));
        text.append(whole(decoder.decode(Arrays.copyOfRange(bytes, from, from + length))));
        from += length;
      }
      text.append(decoder.finish());
      assertThat(text.toString())
          .as("seed %d, bytes %s", seed, HexFormat.of().formatHex(bytes))
          .isEqualTo(new String(bytes, UTF_8));
    }
  }

  private static String inPieces(byte[] bytes, int size) {
    Utf8Decoder decoder = new Utf8Decoder();
    StringBuilder text = new StringBuilder();
    for (int from = 0; from < bytes.length; from += size) {
      text.append(whole(decoder.decode(bytes, from, Math.min(size, bytes.length - from))));
    }
    return text.append(decoder.finish()).toString();
  }

  /** The delta itself, once it is sure that no surrogate pair is split. */
  private static String whole(String delta) {
    assertThat(delta.codePoints())
        .as("`%s` is whole code points", delta)
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    return delta;
  }
}
