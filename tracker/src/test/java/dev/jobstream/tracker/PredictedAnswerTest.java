package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredictedAnswerTest {
  private static final String POSTING =
      """
      Senior "Backend" Engineer
      Company: Northwind Analytics
      Location: Dublin, Ireland
      Employment type: Full-time
      Salary: €85,000 – €105,000 per year
      Date posted: 12 March 2026
      You know Java and Kotlin.
      """;

  @Test
  void itSaysInTheAnswersFormWhatTheRulesFound() {
    assertThat(predicted(POSTING))
        .isEqualTo(
            "{\"title\":\"Senior \\\"Backend\\\" Engineer\",\"company\":\"Northwind Analytics\","
                + "\"location\":\"Dublin, Ireland\",\"type\":\"full-time\",\"seniority\":\"senior\","
                + "\"skills\":[\"Java\",\"Kotlin\"],"
                + "\"salary\":\"€85,000 – €105,000 per year\",\"source_url\":\"\","
                + "\"date_posted\":\"12 March 2026\"}");
  }

  @Test
  void ofWhatTheRulesDidNotFindLevelIndustryAndListsAreOpenAndTheRestIsEmpty() throws Exception {
    JsonNode answer = new ObjectMapper().readTree(PredictedAnswer.of(Sample.posting(), Map.of()));
    List<String> keys = new ArrayList<>();
    answer.fieldNames().forEachRemaining(keys::add);
    List<String> asked = new ArrayList<>();
    new ObjectMapper()
        .readTree(AnalysisPrompt.FORM.schema())
        .get("properties")
        .fieldNames()
        .forEachRemaining(asked::add);
    asked.removeAll(List.of("seniority", "industry", "skills", "tags"));
    assertThat(keys).isEqualTo(asked);
    assertThat(answer).allMatch(value -> value.isEmpty() && value.asText().isEmpty());
  }

  private static String predicted(String text) {
    PostingText posting = PostingText.of(text);
    return PredictedAnswer.of(posting, PostingFacts.read(posting));
  }
}
