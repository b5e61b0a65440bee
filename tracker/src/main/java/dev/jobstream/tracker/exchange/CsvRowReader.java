package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.FieldReader;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.PostingException;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.PostingText;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewApplication.Move;
import dev.jobstream.tracker.applications.NewEntry;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.SearchText;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.search.Choice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an application of a row. What cannot be read but is not needed goes into a note, so that
 * nothing is lost. Not thread-safe.
 */
final class CsvRowReader {
  private static final NameList STAGE_NAMES = new NameList("stages.txt");
  private static final Choice<Stage> STAGES = Choice.of("stage", Stage.class);

  private final Map<ImportField, Integer> places;
  private final List<CsvPlan.Column> columns;
  private final CsvDays days;
  private final Map<String, Stage> stages = new HashMap<>();
  private List<String> cells = List.of();
  private List<String> unread = new ArrayList<>();

  CsvRowReader(CsvPlan plan) {
    this.places = plan.places();
    this.columns = plan.columns();
    this.days = new CsvDays(plan.dayOrder());
    plan.options().stages().forEach((name, stage) -> stages.put(SearchText.key(name), stage));
  }

  /**
   * Reads a row.
   *
   * @throws TrackerException.Invalid if a value that is needed cannot be read; the message says
   *     which
   */
  ImportRow read(List<String> row) {
    cells = row;
    unread = new ArrayList<>();
    JobDetails job = job();
    if (job.title() == null && job.company() == null) {
      throw TrackerException.invalid("The row has neither a title nor a company.");
    }
    LocalDate appliedOn = day(ImportField.APPLIED_ON);
    List<Move> moves = moves(appliedOn);
    NewPosting posting = posting(job.sourceUrl());
    String source = text(ImportField.SOURCE);
    List<String> tags =
        value(ImportField.TAGS, PostingField.TAGS) instanceof FieldValue.Items items
            ? items.items()
            : List.of();
    return new ImportRow(
        new NewApplication(posting, job, source, tags, moves, entries()), appliedOn);
  }

  private JobDetails job() {
    JobDetails.Builder job = JobDetails.builder();
    for (ImportField column : places.keySet()) {
      PostingField field = column.field();
      if (field != null && !column.isDay() && field != PostingField.TAGS) {
        FieldValue value = field == PostingField.SALARY ? pay(text(column)) : value(column, field);
        if (value != null) {
          job.set(field, value);
        }
      }
    }
    job.datePosted(day(ImportField.DATE_POSTED));
    job.validThrough(day(ImportField.VALID_THROUGH));
    if (text(ImportField.SALARY) == null) {
      salaryOfBounds().ifPresent(job::salary);
    }
    return job.build();
  }

  /** The value of a cell; what cannot be read as the field's kind is kept for a note. */
  private @Nullable FieldValue value(ImportField column, PostingField field) {
    String text = text(column);
    if (text == null) {
      return null;
    }
    Optional<FieldValue> value = FieldReader.value(field, text);
    if (value.isEmpty() && field.kind() != PostingField.Kind.TEXT) {
      keep(column, text);
    }
    return value.orElse(null);
  }

  private void keep(ImportField column, String text) {
    Integer place = places.get(column);
    unread.add("%s: %s".formatted(place == null ? "" : columns.get(place).heading(), text));
  }

  private @Nullable FieldValue pay(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Optional<FieldValue> value = amount(text).map(FieldValue.Pay::new);
    if (value.isEmpty()) {
      keep(ImportField.SALARY, text);
    }
    return value.orElse(null);
  }

  /** Pay, with the currency and the period of their own columns if it names none itself. */
  private Optional<Salary> amount(String text) {
    Optional<Salary> alone = salary(text);
    String currency = text(ImportField.CURRENCY);
    String period = text(ImportField.SALARY_PERIOD);
    boolean named = alone.isPresent() && alone.get().currency() != null;
    boolean timed = alone.isPresent() && alone.get().period() != null;
    String more =
        text
            + (named || currency == null ? "" : " " + currency)
            + (timed || period == null ? "" : " per " + period.toLowerCase(Locale.ROOT));
    return salary(more).or(() -> alone);
  }

  private static Optional<Salary> salary(String text) {
    return FieldReader.value(PostingField.SALARY, text)
        .map(value -> ((FieldValue.Pay) value).salary());
  }

  private Optional<Salary> salaryOfBounds() {
    BigDecimal min = bound(ImportField.SALARY_MIN);
    BigDecimal max = bound(ImportField.SALARY_MAX);
    if (min == null && max == null) {
      return Optional.empty();
    }
    if (min != null && max != null && min.compareTo(max) > 0) {
      throw TrackerException.invalid(
          "The lowest pay `%s` is above the highest `%s`.".formatted(min, max));
    }
    String text = text(min == null ? ImportField.SALARY_MAX : ImportField.SALARY_MIN);
    Salary bound = amount(text == null ? "" : text).orElseThrow();
    return Optional.of(new Salary(min, max, bound.currency(), bound.period()));
  }

  private @Nullable BigDecimal bound(ImportField column) {
    String text = text(column);
    if (text == null) {
      return null;
    }
    Optional<Salary> salary = amount(text);
    if (salary.isEmpty()) {
      keep(column, text);
      return null;
    }
    return salary.get().min() == null ? salary.get().max() : salary.get().min();
  }

  private List<Move> moves(@Nullable LocalDate appliedOn) {
    Stage stage = stage(appliedOn);
    LocalDate stageOn = day(ImportField.STAGE_ON);
    List<Move> moves = new ArrayList<>();
    if (appliedOn != null) {
      moves.add(new Move(Stage.APPLIED, appliedOn, null));
    }
    if (stage == Stage.APPLIED && appliedOn != null) {
      return moves;
    }
    boolean known = stageOn != null || stage == Stage.SAVED;
    moves.add(
        new Move(
            stage,
            stageOn == null ? appliedOn : stageOn,
            known ? null : "Imported: the day of this move is not known."));
    return moves;
  }

  /** What was sent is at least applied for, whatever its stage is called. */
  private Stage stage(@Nullable LocalDate appliedOn) {
    String text = text(ImportField.STAGE);
    Stage stage = text == null ? Stage.SAVED : stage(text);
    return stage == Stage.SAVED && appliedOn != null ? Stage.APPLIED : stage;
  }

  private Stage stage(String text) {
    Stage named = stages.get(SearchText.key(text));
    if (named != null) {
      return named;
    }
    Optional<String> known = STAGE_NAMES.find(text);
    if (known.isPresent()) {
      return Stage.valueOf(known.get());
    }
    try {
      return STAGES.parse(text);
    } catch (TrackerException.Invalid e) {
      throw TrackerException.invalid(
          "%s Or say what it means with `--map-stage \"%s=interviewing\"`."
              .formatted(e.getMessage(), text));
    }
  }

  private @Nullable LocalDate day(ImportField column) {
    String text = text(column);
    return text == null || FieldReader.value(PostingField.TITLE, text).isEmpty()
        ? null
        : days.read(text);
  }

  private NewPosting posting(@Nullable String sourceUrl) {
    String text = text(ImportField.DESCRIPTION);
    if (text == null) {
      return NewPosting.withoutText(sourceUrl);
    }
    try {
      PostingText posting = PostingText.of(text);
      return new NewPosting(posting.text(), posting.html().orElse(null), sourceUrl, null);
    } catch (PostingException e) {
      throw TrackerException.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** Read last, since what could not be read of the others goes into a note. */
  private List<NewEntry> entries() {
    NewEntry.Todo reminder = reminder();
    List<NewEntry> entries = new ArrayList<>();
    String note = text(ImportField.NOTES);
    if (note != null) {
      entries.add(new NewEntry.Text(note));
    }
    if (!unread.isEmpty()) {
      entries.add(new NewEntry.Text("From the imported table:\n" + String.join("\n", unread)));
    }
    Contact.Details contact = contact();
    if (contact != null) {
      entries.add(contact);
    }
    if (reminder != null) {
      entries.add(reminder);
    }
    return entries;
  }

  private Contact.@Nullable Details contact() {
    String email = text(ImportField.CONTACT_EMAIL);
    String phone = text(ImportField.CONTACT_PHONE);
    String name = text(ImportField.CONTACT_NAME);
    String known = name != null ? name : email != null ? email : phone;
    return known == null ? null : new Contact.Details(known, null, email, phone, null, null);
  }

  private NewEntry.@Nullable Todo reminder() {
    LocalDate due = day(ImportField.REMINDER_ON);
    String action = text(ImportField.REMINDER);
    if (due == null) {
      if (action != null) {
        keep(ImportField.REMINDER, action);
      }
      return null;
    }
    return new NewEntry.Todo(action == null ? "Follow up" : action, due);
  }

  private @Nullable String text(ImportField column) {
    Integer place = places.get(column);
    if (place == null || place >= cells.size()) {
      return null;
    }
    String cell = cells.get(place).strip();
    // The apostrophe that keeps spreadsheets from reckoning; our own export writes it too.
    if (cell.length() > 1 && cell.charAt(0) == '\'' && "=+-@".indexOf(cell.charAt(1)) >= 0) {
      cell = cell.substring(1);
    }
    return cell.isEmpty() ? null : cell;
  }
}
