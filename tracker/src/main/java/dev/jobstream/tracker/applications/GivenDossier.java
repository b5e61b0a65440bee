package dev.jobstream.tracker.applications;

import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.Span;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An application from elsewhere, with its values as they are kept here. */
final class GivenDossier {
  private GivenDossier() {}

  /**
   * The same with values that can be kept.
   *
   * @throws TrackerException.Invalid if one of them cannot be
   */
  static Dossier cleaned(Dossier given) {
    return new Dossier(
        application(given.application()),
        posting(given.posting()),
        history(given.history()),
        given.entries().stream().map(GivenDossier::entry).toList(),
        given.documents().stream().map(GivenDossier::document).toList());
  }

  private static JobApplication application(JobApplication given) {
    JobApplication.CompanyRef company = given.company();
    return new JobApplication(
        given.id(),
        Fields.version(given.version()),
        given.postingId(),
        Fields.details(given.job()),
        company == null
            ? null
            : new JobApplication.CompanyRef(
                company.id(), Fields.neededLine("company's name", company.name())),
        Fields.line("source", given.source()),
        Fields.items("tags", given.tags()),
        given.stage(),
        given.stageSince(),
        given.furthestStage(),
        given.appliedOn(),
        given.answeredOn(),
        given.quietSince(),
        Fields.moment("moment of adding", given.createdAt()),
        Fields.moment("moment of the last change", given.updatedAt()),
        given.trashedAt() == null
            ? null
            : Fields.moment("moment of throwing away", given.trashedAt()));
  }

  private static Posting posting(Posting given) {
    String text = Fields.posting("posting", given.text());
    return new Posting(
        given.id(),
        text,
        given.html() == null ? null : Fields.posting("page", given.html()),
        Fields.address("source address", given.sourceUrl()),
        analysis(given.analysis(), text),
        Fields.moment("moment of saving", given.savedAt()));
  }

  private static @Nullable SavedAnalysis analysis(@Nullable SavedAnalysis given, String text) {
    if (given != null) {
      for (Finding finding : given.findings().values()) {
        for (Span span : finding.evidence().spans()) {
          if (span.end() > text.length()) {
            throw TrackerException.invalid(
                "The evidence of `%s` ends at %d, and the posting's text has %d characters."
                    .formatted(finding.field().jsonName(), span.end(), text.length()));
          }
        }
      }
    }
    return given;
  }

  private static StageHistory history(StageHistory given) {
    Set<Id> recorded = new HashSet<>();
    return new StageHistory(
        given.recorded().stream()
            .map(change -> {
              if (change.corrects() != null && !recorded.contains(change.corrects())) {
                throw TrackerException.invalid(
                    "The move `%s` corrects the move `%s`, which is not recorded before it."
                        .formatted(change.id(), change.corrects()));
              }
              recorded.add(change.id());
              return new StageChange(
                  change.id(),
                  change.stage(),
                  Fields.day("day of the move", change.on()),
                  Fields.moment("moment of the move", change.recordedAt()),
                  Fields.text("note", change.note()),
                  change.corrects());
            })
            .toList());
  }

  private static JournalEntry entry(JournalEntry given) {
    Fields.version(given.version());
    return switch (Journal.cleaned(given)) {
      case Note note ->
          new Note(
              note.id(),
              note.version(),
              note.applicationId(),
              note.text(),
              Fields.moment("moment of the note", note.createdAt()));
      case Contact contact ->
          new Contact(
              contact.id(),
              contact.version(),
              contact.applicationId(),
              contact.details(),
              Fields.moment("moment of the contact", contact.createdAt()));
      case Interview interview ->
          new Interview(
              interview.id(),
              interview.version(),
              interview.applicationId(),
              interview.details(),
              Fields.moment("moment of the interview", interview.createdAt()));
      case Reminder reminder ->
          new Reminder(
              reminder.id(),
              reminder.version(),
              reminder.applicationId(),
              reminder.action(),
              reminder.due(),
              reminder.doneAt() == null
                  ? null
                  : Fields.moment("moment of doing it", reminder.doneAt()),
              Fields.moment("moment of the reminder", reminder.createdAt()));
    };
  }

  private static Document document(Document given) {
    return new Document(
        given.id(),
        given.applicationId(),
        given.kind(),
        given.sha256(),
        FileName.of(given.fileName()),
        Fields.neededLine("media type", given.mediaType()),
        given.bytes(),
        Fields.moment("moment of attaching", given.attachedAt()));
  }
}
