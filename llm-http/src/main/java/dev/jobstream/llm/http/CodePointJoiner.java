package dev.jobstream.llm.http;

/**
 * Makes deltas of whole code points out of those of a server that cuts between two surrogates. Half
 * a pair waits for the other half; one that never gets it becomes U+FFFD. Not thread-safe.
 */
final class CodePointJoiner {
  private char waiting;

  /** Takes the next delta; what comes out may be empty. */
  String feed(String delta) {
    if (delta.isEmpty() || (waiting == 0 && isWhole(delta))) {
      return delta;
    }
    String all = waiting == 0 ? delta : waiting + delta;
    char last = all.charAt(all.length() - 1);
    waiting = Character.isHighSurrogate(last) ? last : 0;
    return repaired(waiting == 0 ? all : all.substring(0, all.length() - 1));
  }

  /** Ends the text: U+FFFD if half a pair still waits, else nothing. */
  String finish() {
    boolean half = waiting != 0;
    waiting = 0;
    return half ? "\uFFFD" : "";
  }

  private static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return repaired(text).equals(text);
      }
    }
    return true;
  }

  private static String repaired(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c ->
            whole.appendCodePoint(
                Character.isBmpCodePoint(c) && Character.isSurrogate((char) c) ? 0xFFFD : c));
    return whole.toString();
  }
}
