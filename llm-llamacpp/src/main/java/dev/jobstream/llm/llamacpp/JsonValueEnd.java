package dev.jobstream.llm.llamacpp;

/**
 * Finds where the value of an object's first property ends, while the object is written. Its text
 * must be the beginning of compact JSON. Not thread-safe.
 */
final class JsonValueEnd {
  private static final int OPEN = -1;

  private int length;
  private int depth;
  private boolean behindColon;

  /** Where the character that the value begins with is. */
  private int begin = OPEN;

  private char first;
  private boolean inString;
  private boolean escaped;
  private int end = OPEN;

  /** Takes the next characters of the object. */
  void feed(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (end == OPEN) {
        read(text.charAt(i));
      }
      length++;
    }
  }

  /** Whether the value is complete: for a number or a word, whether something is behind it. */
  boolean reached() {
    return end != OPEN;
  }

  /** Whether there is more of the value than the quote or bracket that it begins with. */
  boolean hasContent() {
    return begin != OPEN && length > begin + ("\"[{".indexOf(first) >= 0 ? 1 : 0);
  }

  /** Where the value ends in the text so far. */
  int position() {
    return end;
  }

  /** How many of some characters, if they came next, would be of the value. */
  int within(CharSequence next) {
    if (reached()) {
      return 0;
    }
    JsonValueEnd ahead = new JsonValueEnd();
    ahead.length = length;
    ahead.depth = depth;
    ahead.behindColon = behindColon;
    ahead.begin = begin;
    ahead.first = first;
    ahead.inString = inString;
    ahead.escaped = escaped;
    ahead.feed(next);
    return ahead.reached() ? Math.max(0, ahead.end - length) : next.length();
  }

  private void read(char c) {
    if (behindColon && begin == OPEN) {
      begin = length;
      first = c;
    }
    if (inString) {
      if (escaped) {
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        inString = false;
        endBehind();
      }
      return;
    }
    switch (c) {
      case '"' -> inString = true;
      case '{', '[' -> depth++;
      case ':' -> behindColon |= depth == 1;
      case '}', ']' -> {
        if (depth == 1) {
          end = length;
        } else {
          depth--;
          endBehind();
        }
      }
      case ',' -> {
        if (depth == 1) {
          end = length;
        }
      }
      default -> {}
    }
  }

  private void endBehind() {
    if (depth == 1 && behindColon) {
      end = length + 1;
    }
  }
}
