package dev.jobstream.web;

import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.Interview;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A note, contact, interview or reminder as the API takes it; each kind reads its own properties.
 *
 * @param version that of the entry which is changed; null for a new one
 * @param startsAt with an offset, or without one and in {@code zone}
 * @param zone the zone of a time without an offset; null for that of the server
 */
record EntryForm(
    @Nullable Long version,
    @Nullable String text,
    @Nullable String name,
    @Nullable String role,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String link,
    @Nullable String note,
    @Nullable Integer round,
    @Nullable String kind,
    @Nullable String startsAt,
    @Nullable String zone,
    @Nullable Integer minutes,
    @Nullable String place,
    @Nullable List<String> people,
    @Nullable String outcome,
    @Nullable String action,
    @Nullable String due) {

  /** What a page's form sent. */
  static EntryForm of(FormValues form) {
    return new EntryForm(
        form.text("version") == null ? null : form.version(),
        form.text("text"),
        form.text("name"),
        form.text("role"),
        form.text("email"),
        form.text("phone"),
        form.text("link"),
        form.text("note"),
        form.number("round"),
        form.text("kind"),
        form.text("startsAt"),
        form.text("zone"),
        form.number("minutes"),
        form.text("place"),
        form.items("people"),
        form.text("outcome"),
        form.text("action"),
        form.text("due"));
  }

  String noteText() {
    return text == null ? "" : text;
  }

  Contact.Details contact() {
    return new Contact.Details(name == null ? "" : name, role, email, phone, link, note);
  }

  /**
   * The interview.
   *
   * @param nextRound its round, unless one is given
   * @param server the zone of a time that names none
   */
  Interview.Details interview(int nextRound, ZoneId server) {
    return new Interview.Details(
        round == null ? nextRound : round,
        orElse(JobForm.choice("kind", Interview.Kind.class, kind, null), Interview.Kind.OTHER),
        start(server),
        minutes == null ? null : Duration.ofMinutes(minutes),
        place,
        JobForm.items(people),
        orElse(
            JobForm.choice("outcome", Interview.Outcome.class, outcome, null),
            Interview.Outcome.OPEN),
        note);
  }

  private ZonedDateTime start(ZoneId server) {
    String given = startsAt == null ? "" : startsAt;
    try {
      if (given.matches(".*T.*([Zz]|[+-]\\d\\d.*|])")) {
        return ZonedDateTime.parse(given);
      }
      return LocalDateTime.parse(given).atZone(zone == null ? server : ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw Problem.unprocessable(
              "invalid-value",
              "The field `startsAt` is `%s`%s; it must be a day and a time such as `2026-03-12T14:30`, with a zone such as `Europe/Berlin`."
                  .formatted(shortened(given), zone == null ? "" : " in `" + shortened(zone) + "`"))
          .toException();
    }
  }

  private static String shortened(String value) {
    return value.length() > 60 ? value.substring(0, 60) + "…" : value;
  }

  String reminderAction() {
    return action == null ? "" : action;
  }

  LocalDate reminderDue() {
    LocalDate day = JobForm.day("due", due);
    if (day == null) {
      throw Problem.unprocessable(
              "invalid-value", "The field `due` is empty; it must be a day such as `2026-03-12`.")
          .toException();
    }
    return day;
  }

  /** The version of an entry that is changed. */
  long neededVersion() {
    if (version == null) {
      throw Problem.badRequest("The `version` of what is changed is missing.").toException();
    }
    return Objects.requireNonNull(version);
  }

  private static <E> E orElse(@Nullable E value, E otherwise) {
    return value == null ? otherwise : value;
  }
}
