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

  /** The tokens of both; what one of them does not know stays unknown. */
  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        sum(promptTokens, other.promptTokens),
        sum(cachedPromptTokens, other.cachedPromptTokens),
        sum(completionTokens, other.completionTokens));
  }

  private static int sum(int one, int other) {
    return one < 0 || other < 0 ? -1 : one + other;
  }
}
