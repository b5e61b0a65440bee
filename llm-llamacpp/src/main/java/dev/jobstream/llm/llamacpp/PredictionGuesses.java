package dev.jobstream.llm.llamacpp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Guesses that an answer goes on as was predicted. Of a JSON object each property is looked at for
 * itself: a string goes on as its counterpart, and a list's next string is the one behind those
 * that it has. Of any other prediction the place counts where the answer's end stands. Not
 * thread-safe.
 */
final class PredictionGuesses extends GuessSource {
  private static final Pattern NAME = Pattern.compile("(?<=[{,])\\s*\"([^\"\\\\]+)\"\\s*:\\s*");
  private static final int SHORTEST_MATCH = 4;

  private final String text;

  /** The values of the predicted object's properties. */
  private final Map<String, Value> values = new HashMap<>();

  /** A predicted value: its place in the text, and its strings. */
  private record Value(int start, int end, Strings strings) {}

  PredictionGuesses(String text) {
    super(8, 32, 64);
    this.text = text;
    Matcher name = NAME.matcher(text);
    @Nullable String last = null;
    int start = 0;
    while (name.find()) {
      add(last, start, name.start());
      last = name.group(1);
      start = name.end();
    }
    add(last, start, text.length());
  }

  private void add(@Nullable String name, int start, int end) {
    if (name != null) {
      values.put(name, new Value(start, end, Strings.of(text.substring(start, end))));
    }
  }

  @Override
  String guess(String answer) {
    int from = place(answer);
    return from < 0 ? "" : text.substring(from, end(text, from));
  }

  /** Where the answer stands in the prediction; -1 if nowhere. */
  private int place(String answer) {
    @Nullable String property = null;
    int valueStart = 0;
    Matcher name = NAME.matcher(answer);
    while (name.find()) {
      property = name.group(1);
      valueStart = name.end();
    }
    if (values.isEmpty() || property == null) {
      return behindEndOf(answer, text, 0, text.length() - 1, SHORTEST_MATCH);
    }
    Value predicted = values.get(property);
    return predicted == null ? -1 : place(answer.substring(valueStart), predicted);
  }

  /**
   * @param written a value as far as it is written, and what follows it
   */
  private int place(String written, Value predicted) {
    Strings strings = Strings.of(written);
    int next = predicted.strings.behindAnyOf(strings);
    if (strings.hasOpen()) {
      String begun = strings.open();
      int item = predicted.strings.startingWith(begun, next);
      return item >= 0
          ? predicted.start + predicted.strings.starts.get(item) + begun.length()
          : behindEndOf(begun, text, predicted.start, predicted.end, SHORTEST_MATCH);
    }
    if (strings.texts.isEmpty()) {
      return text.startsWith(written, predicted.start) ? predicted.start + written.length() : -1;
    }
    String last = strings.texts.getLast();
    int same = predicted.strings.texts.indexOf(last);
    String behind = written.substring(strings.starts.getLast() + last.length());
    int from = same < 0 ? -1 : predicted.start + predicted.strings.starts.get(same) + last.length();
    return from >= 0 && text.startsWith(behind, from) ? from + behind.length() : -1;
  }

  /**
   * The strings in a part of a JSON text, as they are written there.
   *
   * @param texts those that are complete, and then one that is not, if {@link #hasOpen}
   * @param starts where each begins, behind its quote
   */
  private record Strings(List<String> texts, List<Integer> starts) {

    static Strings of(String json) {
      List<String> texts = new ArrayList<>();
      List<Integer> starts = new ArrayList<>();
      for (int at = json.indexOf('"'); at >= 0; at = json.indexOf('"', at)) {
        int start = ++at;
        while (at < json.length() && json.charAt(at) != '"') {
          at += json.charAt(at) == '\\' ? 2 : 1;
        }
        starts.add(start);
        if (at >= json.length()) {
          texts.add(json.substring(start));
          starts.add(json.length());
          break;
        }
        texts.add(json.substring(start, at++));
      }
      return new Strings(texts, starts);
    }

    boolean hasOpen() {
      return starts.size() > texts.size();
    }

    String open() {
      return texts.getLast();
    }

    /** The number of the string behind the last of those that another list has, too. */
    int behindAnyOf(Strings others) {
      List<String> complete =
          others.hasOpen() ? others.texts.subList(0, others.texts.size() - 1) : others.texts;
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
