package dev.jobstream.llm.llamacpp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * Guesses that an answer goes on as was predicted. Of a flat JSON object each property is looked at
 * for itself: a string goes on as its counterpart, and a list's next string is the one behind those
 * that it has. Of any other prediction the place counts where the answer's end stands. Not
 * thread-safe.
 */
final class PredictionGuesses extends GuessSource {
  private static final int SHORTEST_MATCH = 4;

  /** Longer ends of an answer are not compared: they tell no more. */
  private static final int LONGEST_MATCH = 48;

  private final String text;

  /** The values of the predicted object's properties; none if it is not a flat object. */
  private final Map<String, Value> values;

  /** A predicted value: its place in the text, and its strings. */
  private record Value(int start, int end, Strings strings) {}

  PredictionGuesses(String text) {
    super(8, 32, 64);
    this.text = text;
    this.values = values(text);
  }

  private static Map<String, Value> values(String text) {
    Map<String, Value> values = new HashMap<>();
    if (!text.startsWith("{")) {
      return values;
    }
    Matcher name = WrittenProperty.NAME.matcher(text);
    for (int end = 0; name.find(); ) {
      boolean nested = name.start() < end;
      end = name.end() + valueLength(text.substring(name.end()));
      Strings strings = Strings.of(text.substring(name.end(), end));
      Value value = new Value(name.end(), end, strings);
      if (nested || values.put(name.group(1), value) != null) {
        return Map.of();
      }
    }
    return values;
  }

  @Override
  String guess(String answer) {
    int from = place(answer);
    return from < 0 ? "" : text.substring(from, end(text, from));
  }

  /** Where the answer stands in the prediction; -1 if nowhere. */
  private int place(String answer) {
    WrittenProperty property = WrittenProperty.of(answer);
    if (values.isEmpty() || property == null) {
      return behindEndOf(answer, text, 0, text.length() - 1, SHORTEST_MATCH);
    }
    Value predicted = values.get(property.name());
    if (predicted == null) {
      return -1;
    }
    String written = property.written();
    int length = valueLength(written);
    return length < written.length()
        ? goingOn(predicted.end, written.substring(length))
        : within(written, predicted);
  }

  /** Behind what was written, if it stands at a place of the text; else -1. */
  private int goingOn(int at, String written) {
    return text.startsWith(written, at) ? at + written.length() : -1;
  }

  /**
   * @param written a value as far as it is written
   */
  private int within(String written, Value predicted) {
    Strings strings = Strings.of(written);
    if (strings.texts.isEmpty()) {
      return goingOn(predicted.start, written);
    }
    String last = strings.texts.getLast();
    if (strings.lastIsOpen) {
      int next = predicted.strings.behindAnyOf(strings);
      int item = predicted.strings.startingWith(last, next);
      return item >= 0
          ? predicted.start + predicted.strings.starts.get(item) + last.length()
          : behindEndOf(last, text, predicted.start, predicted.end, SHORTEST_MATCH);
    }
    int same = predicted.strings.texts.indexOf(last);
    return same < 0
        ? -1
        : goingOn(
            predicted.start + predicted.strings.starts.get(same) + last.length(),
            written.substring(strings.starts.getLast() + last.length()));
  }

  /**
   * Where in a text the end of an answer stands: behind its longest match, the first of those.
   *
   * @param from where matches may begin
   * @param to where they end at the latest
   * @param shortest the fewest characters that count
   * @return -1 if nowhere
   */
  private static int behindEndOf(String answer, String text, int from, int to, int shortest) {
    int best = shortest - 1;
    int at = -1;
    for (int end = from + 1; end <= to; end++) {
      int same = 0;
      int most = Math.min(LONGEST_MATCH, Math.min(end - from, answer.length()));
      while (same < most
          && text.charAt(end - 1 - same) == answer.charAt(answer.length() - 1 - same)) {
        same++;
      }
      if (same > best) {
        best = same;
        at = end;
      }
    }
    return at;
  }

  /** How much of a text is the value that it begins with: all of it, while that is not complete. */
  private static int valueLength(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '"' -> i = WrittenProperty.endOfString(text, i + 1);
        case '[', '{' -> depth++;
        case ']', '}', ',' -> {
          if (depth == 0) {
            return i;
          }
          depth -= text.charAt(i) == ',' ? 0 : 1;
        }
        default -> {}
      }
    }
    return text.length();
  }

  /**
   * The strings in the beginning of a JSON value, as they are written there.
   *
   * @param starts where each begins, behind its quote
   * @param lastIsOpen whether the last is not complete
   */
  private record Strings(List<String> texts, List<Integer> starts, boolean lastIsOpen) {

    static Strings of(String json) {
      List<String> texts = new ArrayList<>();
      List<Integer> starts = new ArrayList<>();
      for (int quote = json.indexOf('"'); quote >= 0; ) {
        int end = WrittenProperty.endOfString(json, quote + 1);
        texts.add(json.substring(quote + 1, end));
        starts.add(quote + 1);
        if (end == json.length()) {
          return new Strings(texts, starts, true);
        }
        quote = json.indexOf('"', end + 1);
      }
      return new Strings(texts, starts, false);
    }

    /** The number of the string behind the last of those that are complete in another list. */
    int behindAnyOf(Strings others) {
      List<String> complete =
          others.texts.subList(0, others.texts.size() - (others.lastIsOpen ? 1 : 0));
      int last = texts.size() - 1;
      while (last >= 0 && !complete.contains(texts.get(last))) {
        last--;
      }
      return last + 1;
    }

    /** The first string from a number on that begins so; -1 if there is none. */
    int startingWith(String begun, int from) {
      for (int i = from; i < texts.size(); i++) {
        if (texts.get(i).startsWith(begun)) {
          return i;
        }
      }
      return -1;
    }
  }
}
