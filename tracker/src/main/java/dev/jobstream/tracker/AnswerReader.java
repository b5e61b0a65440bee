package dev.jobstream.tracker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Reads the fields out of a model's answer while it is being written: one JSON object, which may
 * stand in a code fence or amid prose.
 *
 * <p>A value is complete with its closing quote or bracket, a number or {@code null} with the
 * character behind it. Commas are not insisted on; unknown keys are skipped, but an object under
 * one is searched as the answer itself if it comes before any field ({@code {"job": {…}}}). What
 * was found is that of the whole text, however it is split. Work is linear in the text, memory is
 * bounded. Not thread-safe.
 */
final class AnswerReader {

  /** Hears of the fields. */
  interface Sink {
    /** A field's value as far as it is written; never empty, told at most once a delta. */
    void writing(PostingField field, String text);

    /** A field's value is complete. A later one for the same field replaces it. */
    void complete(PostingField field, AnswerValue value);
  }

  /** How far the answer got. */
  enum Progress {
    /** No object with a field in it has begun. */
    NO_FIELDS,
    /** Within the object. */
    OPEN,
    /** The object broke the rules of JSON, or has no end; nothing behind that place is read. */
    BROKEN,
    /** The object is closed. */
    COMPLETE
  }

  private enum State {
    PROSE,
    MEMBER,
    KEY,
    COLON,
    VALUE,
    STRING,
    LITERAL,
    CLOSED,
    BROKEN
  }

  private static final int DEEPEST = 40;
  private static final int LONGEST_ANSWER = 200_000;
  private static final int LONGEST_STRING = 2_000;

  /** A display shows no more of a value, so that the work for a delta is bounded. */
  private static final int LONGEST_WRITING = 1_000;

  private static final int LONGEST_LITERAL = 40;

  /** A model that repeats itself without end gives more; each costs a search of the posting. */
  private static final int MOST_VALUES = 60;

  private final Sink sink;
  private final Deque<JsonNest> nests = new ArrayDeque<>();
  private State state = State.PROSE;
  private JsonStringText string = new JsonStringText(LONGEST_STRING);
  private final StringBuilder literal = new StringBuilder();
  private String lastWritten = "";
  private int values;
  private int position;

  AnswerReader(Sink sink) {
    this.sink = sink;
  }

  /** Takes the next delta of the answer. */
  void feed(String delta) {
    for (int i = 0; i < delta.length(); i++) {
      if (position == LONGEST_ANSWER && state != State.CLOSED) {
        state = fieldSeen() ? State.BROKEN : State.PROSE;
        return;
      }
      read(delta.charAt(i));
      if (values == MOST_VALUES && state != State.CLOSED) {
        state = State.BROKEN;
      }
      if (state == State.BROKEN || state == State.CLOSED) {
        return;
      }
      position++;
    }
    tellWriting();
  }

  Progress progress() {
    return switch (state) {
      case PROSE -> Progress.NO_FIELDS;
      case CLOSED -> Progress.COMPLETE;
      case BROKEN -> Progress.BROKEN;
      case MEMBER, KEY, COLON, VALUE, STRING, LITERAL ->
          fieldSeen() ? Progress.OPEN : Progress.NO_FIELDS;
    };
  }

  /** How many characters were read before the answer broke or ended. */
  int position() {
    return position;
  }

  private void read(char c) {
    switch (state) {
      case PROSE -> {
        if (c == '{') {
          nests.push(new JsonNest(true, false));
          state = State.MEMBER;
        }
      }
      case MEMBER -> member(c);
      case KEY -> {
        if (string.closes(c)) {
          top().key(string.whole());
          state = State.COLON;
        }
      }
      case COLON -> {
        if (c == ':') {
          state = State.VALUE;
        } else if (!Character.isWhitespace(c)) {
          breakAt(c);
        }
      }
      case VALUE -> value(c);
      case STRING -> {
        if (string.closes(c)) {
          complete(new AnswerValue.Text(string.whole()));
        }
      }
      case LITERAL -> literal(c);
      case CLOSED, BROKEN -> {}
    }
  }

  private void member(char c) {
    if (c == '"') {
      string = new JsonStringText(LONGEST_STRING);
      state = State.KEY;
    } else if (c == '}') {
      close();
    } else if (c != ',' && !Character.isWhitespace(c)) {
      breakAt(c);
    }
  }

  private void value(char c) {
    if (Character.isWhitespace(c) || (c == ',' && top().isArray())) {
      return;
    }
    if (c == '"') {
      string = new JsonStringText(LONGEST_STRING);
      state = State.STRING;
    } else if (c == '{' || c == '[') {
      open(c);
    } else if (c == ']' && top().isArray()) {
      close();
    } else if (c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
      literal.setLength(0);
      literal.append(c);
      state = State.LITERAL;
    } else {
      breakAt(c);
    }
  }

  private void literal(char c) {
    if (Character.isWhitespace(c) || c == ',' || c == '}' || c == ']') {
      String text = literal.toString();
      if (!text.matches("null|true|false|-?[0-9][0-9.eE+-]*")) {
        breakAt(c);
        return;
      }
      complete(new AnswerValue.Literal(text));
      read(c);
    } else if (literal.length() == LONGEST_LITERAL) {
      breakAt(c);
    } else {
      literal.append(c);
    }
  }

  private void open(char c) {
    if (nests.size() == DEEPEST) {
      breakAt(c);
      return;
    }
    boolean isArray = c == '[';
    boolean wraps = !isArray && !fieldSeen() && top().holdsFields() && top().field().isEmpty();
    nests.push(new JsonNest(wraps, isArray));
    state = isArray ? State.VALUE : State.MEMBER;
  }

  private void close() {
    JsonNest closed = nests.pop();
    if (nests.isEmpty()) {
      // An object without a field was part of the prose.
      state = fieldSeen() ? State.CLOSED : State.PROSE;
    } else if (closed.holdsFields()) {
      state = State.MEMBER;
    } else {
      complete(closed.value());
    }
  }

  private void complete(AnswerValue value) {
    JsonNest nest = top();
    state = nest.isArray() ? State.VALUE : State.MEMBER;
    if (!nest.holdsFields()) {
      nest.add(value);
      return;
    }
    nest.field()
        .ifPresent(field -> {
          values++;
          lastWritten = "";
          sink.complete(field, value);
        });
  }

  /** Before the first field this was prose with a brace in it, and the answer may yet come. */
  private void breakAt(char c) {
    if (fieldSeen()) {
      state = State.BROKEN;
      return;
    }
    nests.clear();
    state = State.PROSE;
    read(c);
  }

  private void tellWriting() {
    if (state != State.STRING && state != State.VALUE && state != State.MEMBER) {
      return;
    }
    Optional<JsonNest> holder = nests.stream().filter(nest -> nest.holdsFields()).findFirst();
    Optional<PostingField> field = holder.flatMap(JsonNest::field);
    if (field.isEmpty()) {
      return;
    }
    String written = written();
    if (!written.isEmpty() && !written.equals(lastWritten)) {
      lastWritten = written;
      sink.writing(field.get(), written);
    }
  }

  /** The value that is being written, for display: its texts with commas between. */
  private String written() {
    StringBuilder written = new StringBuilder();
    Iterator<JsonNest> outermostFirst = nests.descendingIterator();
    while (outermostFirst.hasNext()) {
      for (String text : outermostFirst.next().texts()) {
        if (written.length() > LONGEST_WRITING) {
          return written.toString();
        }
        addTo(written, text);
      }
    }
    if (state == State.STRING) {
      addTo(written, string.soFar());
    }
    return written.toString();
  }

  private static void addTo(StringBuilder written, String text) {
    if (!text.isBlank()) {
      written.append(written.isEmpty() ? "" : ", ").append(text);
    }
  }

  private boolean fieldSeen() {
    return values > 0;
  }

  private JsonNest top() {
    return nests.getFirst();
  }
}
