package dev.jobstream.tracker;

import java.time.LocalDate;
import java.util.List;

/** The value of a {@link PostingField}, by the field's {@link PostingField.Kind}. Immutable. */
public sealed interface FieldValue {

  /**
   * One line of text.
   *
   * @param text stripped, not empty
   */
  record Text(String text) implements FieldValue {}

  /**
   * Several short texts.
   *
   * @param items stripped, none empty, none twice; at least one
   */
  record Items(List<String> items) implements FieldValue {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A day. */
  record Day(LocalDate day) implements FieldValue {}

  /** A salary. */
  record Pay(Salary salary) implements FieldValue {}

  /** Where the work is done. */
  record Workplace(WorkplaceType type) implements FieldValue {}

  /** The kind of employment; never UNSPECIFIED, which is the absence of a finding. */
  record Employment(EmploymentType type) implements FieldValue {}

  /** The level asked for; never UNSPECIFIED, which is the absence of a finding. */
  record Level(Seniority seniority) implements FieldValue {}
}
