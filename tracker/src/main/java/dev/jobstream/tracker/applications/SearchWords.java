package dev.jobstream.tracker.applications;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words under which an application is found: first those of all its texts, then those of its
 * fields with the field's name before them ({@code company:acme}), then its marks ({@code
 * stage:offer}). A word alone holds no colon, so a person's words find no marks. Texts are parted
 * by {@link #GAP}, so that no phrase reaches from one into the next.
 */
public final class SearchWords {
  /** Stands between two texts. */
  static final String GAP = ":";

  /** Every application has it. */
  public static final String EVERY = "every:one";

  /**
   * As much is searched: more than the longest real posting has, and little enough for PostgreSQL,
   * whose search vector holds a megabyte.
   */
  private static final int MOST_CHARACTERS = 250_000;

  private final StringBuilder text = new StringBuilder();

  private SearchWords() {}

  static String of(
      JobApplication application,
      String postingText,
      StageHistory history,
      List<JournalEntry> entries,
      List<Document> documents) {
    SearchWords words = new SearchWords();
    words.marks(application, postingText, entries, documents);
    words.fields(application);
    words.texts(application, postingText, history, entries, documents);
    return words.text.toString();
  }

  /** A field's words, as they stand in the index. */
  public static List<String> ofField(SearchTerm.Field field, String text) {
    String name = field.name().toLowerCase(Locale.ROOT) + ":";
    return SearchText.words(text).stream().map(name::concat).toList();
  }

  /** The mark of one of an enum's values. */
  public static String mark(Enum<?> value) {
    String kind =
        switch (value) {
          case Stage s -> "stage";
          case SearchTerm.Feature f -> "has";
          case dev.jobstream.tracker.EmploymentType t -> "type";
          case dev.jobstream.tracker.Seniority s -> "seniority";
          case dev.jobstream.tracker.WorkplaceType w -> "workplace";
          default -> throw new IllegalArgumentException("No mark for `%s`.".formatted(value));
        };
    return kind + ":" + value.name().toLowerCase(Locale.ROOT);
  }

  private void marks(
      JobApplication application,
      String postingText,
      List<JournalEntry> entries,
      List<Document> documents) {
    JobDetails job = application.job();
    add(EVERY);
    add(mark(application.stage()));
    add(mark(job.employmentType()));
    add(mark(job.seniority()));
    if (job.workplaceType() != null) {
      add(mark(job.workplaceType()));
    }
    for (SearchTerm.Feature feature : SearchTerm.Feature.values()) {
      boolean there =
          switch (feature) {
            case REMINDER ->
                entries.stream().anyMatch(e -> e instanceof Reminder r && r.doneAt() == null);
            case NOTE -> entries.stream().anyMatch(Note.class::isInstance);
            case CONTACT -> entries.stream().anyMatch(Contact.class::isInstance);
            case INTERVIEW -> entries.stream().anyMatch(Interview.class::isInstance);
            case DOCUMENT -> !documents.isEmpty();
            case RESUME -> has(documents, Document.Kind.RESUME);
            case COVER_LETTER -> has(documents, Document.Kind.COVER_LETTER);
            case SALARY -> job.salary() != null;
            case DEADLINE -> job.validThrough() != null;
            case ANSWER -> application.answeredOn() != null;
            case POSTING -> !postingText.isBlank();
          };
      if (there) {
        add(mark(feature));
      }
    }
  }

  private static boolean has(List<Document> documents, Document.Kind kind) {
    return documents.stream().anyMatch(document -> document.kind() == kind);
  }

  private void fields(JobApplication application) {
    JobDetails job = application.job();
    field(SearchTerm.Field.TITLE, job.title());
    for (String name : companyNames(application)) {
      field(SearchTerm.Field.COMPANY, name);
    }
    field(SearchTerm.Field.LOCATION, job.location());
    field(SearchTerm.Field.INDUSTRY, job.industry());
    job.skills().forEach(skill -> field(SearchTerm.Field.SKILL, skill));
    application.tags().forEach(tag -> field(SearchTerm.Field.TAG, tag));
    field(SearchTerm.Field.SOURCE, application.source());
  }

  /** As it is spelled here, and as it is called by now. */
  private static List<String> companyNames(JobApplication application) {
    List<String> names = new ArrayList<>();
    String spelled = application.job().company();
    if (spelled != null) {
      names.add(spelled);
    }
    if (application.company() != null && !application.company().name().equals(spelled)) {
      names.add(application.company().name());
    }
    return names;
  }

  private void texts(
      JobApplication application,
      String postingText,
      StageHistory history,
      List<JournalEntry> entries,
      List<Document> documents) {
    JobDetails job = application.job();
    text(job.title());
    companyNames(application).forEach(this::text);
    text(job.location());
    text(job.industry());
    job.skills().forEach(this::text);
    application.tags().forEach(this::text);
    text(application.source());
    text(job.sourceUrl());
    history.recorded().forEach(change -> text(change.note()));
    for (JournalEntry entry : entries) {
      switch (entry) {
        case Note note -> text(note.text());
        case Reminder reminder -> text(reminder.action());
        case Contact contact -> {
          Contact.Details person = contact.details();
          text(person.name());
          text(person.role());
          text(person.email());
          text(person.phone());
          text(person.link());
          text(person.note());
        }
        case Interview interview -> {
          text(interview.details().place());
          interview.details().people().forEach(this::text);
          text(interview.details().note());
        }
      }
    }
    documents.forEach(document -> text(document.fileName()));
    // The longest text comes last, so that the limit takes nothing from the others.
    text(postingText);
  }

  private void field(SearchTerm.Field field, @Nullable String value) {
    if (value != null) {
      add(GAP);
      ofField(field, value).forEach(this::add);
    }
  }

  private void text(@Nullable String value) {
    if (value != null) {
      add(GAP);
      SearchText.words(value).forEach(this::add);
    }
  }

  private void add(String word) {
    if (text.length() + word.length() < MOST_CHARACTERS) {
      text.append(text.isEmpty() ? "" : " ").append(word);
    }
  }
}
