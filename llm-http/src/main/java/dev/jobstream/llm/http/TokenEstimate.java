package dev.jobstream.llm.http;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Message;
import dev.jobstream.llm.ResponseFormat;

/**
 * Guesses how many tokens a prompt has, where its server does not count beforehand. Rather too many
 * than too few: a prompt that is cut in silence does more harm than one that is refused.
 *
 * <p>Byte-pair vocabularies of today's models take 3.5 to 5 characters of European prose to a
 * token, fewer of code and lists, and about one character of Chinese, Japanese or Korean.
 */
final class TokenEstimate {
  private static final double ASCII_CHARACTERS_PER_TOKEN = 3.2;
  private static final double OTHER_CHARACTERS_PER_TOKEN = 1.6;
  private static final int PER_MESSAGE = 8;

  private TokenEstimate() {}

  /** The prompt's tokens, with the chat template's own. */
  static int of(ChatRequest request) {
    double tokens = PER_MESSAGE;
    for (Message message : request.messages()) {
      tokens += PER_MESSAGE + of(message.text());
    }
    // A schema is compiled into a grammar by some servers and put into the prompt by others.
    if (request.responseFormat() instanceof ResponseFormat.JsonSchema) {
      tokens += PER_MESSAGE;
    }
    return (int) Math.min(Integer.MAX_VALUE, Math.ceil(tokens));
  }

  /**
   * Looks whether a prompt fits, where that is known.
   *
   * @param contextTokens 0 or less if it is not
   * @throws LlmException.PromptTooLong if it does not
   */
  static void check(ChatRequest request, int contextTokens) {
    int estimate = contextTokens > 0 ? of(request) : 0;
    if (contextTokens > 0 && estimate >= contextTokens) {
      throw new LlmException.PromptTooLong(
          estimate,
          contextTokens,
          "The first number is an estimate, the second was set. Shorten the text, or raise the model's context tokens.");
    }
  }

  private static double of(String text) {
    double tokens = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        tokens += 1 / ASCII_CHARACTERS_PER_TOKEN;
      } else if (c < 0x2E80) {
        tokens += 1 / OTHER_CHARACTERS_PER_TOKEN;
      } else {
        tokens += 1;
      }
    }
    return tokens;
  }
}
