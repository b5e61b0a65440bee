package dev.jobstream.llm;

/**
 * Tokens of one generation.
 *
 * @param promptTokens tokens of the whole prompt; a negative value if unknown
 * @param cachedPromptTokens those of {@code promptTokens} that did not have to be read again; a
 *     negative value if unknown
 * @param completionTokens tokens written, thinking included; a negative value if unknown
 */
public record TokenUsage(int promptTokens, int cachedPromptTokens, int completionTokens) {
  /** No tokens at all. */
  public static final TokenUsage NONE = new TokenUsage(0, 0, 0);

  /** Nothing is known. */
  public static final TokenUsage UNKNOWN = new TokenUsage(-1, -1, -1);
}
