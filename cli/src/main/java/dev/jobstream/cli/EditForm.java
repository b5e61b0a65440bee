package dev.jobstream.cli;

import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.applications.ApplicationEdit;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.TrackerException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What can be edited of an application as a text for an editor: a field a line. */
final class EditForm {
  private static final String SOURCE = "Found at";
  private static final String HELP =
      """
      # Change what stands behind the colons, save and close. A field without a value is taken away.
      # Lines that begin with # are left alone; without a change nothing is saved.
      """;

  private EditForm() {}

  /** The text of what is there. */
  static String write(ApplicationEdit edit) {
    Map<PostingField, FieldValue> values = DetailValues.of(edit.job());
    StringBuilder form = new StringBuilder(HELP);
    for (PostingField field : PostingField.values()) {
      String value =
          field == PostingField.TAGS
              ? String.join(", ", edit.tags())
              : values.containsKey(field) ? FieldText.value(values.get(field)) : "";
      line(form, FieldText.label(field), value);
    }
    line(form, SOURCE, edit.source() == null ? "" : edit.source());
    return form.toString();
  }

  private static void line(StringBuilder form, String label, String value) {
    form.append(label).append(": ").append(value).append('\n');
  }

  /**
   * Reads a text that was edited. A line that is as it was changes nothing.
   *
   * @throws TrackerException.Invalid if a line is no field, or its value none of that field
   */
  static ApplicationEdit read(ApplicationEdit before, String text, LocalDate today) {
    List<String> unchanged = write(before).lines().toList();
    JobDetails.Builder job = before.job().toBuilder();
    ApplicationEdit after = before;
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#") || unchanged.contains(line)) {
        continue;
      }
      int colon = line.indexOf(':');
      String label = line.substring(0, Math.max(0, colon)).strip();
      String value = line.substring(colon + 1).strip();
      if (label.equalsIgnoreCase(SOURCE)) {
        after = after.withSource(value.isEmpty() ? null : value);
        continue;
      }
      PostingField field = field(label, line);
      if (field == PostingField.TAGS) {
        after = after.withTags(items(value));
      } else {
        DetailOptions.set(job, field, value, today);
      }
    }
    return after.withJob(job.build());
  }

  private static List<String> items(String value) {
    List<String> items = new ArrayList<>();
    for (String item : value.split(",", -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return items;
  }

  private static PostingField field(String label, String line) {
    for (PostingField field : PostingField.values()) {
      if (FieldText.label(field).equalsIgnoreCase(label)) {
        return field;
      }
    }
    throw TrackerException.invalid(
        "The line `%s` is no field. Begin it with one of %s, and a colon."
            .formatted(
                line,
                List.of(PostingField.values()).stream()
                    .map(field -> FieldText.label(field).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "))));
  }
}
