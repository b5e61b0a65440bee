package dev.jobstream.cli;

import dev.jobstream.llm.llamacpp.SystemMemory;
import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Dossier;
import dev.jobstream.tracker.applications.IdKind;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JournalEntry;
import dev.jobstream.tracker.applications.Note;
import dev.jobstream.tracker.applications.Reminder;
import dev.jobstream.tracker.applications.StageChange;
import dev.jobstream.tracker.applications.Tracker;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything about an application, for people. */
final class DossierView {
  private static final int LABEL_COLUMNS = 12;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm VV");

  private final Output out;
  private final Tracker tracker;

  DossierView(Output out, Tracker tracker) {
    this.out = out;
    this.tracker = tracker;
  }

  void write(Dossier dossier, boolean withPosting) {
    JobApplication application = dossier.application();
    out.line(StyledText.of(Style.BOLD, ApplicationText.name(application)));
    line(
        "Stage",
        ApplicationText.stage(application.stage())
            .plus(" since " + application.stageSince())
            .plus(Style.DIM, "  " + application.id()));
    if (application.trashedAt() != null) {
      line("Trash", StyledText.of(Style.RED, "It lies in the trash: `jobstream delete --undo`."));
    }
    DetailValues.of(application.job())
        .forEach(
            (field, value) -> line(FieldText.label(field), StyledText.of(FieldText.value(value))));
    if (application.source() != null) {
      line("Found at", StyledText.of(application.source()));
    }
    if (!application.tags().isEmpty()) {
      line("Tags", StyledText.of(String.join(", ", application.tags())));
    }
    history(dossier);
    entries("Interviews", dossier.entries(Interview.class), IdKind.INTERVIEW, DossierView::words);
    entries("Reminders", dossier.entries(Reminder.class), IdKind.REMINDER, DossierView::words);
    entries("Contacts", dossier.entries(Contact.class), IdKind.CONTACT, DossierView::words);
    entries("Notes", dossier.entries(Note.class), IdKind.NOTE, Note::text);
    documents(dossier.documents());
    if (withPosting && !dossier.posting().text().isEmpty()) {
      heading("Posting");
      dossier.posting().text().lines().forEach(text -> out.paragraph(StyledText.of(text)));
    }
  }

  private void line(String label, StyledText value) {
    StyledText before =
        StyledText.of(Style.BOLD, label).plus(" ".repeat(LABEL_COLUMNS - label.length()));
    int room = Math.max(LABEL_COLUMNS, out.screen().columns().getAsInt() - LABEL_COLUMNS);
    for (StyledText part : value.wrap(room)) {
      out.line(before.plus(part));
      before = StyledText.of(" ".repeat(LABEL_COLUMNS));
    }
  }

  private void heading(String text) {
    out.line("");
    out.line(StyledText.of(Style.BOLD, text));
  }

  private void history(Dossier dossier) {
    heading("History");
    Set<StageChange> counting = new HashSet<>(dossier.history().moves());
    for (StageChange change : dossier.history().recorded()) {
      StyledText line =
          StyledText.of("  " + change.on() + "  ").plus(ApplicationText.stage(change.stage()));
      if (!counting.contains(change)) {
        line = line.plus(Style.DIM, "  (does not count)");
      }
      out.paragraph(change.note() == null ? line : line.plus("  " + change.note()));
    }
  }

  private <T extends JournalEntry> void entries(
      String name, List<T> entries, IdKind kind, Function<T, String> words) {
    if (entries.isEmpty()) {
      return;
    }
    heading(name);
    ShortIds ids = new ShortIds(tracker, kind);
    for (T entry : entries) {
      out.paragraph(
          StyledText.of("  ").plus(Style.DIM, ids.of(entry.id()) + "  ").plus(words.apply(entry)));
    }
  }

  private static String words(Interview interview) {
    Interview.Details details = interview.details();
    String people =
        details.people().isEmpty() ? null : "with " + String.join(", ", details.people());
    String outcome =
        details.outcome() == Interview.Outcome.OPEN
            ? null
            : ApplicationText.words(details.outcome());
    return Stream.of(
            "Round %d, %s".formatted(details.round(), TIME.format(details.startsAt())),
            ApplicationText.words(details.kind()),
            details.length() == null ? null : details.length().toMinutes() + " min",
            details.place(),
            people,
            outcome,
            details.note())
        .filter(part -> part != null)
        .collect(Collectors.joining(", "));
  }

  private static String words(Reminder reminder) {
    return "%s  %s%s"
        .formatted(reminder.due(), reminder.action(), reminder.isDone() ? " (done)" : "");
  }

  private static String words(Contact contact) {
    Contact.Details person = contact.details();
    return Stream.of(
            person.name(),
            person.role(),
            person.email(),
            person.phone(),
            person.link(),
            person.note())
        .filter(part -> part != null)
        .collect(Collectors.joining(", "));
  }

  private void documents(List<Document> documents) {
    if (documents.isEmpty()) {
      return;
    }
    heading("Documents");
    ShortIds ids = new ShortIds(tracker, IdKind.DOCUMENT);
    for (Document document : documents) {
      out.paragraph(
          StyledText.of("  ")
              .plus(Style.DIM, ids.of(document.id()) + "  ")
              .plus(
                  "%s: %s, %s"
                      .formatted(
                          ApplicationText.words(document.kind()),
                          document.fileName(),
                          SystemMemory.humanBytes(document.bytes()))));
    }
  }
}
