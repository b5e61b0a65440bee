package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.Message;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.Thinking;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalysisPromptTest {

  @Test
  void thePromptIsTheGoldenOne() {
    ChatRequest request = request(PostingAnalyzer.Options.defaults());
    StringBuilder shown = new StringBuilder();
    for (Message message : request.messages()) {
      shown.append("== ").append(message.role()).append("\n").append(message.text()).append("\n");
    }
    ResponseFormat.JsonSchema format = (ResponseFormat.JsonSchema) request.responseFormat();
    shown.append("== SCHEMA ").append(format.name()).append("\n").append(format.schema());
    assertThat(shown.toString()).isEqualTo(TrackerResource.text("posting-prompt.golden.txt"));
  }

  @Test
  void theUsersMessageIsThePostingAndNothingElse() {
    ChatRequest request = request(PostingAnalyzer.Options.defaults());
    assertThat(request.messages().getLast()).isEqualTo(Message.user(Sample.POSTING));
    assertThat(request.messages()).hasSize(2);
  }

  @Test
  void theOptionsReachTheModel() {
    ChatRequest byDefault = request(PostingAnalyzer.Options.defaults());
    assertThat(byDefault.maxTokens()).isEqualTo(1024);
    assertThat(byDefault.sampling().isGreedy()).isTrue();
    assertThat(byDefault.thinking()).isEqualTo(Thinking.OFF);
    Sampling seeded = Sampling.temperature(0.5).withSeed(7);
    ChatRequest other =
        request(
            PostingAnalyzer.Options.defaults()
                .withMaxTokens(99)
                .withSampling(seeded)
                .withThinking(Thinking.ON));
    assertThat(other.maxTokens()).isEqualTo(99);
    assertThat(other.sampling()).isEqualTo(seeded);
    assertThat(other.thinking()).isEqualTo(Thinking.ON);
  }

  @Test
  void theSchemaAsksForEveryKeyInOrderAndEachNamesAField() throws Exception {
    JsonNode schema = new ObjectMapper().readTree(AnalysisPrompt.SCHEMA);
    List<String> keys = new ArrayList<>();
    schema.get("properties").fieldNames().forEachRemaining(keys::add);
    assertThat(keys)
        .containsExactly(
            "title",
            "company",
            "location",
            "type",
            "seniority",
            "industry",
            "skills",
            "tags",
            "salary",
            "source_url",
            "date_posted")
        .allMatch(key -> AnswerKeys.field(key).isPresent());
    List<String> required = new ArrayList<>();
    schema.get("required").forEach(key -> required.add(key.asText()));
    assertThat(required).isEqualTo(keys);
    assertThat(schema.get("additionalProperties").asBoolean()).isFalse();
    assertThat(AnalysisPrompt.INSTRUCTIONS.lines())
        .filteredOn(line -> line.matches("[a-z_]+: .*"))
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .isEqualTo(keys);
  }

  private static ChatRequest request(PostingAnalyzer.Options options) {
    return AnalysisPrompt.request(Sample.POSTING, "", options);
  }
}
