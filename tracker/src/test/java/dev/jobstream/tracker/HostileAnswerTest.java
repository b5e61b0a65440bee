package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.jobstream.llm.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileAnswerTest {
  private static final List<String> PIECES =
      List.of(
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "null",
          "\\u",
          "\\ud83d",
          "1e999",
          "-",
          "\n",
          "😀",
          "\uDC00",
          "\u0000",
          "\u202E",
          "<think>",
          "</think>",
          "```",
          "https://",
          "\"title\":",
          "\"salary\":{\"min\":9999999999999999999,\"max\":-1}",
          "\"date_posted\":\"99/99/9999\"",
          "\"skills\":[[[[\"a\",{\"b\":[]}]]]]",
          "\"type\":[\"full-time\"]",
          "\"tags\":\",,;;\"",
          "401k-",
          "0-0 €",
          "\"company\":\"" + "x".repeat(300) + "\"");

  @Test
  void noAnswerWhateverItSaysMakesTheAnalysisThrow() {
    for (long seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      String answer = mutated(random);
      List<AnalysisEvent> events = new ArrayList<>();
      try {
        PostingAnalysis analysis =
            Sample.analyzer(
                    Sample.model(
                        Sample.completed(FinishReason.STOP),
                        AnswerReaderTest.split(answer, random)))
                .analyzeStreaming(Sample.posting(), events::add);
        check(analysis, events);
        assertThat(analysis.findings()).isEqualTo(Sample.analysis(answer).findings());
      } catch (RuntimeException | AssertionError e) {
        fail("seed %d, answer: %s".formatted(seed, answer), e);
      }
    }
  }

  private static void check(PostingAnalysis analysis, List<AnalysisEvent> events) {
    assertThat(events.getLast()).isEqualTo(new AnalysisEvent.Finished(analysis));
    assertThat(events.stream().filter(AnalysisEvent.Finished.class::isInstance)).hasSize(1);
    assertThat(analysis.outcome())
        .isIn(PostingAnalysis.Outcome.COMPLETE, PostingAnalysis.Outcome.FAILED);
    int length = analysis.posting().text().length();
    for (Finding finding : analysis.findings().values()) {
      assertThat(finding.evidence().spans()).allMatch(span -> span.end() <= length);
      for (String text : texts(finding.value())) {
        assertThat(text).isNotBlank().isEqualTo(text.strip()).doesNotContain("\n", "\u202E");
        assertThat(text.chars().noneMatch(Character::isISOControl)).isTrue();
      }
    }
  }

  private static List<String> texts(FieldValue value) {
    return switch (value) {
      case FieldValue.Text text -> List.of(text.text());
      case FieldValue.Items items -> items.items();
      case FieldValue.Day day -> List.of();
      case FieldValue.Pay pay -> List.of();
      case FieldValue.Workplace workplace -> List.of();
      case FieldValue.Employment employment -> List.of();
      case FieldValue.Level level -> List.of();
    };
  }

  private static String mutated(Random random) {
    StringBuilder answer = new StringBuilder(Sample.ANSWER);
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(answer.length() + 1);
      int end = Math.min(answer.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> answer.delete(at, end);
        case 1 -> answer.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> answer.insert(at, answer.substring(at, end));
        case 3 -> answer.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        default -> throw new AssertionError();
      }
    }
    return answer.toString();
  }
}
