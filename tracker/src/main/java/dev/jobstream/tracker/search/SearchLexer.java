package dev.jobstream.tracker.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a search into its pieces. Takes any text, and never fails. Not thread-safe. */
final class SearchLexer {
  /** Quotes as keyboards and word processors write them; any of them closes any other. */
  private static final String QUOTES = "\"“”„«»";

  private final String text;
  private int at;

  private SearchLexer(String text) {
    this.text = text;
  }

  static List<SearchToken> tokens(String text) {
    return new SearchLexer(text).read();
  }

  private List<SearchToken> read() {
    List<SearchToken> tokens = new ArrayList<>();
    for (skipSpace(); at < text.length(); skipSpace()) {
      tokens.add(token());
    }
    return tokens;
  }

  private SearchToken token() {
    int start = at;
    boolean excluded = isMinus(text.charAt(at)) && at + 1 < text.length() && !isSpace(at + 1);
    if (excluded) {
      at++;
    }
    String field = field();
    SearchToken.Value value = value();
    return new SearchToken(excluded, field, value, start, at);
  }

  /** The name before a colon, if one stands here; a web address has none. */
  private @Nullable String field() {
    int end = at;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    boolean named = end > at && end < text.length() && text.charAt(end) == ':';
    if (!named || text.startsWith("//", end + 1)) {
      return null;
    }
    String name = text.substring(at, end);
    at = end + 1;
    return name;
  }

  private SearchToken.Value value() {
    int start = at;
    if (at < text.length() && isQuote(text.charAt(at))) {
      return quoted();
    }
    while (at < text.length() && !isSpace(at)) {
      at++;
    }
    return new SearchToken.Value(text.substring(start, at), false, at < text.length(), start, at);
  }

  private SearchToken.Value quoted() {
    int start = at;
    at++;
    while (at < text.length() && !isQuote(text.charAt(at))) {
      at++;
    }
    String inside = text.substring(start + 1, at);
    boolean closed = at < text.length();
    if (closed) {
      at++;
    }
    return new SearchToken.Value(inside, true, closed, start, at);
  }

  private void skipSpace() {
    while (at < text.length() && isSpace(at)) {
      at++;
    }
  }

  private boolean isSpace(int index) {
    char c = text.charAt(index);
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }

  private static boolean isMinus(char c) {
    return c == '-' || c == '−';
  }

  private static boolean isQuote(char c) {
    return QUOTES.indexOf(c) >= 0;
  }
}
