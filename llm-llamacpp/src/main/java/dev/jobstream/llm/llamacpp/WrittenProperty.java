package dev.jobstream.llm.llamacpp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The property that a JSON object, as far as it is written, begins last.
 *
 * @param written what stands behind its colon
 */
record WrittenProperty(String name, String written) {
  /** A name and its colon. */
  static final Pattern NAME = Pattern.compile("(?<=[{,])\\s*\"([^\"\\\\]+)\"\\s*:\\s*");

  /** The last property of an answer; null if none has begun. */
  static @Nullable WrittenProperty of(String answer) {
    WrittenProperty last = null;
    Matcher name = NAME.matcher(answer);
    while (name.find()) {
      last = new WrittenProperty(name.group(1), answer.substring(name.end()));
    }
    return last;
  }

  /** What is written of a string that has no end yet; empty if there is none. */
  String openString() {
    boolean open = written.startsWith("\"") && endOfString(written, 1) == written.length();
    return open ? written.substring(1) : "";
  }

  /** Where the closing quote of a string is, or the text's end. */
  static int endOfString(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, text.length());
  }
}
