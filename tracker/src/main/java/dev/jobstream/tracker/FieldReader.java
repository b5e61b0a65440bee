package dev.jobstream.tracker;

import java.util.List;
import java.util.Optional;

/** Reads single values of a posting's fields, as people and other programs write them. */
public final class FieldReader {
  private FieldReader() {}

  /** The field that a label or a heading announces, in English, German, French or Spanish. */
  public static Optional<PostingField> field(String label) {
    return Labels.of(label).flatMap(found -> Optional.ofNullable(found.field()));
  }

  /**
   * The value that a text names; empty if it names none of the field's kind, or only a placeholder
   * such as "n/a".
   */
  public static Optional<FieldValue> value(PostingField field, String text) {
    Optional<String> line = Values.clean(text);
    return switch (field.kind()) {
      case TEXT -> line.map(FieldValue.Text::new);
      case LIST -> {
        List<String> items = Values.items(text);
        yield items.isEmpty() ? Optional.empty() : Optional.of(new FieldValue.Items(items));
      }
      case DATE -> line.flatMap(DateParser::parse).map(FieldValue.Day::new);
      case SALARY -> line.flatMap(SalaryParser::parse).map(FieldValue.Pay::new);
      case WORKPLACE_TYPE -> line.flatMap(WorkplaceTypes::parse).map(FieldValue.Workplace::new);
      case EMPLOYMENT_TYPE ->
          line.flatMap(EmploymentTypes::parse)
              .filter(type -> type != EmploymentType.UNSPECIFIED)
              .map(FieldValue.Employment::new);
      case SENIORITY ->
          line.flatMap(Seniorities::parse)
              .filter(level -> level != Seniority.UNSPECIFIED)
              .map(FieldValue.Level::new);
    };
  }
}
