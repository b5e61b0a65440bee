package dev.jobstream.tracker;

/**
 * One field's value, and why it is believed.
 *
 * @param field the field
 * @param value its value, of the field's kind
 * @param evidence where the value stands
 * @param origin who found it
 */
public record Finding(PostingField field, FieldValue value, Evidence evidence, Origin origin) {

  /** Who found a value. */
  public enum Origin {
    /** A rule that is not wrong about what the posting says: structured data, a labelled line. */
    FACT,
    /** A rule of thumb, such as that the first line is the title; a model's word goes before it. */
    GUESS,
    /** A language model. */
    MODEL
  }

  public Finding {
    boolean fits =
        switch (value) {
          case FieldValue.Text t -> field.kind() == PostingField.Kind.TEXT;
          case FieldValue.Items i -> field.kind() == PostingField.Kind.LIST;
          case FieldValue.Day d -> field.kind() == PostingField.Kind.DATE;
          case FieldValue.Pay p -> field.kind() == PostingField.Kind.SALARY;
          case FieldValue.Workplace w -> field.kind() == PostingField.Kind.WORKPLACE_TYPE;
          case FieldValue.Employment e -> field.kind() == PostingField.Kind.EMPLOYMENT_TYPE;
          case FieldValue.Level l -> field.kind() == PostingField.Kind.SENIORITY;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "The field %s cannot hold the value `%s`.".formatted(field, value));
    }
  }
}
