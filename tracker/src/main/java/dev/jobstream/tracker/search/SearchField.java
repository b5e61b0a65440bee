package dev.jobstream.tracker.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields that a search can name before a colon. */
public enum SearchField {
  TITLE("title:engineer", "words of the title", ""),
  COMPANY("company:\"Example AG\"", "words of the company's name", "employer firm"),
  LOCATION("location:berlin", "words of the place", "place city loc"),
  INDUSTRY("industry:energy", "words of the industry", ""),
  SKILL("skill:java", "a skill that is asked for", "skills"),
  TAG("tag:dream", "a tag", "tags"),
  SOURCE("source:linkedin", "where the posting was found", ""),
  STAGE("stage:applied,offer", "the stage, or one of several", "status"),
  IS("is:open", "whether it has not ended yet", ""),
  TYPE("type:remote", "the kind of employment or the place of work", ""),
  LEVEL("level:entry", "the level asked for", "seniority"),
  APPLIED("applied:>2026-10-01", "the day it was sent", "sent"),
  ADDED("added:-7d..today", "the day it was saved here", "saved created"),
  MOVED("moved:yesterday", "the day of the last move", ""),
  QUIET("quiet:<-30d", "the day on which something last happened", ""),
  POSTED("posted:2026-10", "the day the posting was published", "published"),
  DEADLINE("deadline:<+1w", "the last day to apply", "until"),
  SALARY("salary:>80k", "the pay of a year", "pay"),
  HAS("has:reminder", "what the application has", ""),
  SORT("sort:-salary", "the order; a minus puts the largest first", "order");

  private final String example;
  private final String meaning;
  private final String otherNames;

  SearchField(String example, String meaning, String otherNames) {
    this.example = example;
    this.meaning = meaning;
    this.otherNames = otherNames;
  }

  /** How it is typed, without the colon. */
  public String typed() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A search that uses it. */
  public String example() {
    return example;
  }

  /** What it looks at, in a few words. */
  public String meaning() {
    return meaning;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of(typed()));
    if (!otherNames.isEmpty()) {
      names.addAll(List.of(otherNames.split(" ", -1)));
    }
    return names;
  }

  /** Whether it is looked for by words. */
  public boolean isText() {
    return switch (this) {
      case TITLE, COMPANY, LOCATION, INDUSTRY, SKILL, TAG, SOURCE -> true;
      case STAGE,
          IS,
          TYPE,
          LEVEL,
          APPLIED,
          ADDED,
          MOVED,
          QUIET,
          POSTED,
          DEADLINE,
          SALARY,
          HAS,
          SORT ->
          false;
    };
  }

  /** The field of a name, whatever its case. */
  public static Optional<SearchField> named(String typed) {
    String name = typed.toLowerCase(Locale.ROOT);
    for (SearchField field : values()) {
      if (field.names().contains(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** Every name, for hints. */
  static List<String> allNames() {
    List<String> all = new ArrayList<>();
    for (SearchField field : values()) {
      all.addAll(field.names());
    }
    return all;
  }
}
