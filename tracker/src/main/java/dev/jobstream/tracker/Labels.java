package dev.jobstream.tracker;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The labels that postings put before values, from {@code labels.txt}. */
final class Labels {
  private Labels() {}

  /**
   * What a label announces.
   *
   * @param field the field; null for one that the form does not have, which ends another's value
   * @param onlyWithColon whether the word is a label only if a colon follows
   */
  record Label(@Nullable PostingField field, boolean onlyWithColon) {}

  /** No label has more characters. */
  static final int LONGEST = 48;

  private static final Map<String, Label> LABELS = load();

  private static Map<String, Label> load() {
    Map<String, PostingField> fields = new HashMap<>();
    for (PostingField field : PostingField.values()) {
      fields.put(field.jsonName(), field);
    }
    Map<String, Label> labels = new HashMap<>();
    for (String line : WordList.read("labels.txt")) {
      int equals = line.indexOf('=');
      PostingField field = fields.get(line.substring(0, equals).strip());
      for (String label : line.substring(equals + 1).split(",", -1)) {
        labels.putIfAbsent(
            Words.of(label).toString(), new Label(field, label.strip().endsWith(":")));
      }
    }
    return Map.copyOf(labels);
  }

  /** The label that these words are, if they are one. */
  static Optional<Label> of(String words) {
    return words.length() > LONGEST
        ? Optional.empty()
        : Optional.ofNullable(LABELS.get(Words.of(words).toString()));
  }
}
