package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TokenSummaryTest {
  private final TokenSummary tokens = new TokenSummary();

  @Test
  void differentTokensAreNeverTakenForOne() {
    for (int first = 1; first < 256; first++) {
      tokens.add(new byte[] {(byte) first});
      for (int second = 1; second < 256; second++) {
        tokens.add(new byte[] {(byte) first, (byte) second});
      }
      for (int length = 3; length < 64; length++) {
        byte[] run = new byte[length];
        Arrays.fill(run, (byte) first);
        tokens.add(run);
      }
    }
    for (int i = 0; i < 300_000; i++) {
      add("token " + i);
    }

    assertThat(tokens.hasDuplicate()).isFalse();
    assertThat(tokens.count()).isEqualTo(255 * (1 + 255 + 61) + 300_000);
  }

  @Test
  void aTokenThatIsThereTwiceIsFound() {
    add("a");
    add("b");
    add("a");
    add("b");

    assertThat(tokens.hasDuplicate()).isTrue();
    assertThat(tokens.duplicate()).isEqualTo(2);
  }

  @Test
  void aTokenEndsAtAZeroAndAnEmptyOneHasAName() {
    add("a");
    add("b\0c");
    add("");
    add("\0");
    assertThat(tokens.hasDuplicate()).isFalse();

    add("[EMPTY_2]");
    assertThat(tokens.duplicate()).isEqualTo(4);
  }

  @Test
  void bytesHaveATokenOfTheirOwnOrByTheirNumber() {
    for (int i = 0; i < 256; i++) {
      assertThat(tokens.coversAllBytes()).isFalse();
      add(i >= 'a' && i <= 'z' ? Character.toString(i) : "<0x%02X>".formatted(i));
    }

    assertThat(tokens.coversAllBytes()).isTrue();
  }

  private void add(String token) {
    tokens.add(token.getBytes(StandardCharsets.UTF_8));
  }
}
