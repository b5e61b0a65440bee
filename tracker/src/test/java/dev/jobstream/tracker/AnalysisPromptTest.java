package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.Message;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.Thinking;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
    JsonNode schema = new ObjectMapper().readTree(AnalysisPrompt.FORM.schema());
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

  @Test
  void whatTheRulesKnowForAFactNeedNotBeAskedFor() throws Exception {
    PostingText posting =
        PostingText.of("Nurse\nCompany: Northwind Care\nEmployment type: Full-time\nHelp people.");
    Map<PostingField, Finding> rules = PostingFacts.read(posting);
    assertThat(rules.values())
        .extracting(Finding::field, Finding::origin)
        .contains(
            tuple(PostingField.COMPANY, Finding.Origin.FACT),
            tuple(PostingField.TITLE, Finding.Origin.GUESS));
    ChatRequest request =
        AnalysisPrompt.request(
            posting.text(),
            posting,
            rules,
            AnalysisPrompt.form(rules, false),
            PostingAnalyzer.Options.defaults());
    ResponseFormat.JsonSchema format = (ResponseFormat.JsonSchema) request.responseFormat();
    assertThat(keys(format.schema()))
        .contains("title", "industry", "skills")
        .doesNotContain("company", "type");
    assertThat(format.independentProperties())
        .containsExactlyInAnyOrderElementsOf(keys(format.schema()))
        .endsWith("skills", "tags");
    assertThat(request.prediction()).contains("\"title\":\"Nurse\"").doesNotContain("Northwind");
    ChatRequest all =
        AnalysisPrompt.request(
            posting.text(),
            posting,
            rules,
            AnalysisPrompt.form(rules, true),
            PostingAnalyzer.Options.defaults());
    assertThat(((ResponseFormat.JsonSchema) all.responseFormat()).schema())
        .isEqualTo(AnalysisPrompt.FORM.schema());
    assertThat(all.messages()).isEqualTo(request.messages());
  }

  @Test
  void whereAllIsKnownAllIsAskedFor() {
    AnswerForm form = AnalysisPrompt.FORM;
    assertThat(form.without(EnumSet.allOf(PostingField.class)).schema()).isEqualTo(form.schema());
  }

  private static List<String> keys(String schema) throws Exception {
    JsonNode tree = new ObjectMapper().readTree(schema);
    List<String> keys = new ArrayList<>();
    tree.get("properties").fieldNames().forEachRemaining(keys::add);
    List<String> required = new ArrayList<>();
    tree.get("required").forEach(key -> required.add(key.asText()));
    assertThat(required).isEqualTo(keys);
    return keys;
  }

  private static ChatRequest request(PostingAnalyzer.Options options) {
    return AnalysisPrompt.request(
        Sample.POSTING, Sample.posting(), Map.of(), AnalysisPrompt.FORM, options);
  }
}
