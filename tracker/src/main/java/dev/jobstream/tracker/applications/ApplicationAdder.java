package dev.jobstream.tracker.applications;

import dev.jobstream.tracker.applications.JobApplication.CompanyRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds applications. What takes time and needs no store is done before one is written to. */
final class ApplicationAdder {
  private final IdSource ids;
  private final Refresh refresh;
  private final CompanyNames companyNames;

  /** An application whose values can be kept. */
  record Prepared(
      NewPosting posting,
      JobDetails job,
      @Nullable String source,
      List<String> tags,
      List<NewApplication.Move> moves,
      List<NewEntry> entries,
      List<Long> bands) {}

  ApplicationAdder(IdSource ids, Refresh refresh) {
    this.ids = ids;
    this.refresh = refresh;
    this.companyNames = new CompanyNames(ids);
  }

  Prepared prepare(NewApplication added) {
    NewPosting given = added.posting();
    String sourceUrl = Fields.address("source address", given.sourceUrl());
    NewPosting posting =
        new NewPosting(
            Fields.posting("posting", given.text()),
            given.html() == null ? null : Fields.posting("page", given.html()),
            sourceUrl,
            given.analysis());
    JobDetails job = Fields.details(added.job());
    return new Prepared(
        posting,
        job.sourceUrl() == null ? job.toBuilder().sourceUrl(sourceUrl).build() : job,
        Fields.line("source", added.source()),
        Fields.items("tags", added.tags()),
        added.moves().isEmpty()
            ? List.of(new NewApplication.Move(Stage.SAVED, null, null))
            : added.moves(),
        added.entries(),
        TextSignature.bands(posting.text()));
  }

  /** Fails where adding would. */
  void check(NewApplication added) {
    Prepared prepared = prepare(added);
    Instant now = refresh.now();
    Id id = ids.next();
    prepared.moves().forEach(move -> change(move.stage(), move.on(), move.note(), null, now));
    prepared.entries().forEach(entry -> Journal.entry(entry, id, id, now));
  }

  JobApplication add(StoreWriter writer, Prepared added) {
    Instant now = refresh.now();
    NewPosting given = added.posting();
    Posting posting =
        new Posting(
            ids.next(), given.text(), given.html(), given.sourceUrl(), given.analysis(), now);
    List<StageChange> changes = new ArrayList<>();
    for (NewApplication.Move move : added.moves()) {
      changes.add(change(move.stage(), move.on(), move.note(), null, now));
    }
    StageHistory history = new StageHistory(changes);
    CompanyRef company = companyNames.named(writer, added.job().company());
    JobApplication application =
        Refresh.derive(
            new JobApplication(
                ids.next(),
                1,
                posting.id(),
                added.job(),
                company,
                added.source(),
                added.tags(),
                Stage.SAVED,
                refresh.today(),
                Stage.SAVED,
                null,
                null,
                refresh.today(),
                now,
                now,
                null),
            history,
            List.of());
    writer.add(posting, added.bands());
    writer.add(
        application,
        history,
        refresh.index(application, posting.text(), history, List.of(), List.of()));
    if (added.entries().isEmpty()) {
      return application;
    }
    for (NewEntry entry : added.entries()) {
      writer.add(Journal.entry(entry, ids.next(), application.id(), now));
    }
    return refresh.put(writer, application, now);
  }

  StageChange change(
      Stage stage,
      @Nullable LocalDate on,
      @Nullable String note,
      @Nullable Id corrects,
      Instant now) {
    LocalDate day = on == null ? refresh.today() : Fields.day("day of the move", on);
    // A day's grace, since the user may be in another time zone than the clock.
    if (day.isAfter(refresh.today().plusDays(1))) {
      throw TrackerException.invalid(
          "The day `%s` is still to come. Give the day on which the move happened.".formatted(day));
    }
    return new StageChange(ids.next(), stage, day, now, Fields.text("note", note), corrects);
  }
}
