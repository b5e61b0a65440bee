package dev.jobstream.web;

import dev.jobstream.tracker.applications.Id;
import io.javalin.http.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Offers to take back what was just done. It travels in the address ({@code ?undo=notes.ID}) from
 * the form's answer to the page that is shown next, so that it works without a script.
 *
 * @param words what was done
 * @param action where a POST takes it back
 */
record Undo(String words, String action) {
  private static final String PARAMETER = "undo";
  private static final String APPLICATIONS = "applications";
  private static final String DOCUMENTS = "documents";

  /** What the page's address asks to offer; null for nothing. */
  static @Nullable Undo of(Context ctx) {
    String given = ctx.queryParam(PARAMETER);
    if (given == null || given.indexOf('.') < 0) {
      return null;
    }
    String kind = given.substring(0, given.indexOf('.'));
    Optional<Id> id = PathId.parse(given.substring(given.indexOf('.') + 1));
    if (id.isEmpty()) {
      return null;
    }
    return switch (kind) {
      case APPLICATIONS ->
          new Undo(
              "The application is in the trash.", "/applications/%s/restore".formatted(id.get()));
      case DOCUMENTS ->
          new Undo("The document is removed.", "/documents/%s/restore".formatted(id.get()));
      case "notes", "contacts", "interviews", "reminders" ->
          new Undo(
              "The %s is removed.".formatted(kind.substring(0, kind.length() - 1)),
              "/entries/%s/%s/restore".formatted(kind, id.get()));
      default -> null;
    };
  }

  /** The part of an address that offers to bring an application back. */
  static String ofApplication(Id id) {
    return parameter(APPLICATIONS, id);
  }

  static String ofDocument(Id id) {
    return parameter(DOCUMENTS, id);
  }

  static String ofEntry(EntryKind kind, Id id) {
    return parameter(kind.path(), id);
  }

  private static String parameter(String kind, Id id) {
    return "?%s=%s.%s".formatted(PARAMETER, kind, id);
  }
}
