package dev.jobstream.tracker;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ResponseFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a model is asked. All instructions stand in the system message and are the same for every
 * posting, so that a model can keep them read; the user's message is the posting's text and nothing
 * else, which is what small models are trained on whose template has no system message.
 */
final class AnalysisPrompt {
  private AnalysisPrompt() {}

  static final String INSTRUCTIONS = TrackerResource.text("posting-instructions.txt");

  /** What the instructions ask for besides the posting's words, a paragraph of its own. */
  private static final String SAYABLE = "\n\nRemote";

  /** The form of the answer. Its keys are fixed: small models are trained on them. */
  static final AnswerForm FORM = AnswerForm.of(TrackerResource.text("posting-schema.json"));

  /**
   * The request for a posting or a part of one.
   *
   * @param text the posting's, or the part's
   * @param posting the posting that was read by rules
   * @param rules what they found, which predicts the answer
   * @param form what is asked for
   */
  static ChatRequest request(
      String text,
      PostingText posting,
      Map<PostingField, Finding> rules,
      AnswerForm form,
      PostingAnalyzer.Options options) {
    return ChatRequest.builder()
        .system(INSTRUCTIONS)
        .user(text)
        .commonBeginning(true)
        .responseFormat(
            ResponseFormat.jsonSchema("posting", form.schema())
                .withIndependentProperties(form.keysAsWanted())
                .withQuotations(
                    options.quotes()
                        ? new ResponseFormat.Quotations(text + SAYABLE, form.quotingKeys())
                        : ResponseFormat.Quotations.NONE))
        .sampling(options.sampling())
        .maxTokens(options.maxTokens())
        .thinking(options.thinking())
        .prediction(form.only(PredictedAnswer.of(posting, rules)))
        .build();
  }

  /**
   * What is asked for about a posting.
   *
   * @param rules what was found without the model
   * @param factsAsked whether the model is asked for what they know for a fact
   */
  static AnswerForm form(Map<PostingField, Finding> rules, boolean factsAsked) {
    return factsAsked ? FORM : FORM.without(facts(rules));
  }

  private static Set<PostingField> facts(Map<PostingField, Finding> rules) {
    return rules.values().stream()
        .filter(finding -> finding.origin() == Finding.Origin.FACT)
        .map(Finding::field)
        .collect(Collectors.toSet());
  }
}
