package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchSort;
import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StageChange;
import dev.jobstream.tracker.applications.StageHistory;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did to find work in a period, as an employment office asks for it: every
 * application that was sent, or moved on, in these days, with all its moves.
 */
public final class WorkSearchReport {
  private static final int PAGE = 200;

  private final Tracker tracker;
  private final LocalDate from;
  private final LocalDate to;

  /**
   * @param from the first day
   * @param to the last day, included
   * @throws TrackerException.Invalid if the last day is before the first
   */
  public WorkSearchReport(Tracker tracker, LocalDate from, LocalDate to) {
    if (from.isAfter(to)) {
      throw TrackerException.invalid(
          "The report begins on `%s`, after its end `%s`. Exchange the two.".formatted(from, to));
    }
    this.tracker = tracker;
    this.from = from;
    this.to = to;
  }

  /**
   * An application of the report.
   *
   * @param moves its moves from sending to the end of the period, by day
   * @param contacts whom the applicant turned to
   */
  public record Line(JobApplication application, List<StageChange> moves, List<Contact> contacts) {
    public Line {
      moves = List.copyOf(moves);
      contacts = List.copyOf(contacts);
    }

    /** The moves as {@code 2026-05-03 APPLIED; 2026-05-12 INTERVIEWING}. */
    public String history() {
      return moves.stream()
          .map(move -> move.on() + " " + move.stage())
          .collect(Collectors.joining("; "));
    }
  }

  /** Takes a line. */
  @FunctionalInterface
  public interface Sink {
    void line(Line line) throws IOException;
  }

  LocalDate from() {
    return from;
  }

  LocalDate to() {
    return to;
  }

  /** Goes through the applications of the period, those sent first coming first. */
  public void forEach(Sink action) throws IOException {
    SearchQuery sent =
        SearchQuery.of(
                new SearchTerm.DateIs(
                    SearchTerm.DateField.APPLIED, SearchTerm.Comparison.LESS_OR_EQUAL, to))
            .sortedBy(new SearchSort(SearchSort.Key.APPLIED, false));
    PageRequest request = PageRequest.first(PAGE);
    while (true) {
      Page<JobApplication> page = tracker.applications().search(sent, request);
      Map<Id, StageHistory> histories =
          tracker.applications().histories(page.items().stream().map(JobApplication::id).toList());
      for (JobApplication application : page.items()) {
        StageHistory history = histories.get(application.id());
        if (history != null) {
          tell(application, history, action);
        }
      }
      if (page.next() == null) {
        return;
      }
      request = request.after(page.next());
    }
  }

  private void tell(JobApplication application, StageHistory history, Sink action)
      throws IOException {
    List<StageChange> moves =
        history.moves().stream()
            .filter(move -> move.stage() != Stage.SAVED && !move.on().isAfter(to))
            .toList();
    boolean active =
        within(application.appliedOn()) || moves.stream().anyMatch(move -> within(move.on()));
    if (active) {
      List<Contact> contacts = new ArrayList<>();
      tracker.journal().entries(application.id()).stream()
          .filter(Contact.class::isInstance)
          .forEach(contact -> contacts.add((Contact) contact));
      action.line(new Line(application, moves, contacts));
    }
  }

  private boolean within(@Nullable LocalDate day) {
    return day != null && !day.isBefore(from) && !day.isAfter(to);
  }

  /**
   * Writes the report as a table.
   *
   * @param out not closed
   * @param mark whether to begin with a byte-order mark, which Excel needs
   */
  public void writeCsv(OutputStream out, boolean mark) throws IOException {
    try (CsvOutput csv = new CsvOutput(out, mark)) {
      csv.row(
          "Date applied",
          "Company",
          "Title",
          "Location",
          "Source",
          "URL",
          "Contact",
          "Stage",
          "History");
      forEach(line -> {
        JobApplication application = line.application();
        csv.row(
            application.appliedOn(),
            application.job().company(),
            application.job().title(),
            application.job().location(),
            application.source(),
            application.job().sourceUrl(),
            line.contacts().stream()
                .map(WorkSearchReport::person)
                .collect(Collectors.joining("; ")),
            line.moves().isEmpty() ? null : line.moves().getLast().stage(),
            line.history());
      });
    }
  }

  /** A contact on one line. */
  static String person(Contact contact) {
    Contact.Details person = contact.details();
    StringBuilder text = new StringBuilder(person.name());
    for (String more : new @Nullable String[] {person.role(), person.email(), person.phone()}) {
      if (more != null && !more.equals(person.name())) {
        text.append(", ").append(more);
      }
    }
    return text.toString();
  }
}
