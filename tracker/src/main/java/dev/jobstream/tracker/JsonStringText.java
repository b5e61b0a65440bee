package dev.jobstream.tracker;

/**
 * The inside of one JSON string, read character by character.
 *
 * <p>Lenient where models are not exact: a raw line break is kept, an unknown escape stands for its
 * character, and a broken {@code \}{@code u} escape becomes U+FFFD.
 */
final class JsonStringText {
  private final StringBuilder text = new StringBuilder();
  private final int longest;
  private boolean escaped;
  private int hexDigitsLeft;
  private int codeUnit;

  /**
   * @param longest what comes behind so many characters is read and not kept
   */
  JsonStringText(int longest) {
    this.longest = longest;
  }

  /** Takes the next character; true if it was the closing quote. */
  boolean closes(char c) {
    if (hexDigitsLeft > 0) {
      int digit = Character.digit(c, 16);
      if (digit >= 0) {
        codeUnit = codeUnit << 4 | digit;
        if (--hexDigitsLeft == 0) {
          keep((char) codeUnit);
        }
        return false;
      }
      hexDigitsLeft = 0;
      keep('\uFFFD');
    }
    if (escaped) {
      escaped = false;
      unescape(c);
      return false;
    }
    if (c == '\\') {
      escaped = true;
      return false;
    }
    if (c == '"') {
      return true;
    }
    keep(c);
    return false;
  }

  /** What is there of the string, but for a code point of which only half is there. */
  String soFar() {
    int length = text.length();
    boolean half = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, half ? length - 1 : length);
  }

  /** The whole string. */
  String whole() {
    return text.toString();
  }

  private void unescape(char c) {
    switch (c) {
      case 'u' -> {
        hexDigitsLeft = 4;
        codeUnit = 0;
      }
      case 'n' -> keep('\n');
      case 'r' -> keep('\r');
      case 't' -> keep('\t');
      case 'b', 'f' -> keep(' ');
      default -> keep(c);
    }
  }

  private void keep(char c) {
    if (text.length() < longest) {
      text.append(c);
    }
  }
}
