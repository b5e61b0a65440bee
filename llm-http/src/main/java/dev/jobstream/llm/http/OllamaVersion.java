package dev.jobstream.llm.http;

import dev.jobstream.llm.Capabilities.Cancellation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Ollama, and what depends on it.
 *
 * @param text as the server writes it
 */
record OllamaVersion(String text, int major, int minor, int patch) {
  /** The server does not say. */
  static final OllamaVersion UNKNOWN = new OllamaVersion("", 0, 0, 0);

  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?([-+][\\w.+-]{1,40})?");

  static OllamaVersion of(String text) {
    Matcher matcher = NUMBERS.matcher(text.strip());
    if (!matcher.matches()) {
      return UNKNOWN;
    }
    return new OllamaVersion(
        text.strip(),
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
  }

  /** Before 0.30 a closed connection was noticed only when the prompt had been read. */
  Cancellation cancellation() {
    return isAtLeast(0, 30, 0) ? Cancellation.STOPS_COMPUTE : Cancellation.STOPS_READING;
  }

  /** Since 0.12.6 {@code truncate: false} makes it refuse what it would have cut. */
  boolean refusesLongPrompts() {
    return isAtLeast(0, 12, 6);
  }

  private boolean isAtLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
    if (major != wantedMajor) {
      return major > wantedMajor;
    }
    return minor != wantedMinor ? minor > wantedMinor : patch >= wantedPatch;
  }
}
