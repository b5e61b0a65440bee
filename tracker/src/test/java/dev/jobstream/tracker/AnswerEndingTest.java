package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerEndingTest {

  @Test
  void everyWayToEndIsToldInItsGoldenWords() {
    List<StreamEvent.Terminal> ends = new ArrayList<>();
    for (FinishReason reason : FinishReason.values()) {
      ends.add(Sample.completed(reason));
    }
    ends.add(new StreamEvent.Cancelled(Phase.WRITING, TokenUsage.UNKNOWN, Timings.NONE));
    StringBuilder shown = new StringBuilder();
    for (String answer :
        List.of("No.", "{\"title\":\"Dev\",", "{\"title\":\"Dev\"]", "{\"title\":\"Dev\"}")) {
      for (StreamEvent.Terminal end : ends) {
        for (int maxTokens : limits(end)) {
          AnswerReader reader = new AnswerReader(new Deaf());
          reader.feed(answer);
          AnswerEnding ending = AnswerEnding.of(end, reader, maxTokens);
          shown
              .append("%s %s %d: ".formatted(answer, reason(end), maxTokens))
              .append(ending.outcome())
              .append(ending.warning() == null ? "" : " " + ending.warning())
              .append("\n");
        }
      }
    }
    assertThat(shown.toString().strip())
        .isEqualTo(TrackerResource.text("answer-endings.golden.txt"));
  }

  /** Only the end by length tells of the limit. */
  private static List<Integer> limits(StreamEvent.Terminal end) {
    return reason(end).equals("LENGTH") ? List.of(1024, ChatRequest.NO_LIMIT) : List.of(1024);
  }

  private static String reason(StreamEvent.Terminal end) {
    return end instanceof StreamEvent.Completed completed
        ? completed.finishReason().name()
        : "CANCELLED";
  }

  /** Hears nothing. */
  private static final class Deaf implements AnswerReader.Sink {
    @Override
    public void writing(PostingField field, String text) {}

    @Override
    public void complete(PostingField field, AnswerValue value) {}
  }
}
