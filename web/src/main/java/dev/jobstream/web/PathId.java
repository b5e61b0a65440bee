package dev.jobstream.web;

import dev.jobstream.tracker.applications.Id;
import io.javalin.http.Context;
import java.util.Optional;

/** Whole ids in addresses. */
final class PathId {
  private PathId() {}

  static Optional<Id> parse(String text) {
    return Id.prefix(text).filter(id -> id.length() == Id.LENGTH).map(Id::new);
  }

  /** The id of a part of the address. */
  static Id of(Context ctx, String name) {
    String text = ctx.pathParam(name);
    return parse(text)
        .orElseThrow(() ->
            Problem.notFound(
                    "`%s` is no id. Ids have %d letters and digits."
                        .formatted(
                            text.length() > 40 ? text.substring(0, 40) + "…" : text, Id.LENGTH))
                .toException());
  }
}
