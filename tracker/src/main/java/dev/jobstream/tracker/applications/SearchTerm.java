package dev.jobstream.tracker.applications;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.WorkplaceType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One condition of a search. Immutable. */
public sealed interface SearchTerm {

  /**
   * A word or phrase anywhere: in the posting, its details, tags, notes, also of moves, contacts,
   * interviews, reminders and names of documents. Accents, case and punctuation make no difference.
   *
   * @param text one word or several, which must then stand next to each other
   * @param prefix whether the last word may go on: {@code dev} finds {@code developer}
   */
  record Text(String text, boolean prefix) implements SearchTerm {}

  /**
   * A word or phrase within one field.
   *
   * @param text as of {@link Text}
   * @param prefix as of {@link Text}
   */
  record FieldText(Field field, String text, boolean prefix) implements SearchTerm {}

  /** Has at least one of several texts in a field. */
  record AnyOf(List<FieldText> texts) implements SearchTerm {
    public AnyOf {
      texts = List.copyOf(texts);
    }
  }

  /** Fields that are texts. */
  enum Field {
    TITLE,
    COMPANY,
    LOCATION,
    INDUSTRY,
    SKILL,
    TAG,
    SOURCE
  }

  /** Stands at one of the stages. */
  record StageIs(Set<Stage> stages) implements SearchTerm {
    public StageIs {
      stages = Set.copyOf(stages);
    }

    /** Stands at none of the ends. */
    public static StageIs open() {
      return new StageIs(EnumSet.range(Stage.SAVED, Stage.OFFER));
    }
  }

  /** Is of one of the kinds of employment. */
  record TypeIs(Set<EmploymentType> types) implements SearchTerm {
    public TypeIs {
      types = Set.copyOf(types);
    }
  }

  /** Is of one of the levels. */
  record SeniorityIs(Set<Seniority> levels) implements SearchTerm {
    public SeniorityIs {
      levels = Set.copyOf(levels);
    }
  }

  /** Is done at one of the places. */
  record WorkplaceIs(Set<WorkplaceType> types) implements SearchTerm {
    public WorkplaceIs {
      types = Set.copyOf(types);
    }
  }

  /** A day before, on or after another; an application without that day is not found. */
  record DateIs(DateField field, Comparison comparison, LocalDate day) implements SearchTerm {}

  /** Days that can be compared. */
  enum DateField {
    /** The day it was sent. */
    APPLIED,
    /** The day it was recorded. */
    ADDED,
    /** The day of the move to where it stands. */
    MOVED,
    /** The day on which something last happened. */
    QUIET_SINCE,
    /** The day on which the posting was published. */
    POSTED,
    /** The last day to apply. */
    DEADLINE
  }

  /**
   * What is paid for a year, compared with an amount. Pay by the hour, day, week or month is taken
   * for a year's: 2,080 hours, 260 days, 52 weeks, 12 months. More than an amount means that the
   * highest pay is; less than an amount, that the lowest is.
   *
   * @param amount in whole units for a year
   * @param currency an ISO 4217 code; null for whatever currency
   */
  record SalaryIs(Comparison comparison, BigDecimal amount, @Nullable String currency)
      implements SearchTerm {}

  /** How two values compare. */
  enum Comparison {
    LESS,
    LESS_OR_EQUAL,
    EQUAL,
    GREATER_OR_EQUAL,
    GREATER
  }

  /** Has something of that kind. */
  record Has(Feature feature) implements SearchTerm {}

  /** What an application can have. */
  enum Feature {
    /** A reminder that is open. */
    REMINDER,
    NOTE,
    CONTACT,
    INTERVIEW,
    DOCUMENT,
    RESUME,
    COVER_LETTER,
    SALARY,
    DEADLINE,
    /** An answer from the employer. */
    ANSWER,
    /** A posting's text. */
    POSTING
  }

  /** Does not hold the term. */
  record Not(SearchTerm term) implements SearchTerm {}
}
