package dev.jobstream.tracker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object or array of an answer that is not closed yet. Not thread-safe. */
final class JsonNest {
  /** What comes behind so many members or items is read and not kept. */
  private static final int MOST = 200;

  private final boolean holdsFields;
  private final boolean isArray;
  private final Map<String, AnswerValue> members = new LinkedHashMap<>();
  private final List<AnswerValue> items = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private @Nullable String key;

  /**
   * @param holdsFields its members are the posting's fields; else it is a part of one's value, or
   *     of nothing that was asked for
   * @param isArray an array, else an object
   */
  JsonNest(boolean holdsFields, boolean isArray) {
    this.holdsFields = holdsFields;
    this.isArray = isArray;
  }

  boolean holdsFields() {
    return holdsFields;
  }

  boolean isArray() {
    return isArray;
  }

  /** The key whose value comes next. */
  void key(String next) {
    key = next;
  }

  /** The posting's field that the last key names, if it names one. */
  Optional<PostingField> field() {
    return Optional.ofNullable(key).flatMap(AnswerKeys::field);
  }

  void add(AnswerValue value) {
    if (texts.size() == MOST) {
      return;
    }
    texts.add(value.plain());
    if (isArray) {
      items.add(value);
    } else if (key != null) {
      members.put(key, value);
    }
  }

  /** The values within, each as one text. */
  List<String> texts() {
    return texts;
  }

  AnswerValue value() {
    return isArray ? new AnswerValue.Items(items) : new AnswerValue.Members(members);
  }
}
