package dev.jobstream.tracker;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ResponseFormat;

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
   * The request for a posting or a part of one.
   *
   * @param prediction what the answer will probably be like; may be empty
   */
  static ChatRequest request(String text, String prediction, PostingAnalyzer.Options options) {
    return ChatRequest.builder()
        .system(INSTRUCTIONS)
        .user(text)
        .responseFormat(ResponseFormat.jsonSchema("posting", SCHEMA))
        .sampling(options.sampling())
        .maxTokens(options.maxTokens())
        .thinking(options.thinking())
        .prediction(prediction)
        .build();
  }
}
