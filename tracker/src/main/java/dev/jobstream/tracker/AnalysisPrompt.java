package dev.jobstream.tracker;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ResponseFormat;
import java.util.Map;

/**
 * What a model is asked. All instructions stand in the system message and are the same for every
 * posting, so that a model can keep them read; the user's message is the posting's text and nothing
 * else, which is what small models are trained on whose template has no system message.
 */
final class AnalysisPrompt {
  private AnalysisPrompt() {}

  static final String INSTRUCTIONS = TrackerResource.text("posting-instructions.txt");

  /** The form of the answer. Its keys are fixed: small models are trained on them. */
  static final String SCHEMA = TrackerResource.text("posting-schema.json");

  /**
   * The request for a posting.
   *
   * @param rules what was found without the model, to predict its answer
   */
  static ChatRequest request(
      PostingText posting, Map<PostingField, Finding> rules, PostingAnalyzer.Options options) {
    return ChatRequest.builder()
        .system(INSTRUCTIONS)
        .user(posting.text())
        .responseFormat(ResponseFormat.jsonSchema("posting", SCHEMA))
        .sampling(options.sampling())
        .maxTokens(options.maxTokens())
        .thinking(options.thinking())
        .prediction(PredictedAnswer.of(posting, rules))
        .build();
  }
}
