package dev.jobstream.web;

import dev.jobstream.tracker.applications.Applications;
import dev.jobstream.tracker.applications.Journal;
import dev.jobstream.tracker.applications.JournalEntry;
import dev.jobstream.tracker.exchange.ApplicationJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Notes, contacts, interviews and reminders. */
final class EntriesApi implements Area {
  private static final int MOST_BYTES = 1_000_000;

  private final Applications applications;
  private final Journal journal;
  private final ZoneId zone;

  EntriesApi(Site site) {
    applications = site.parts().tracker().applications();
    journal = site.parts().tracker().journal();
    zone = site.parts().clock().getZone();
  }

  /** Whether a reminder is done. */
  record Done(@Nullable Boolean done) {}

  @Override
  public void addTo(RoutesConfig routes) {
    for (EntryKind kind : EntryKind.values()) {
      String path = "/api/v1/" + kind.path() + "/{id}";
      routes.post(ApplicationsApi.PATH + "/{id}/" + kind.path(), ctx -> add(ctx, kind));
      routes.get(path, ctx -> send(ctx, find(ctx, kind)));
      routes.put(path, ctx -> save(ctx, kind));
      routes.delete(path, ctx -> send(ctx, kind.remove(journal, find(ctx, kind).id())));
      routes.post(path + "/restore", ctx -> send(ctx, kind.restore(journal, PathId.of(ctx, "id"))));
    }
    routes.put("/api/v1/reminders/{id}/done", this::setDone);
    routes.get(
        "/api/v1/reminders",
        ctx ->
            TrackerJson.sendPage(
                ctx,
                journal.openReminders(
                    JobForm.day("until", ctx.queryParam("until")), TrackerJson.page(ctx)),
                ApplicationJson::write));
    routes.get(
        "/api/v1/interviews",
        ctx ->
            TrackerJson.sendPage(
                ctx,
                journal.interviews(moment(ctx, "from"), moment(ctx, "to"), TrackerJson.page(ctx)),
                ApplicationJson::write));
  }

  private JournalEntry find(Context ctx, EntryKind kind) {
    return kind.find(journal, ctx.pathParam("id"));
  }

  private static void send(Context ctx, JournalEntry entry) {
    TrackerJson.send(ctx, entry, ApplicationJson::write);
  }

  private void add(Context ctx, EntryKind kind) {
    EntryForm form = Json.read(ctx, EntryForm.class, MOST_BYTES);
    JournalEntry added = kind.add(journal, applications.find(ctx.pathParam("id")).id(), form, zone);
    ctx.status(201).header("Location", "/api/v1/%s/%s".formatted(kind.path(), added.id()));
    send(ctx, added);
  }

  private void save(Context ctx, EntryKind kind) {
    EntryForm form = Json.read(ctx, EntryForm.class, MOST_BYTES);
    send(ctx, kind.save(journal, find(ctx, kind), form, zone));
  }

  private void setDone(Context ctx) {
    Done done = Json.read(ctx, Done.class, MOST_BYTES);
    send(
        ctx,
        journal.setDone(find(ctx, EntryKind.REMINDER).id(), !Boolean.FALSE.equals(done.done())));
  }

  private static @Nullable Instant moment(Context ctx, String name) {
    String given = JobForm.line(ctx.queryParam(name));
    try {
      return given == null ? null : Instant.parse(given);
    } catch (DateTimeParseException e) {
      throw Problem.badRequest(
              "The `%s` is `%s`; it must be a time such as `2026-03-12T14:30:00Z`."
                  .formatted(name, given.length() > 40 ? given.substring(0, 40) + "…" : given))
          .toException();
    }
  }
}
