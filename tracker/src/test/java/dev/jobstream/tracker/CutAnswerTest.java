package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A good answer cut at every character: what was closed before the cut is kept, nothing else. */
class CutAnswerTest {
  @Test
  void aFailureKeepsTheFieldsThatWereClosed() {
    LlmException lost = new LlmException.Interrupted("The connection broke.");
    StreamEvent.Failed failed = new StreamEvent.Failed(lost, TokenUsage.UNKNOWN, Timings.NONE);
    cutEverywhere(
        failed,
        (analysis, whole) -> {
          assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.FAILED);
          assertThat(analysis.error()).isSameAs(lost);
          assertThat(analysis.warnings()).isEmpty();
        });
  }

  @Test
  void aCancelKeepsTheFieldsThatWereClosed() {
    StreamEvent.Cancelled cancelled =
        new StreamEvent.Cancelled(Phase.WRITING, TokenUsage.UNKNOWN, Timings.NONE);
    cutEverywhere(
        cancelled,
        (analysis, whole) -> {
          assertThat(analysis.outcome()).isEqualTo(PostingAnalysis.Outcome.CANCELLED);
          assertThat(analysis.error()).isNull();
          assertThat(analysis.warnings()).hasSize(1);
        });
  }

  @Test
  void anEndByLengthIsAFailureUnlessTheAnswerWasWhole() {
    cutEverywhere(
        Sample.completed(FinishReason.LENGTH),
        (analysis, whole) -> {
          assertThat(analysis.outcome())
              .isEqualTo(whole ? PostingAnalysis.Outcome.COMPLETE : PostingAnalysis.Outcome.FAILED);
          assertThat(analysis.error()).isNull();
          assertThat(analysis.warnings()).hasSize(whole ? 0 : 1);
        });
  }

  private interface Check {
    void check(PostingAnalysis analysis, boolean whole);
  }

  private static void cutEverywhere(StreamEvent.Terminal end, Check check) {
    String answer = Sample.ANSWER;
    Map<Integer, PostingField> closings = closings(answer);
    assertThat(closings).hasSize(11);
    PostingAnalysis whole = Sample.analysis(answer);
    for (int cut = 0; cut <= answer.length(); cut++) {
      PostingAnalysis analysis =
          Sample.analyzer(Sample.model(end, List.of(answer.substring(0, cut))))
              .analyze(Sample.posting());
      Set<PostingField> closed = new TreeSet<>();
      for (Map.Entry<Integer, PostingField> closing : closings.entrySet()) {
        if (closing.getKey() <= cut) {
          closed.add(closing.getValue());
        }
      }
      assertThat(analysis.findings().keySet()).as("cut at %d", cut).isEqualTo(closed);
      assertThat(whole.findings()).containsAllEntriesOf(analysis.findings());
      check.check(analysis, cut == answer.length());
    }
  }

  /** Behind which character each field's value is closed, counted without the reader. */
  private static Map<Integer, PostingField> closings(String answer) {
    Map<Integer, PostingField> closings = new TreeMap<>();
    Map<String, PostingField> keys =
        Map.ofEntries(
            Map.entry("title", PostingField.TITLE),
            Map.entry("company", PostingField.COMPANY),
            Map.entry("location", PostingField.LOCATION),
            Map.entry("type", PostingField.EMPLOYMENT_TYPE),
            Map.entry("seniority", PostingField.SENIORITY),
            Map.entry("industry", PostingField.INDUSTRY),
            Map.entry("skills", PostingField.SKILLS),
            Map.entry("tags", PostingField.TAGS),
            Map.entry("salary", PostingField.SALARY),
            Map.entry("source_url", PostingField.SOURCE_URL),
            Map.entry("date_posted", PostingField.DATE_POSTED));
    keys.forEach((key, field) -> {
      int value = answer.indexOf("\"" + key + "\": ") + key.length() + 4;
      int close =
          answer.charAt(value) == '[' ? answer.indexOf(']', value) : answer.indexOf('"', value + 1);
      closings.put(close + 1, field);
    });
    return closings;
  }
}
