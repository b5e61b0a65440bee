package dev.jobstream.tracker;

import java.util.OptionalDouble;

/**
 * One field's value, and why it is believed.
 *
 * @param field the field
 * @param value its value, of the field's kind
 * @param evidence where the value stands
 * @param origin who found it
 * @param confidence how probable it is that the value is right, 0 to 1, by the word of a model that
 *     can be trusted with it, to three digits; empty if nobody says
 */
public record Finding(
    PostingField field,
    FieldValue value,
    Evidence evidence,
    Origin origin,
    OptionalDouble confidence) {
  /** Below this a value is worth a second look: one in five such values or more is wrong. */
  public static final double SURE = 0.8;

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
    if (confidence.isPresent()) {
      confidence = OptionalDouble.of(rounded(confidence.getAsDouble()));
    }
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

  /**
   * A confidence with as many digits as mean something.
   *
   * @throws IllegalArgumentException if it is not from 0 to 1
   */
  public static double rounded(double confidence) {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "The confidence is `%s`; it must be 0 to 1.".formatted(confidence));
    }
    return Math.round(confidence * 1000) / 1000.0;
  }

  /** A finding of which nobody says how probable it is. */
  public Finding(PostingField field, FieldValue value, Evidence evidence, Origin origin) {
    this(field, value, evidence, origin, OptionalDouble.empty());
  }

  /** The same, with how probable it is. */
  Finding withConfidence(OptionalDouble other) {
    return new Finding(field, value, evidence, origin, other);
  }

  /**
   * Whether nothing in the posting says so. An industry that a model vouches for is excepted: it is
   * a class, and no posting needs to name it.
   */
  public boolean isUnfounded() {
    boolean vouched =
        field == PostingField.INDUSTRY
            && confidence.isPresent()
            && confidence.getAsDouble() >= SURE;
    return evidence.source() == Evidence.Source.NONE && !vouched;
  }

  /** Whether the model itself doubts it. */
  public boolean isUnsure() {
    return confidence.isPresent() && confidence.getAsDouble() < SURE;
  }
}
