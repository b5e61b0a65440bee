package dev.jobstream.llm.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two numbers in a server's words about a prompt that is too long.
 *
 * @param prompt tokens of the prompt; -1 if not said
 * @param context tokens of the context; -1 if not said
 */
record PromptNumbers(int prompt, int context) {
  private static final String NUMBER = "(\\d[\\d,]{0,11})";
  private static final Pattern REQUESTED =
      Pattern.compile(
          "(?:resulted in|requested(?: about)?|request \\(|too long: )\\s*" + NUMBER + " tokens");
  private static final Pattern LIMIT =
      Pattern.compile(
          "(?:context length is|context size \\(|tokens > )\\s*" + NUMBER + "(?: tokens| maximum)");

  static PromptNumbers of(Refusal refusal) {
    int prompt = refusal.number("n_prompt_tokens");
    int context = refusal.number("n_ctx");
    String words = refusal.words();
    return new PromptNumbers(
        prompt > 0 ? prompt : number(REQUESTED, words),
        context > 0 ? context : number(LIMIT, words));
  }

  private static int number(Pattern pattern, String words) {
    Matcher matcher = pattern.matcher(words);
    if (!matcher.find()) {
      return -1;
    }
    long number = Long.parseLong(matcher.group(1).replace(",", ""));
    return number <= Integer.MAX_VALUE ? (int) number : -1;
  }
}
