package dev.jobstream.web;

import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Journal;
import dev.jobstream.tracker.applications.JournalEntry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.ZoneId;

/** The forms for notes, contacts, interviews and reminders, on the page of their application. */
final class EntryPages implements Area {
  private final Journal journal;
  private final ZoneId zone;

  EntryPages(Site site) {
    journal = site.parts().tracker().journal();
    zone = site.parts().clock().getZone();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/applications/{id}/entries/{kind}", this::add);
    routes.post("/entries/{kind}/{id}", this::save);
    routes.post("/entries/{kind}/{id}/remove", this::remove);
    routes.post("/entries/{kind}/{id}/restore", this::restore);
    routes.post("/entries/reminders/{id}/done", ctx -> setDone(ctx, true));
    routes.post("/entries/reminders/{id}/open", ctx -> setDone(ctx, false));
  }

  private void add(Context ctx) {
    Id application = PathId.of(ctx, "id");
    EntryKind kind = kind(ctx);
    kind.add(journal, application, EntryForm.of(new FormValues(ctx)), zone);
    ApplicationPage.goTo(ctx, application, "#" + kind.path());
  }

  private void save(Context ctx) {
    EntryKind kind = kind(ctx);
    JournalEntry there = kind.find(journal, PathId.of(ctx, "id").text());
    kind.save(journal, there, EntryForm.of(new FormValues(ctx)), zone);
    ApplicationPage.goTo(ctx, there.applicationId(), "#" + kind.path());
  }

  private void remove(Context ctx) {
    EntryKind kind = kind(ctx);
    JournalEntry removed = kind.remove(journal, PathId.of(ctx, "id"));
    ApplicationPage.goTo(
        ctx, removed.applicationId(), Undo.ofEntry(kind, removed.id()) + "#" + kind.path());
  }

  private void restore(Context ctx) {
    EntryKind kind = kind(ctx);
    JournalEntry restored = kind.restore(journal, PathId.of(ctx, "id"));
    ApplicationPage.goTo(ctx, restored.applicationId(), "#" + kind.path());
  }

  /** Goes back to the page that the button was on: Today has it, too. */
  private void setDone(Context ctx, boolean done) {
    Id application = journal.setDone(PathId.of(ctx, "id"), done).applicationId();
    if ("today".equals(ctx.queryParam("from"))) {
      ctx.redirect(
          done ? "/?done=" + PathId.of(ctx, "id") : "/", io.javalin.http.HttpStatus.SEE_OTHER);
    } else {
      ApplicationPage.goTo(ctx, application, "#reminders");
    }
  }

  private static EntryKind kind(Context ctx) {
    return EntryKind.ofPath(ctx.pathParam("kind"));
  }
}
