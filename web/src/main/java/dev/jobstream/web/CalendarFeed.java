package dev.jobstream.web;

import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.CalendarFile;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Interviews and reminders for calendar programs, at a secret address. */
final class CalendarFeed implements Area {
  private static final String API = "/api/v1/calendar";
  private static final int DAYS_BACK = 30;

  private final Tracker tracker;
  private final Clock clock;
  private final CalendarAddress address;

  CalendarFeed(Site site) {
    tracker = site.parts().tracker();
    clock = site.parts().clock();
    address = site.calendar();
  }

  /** Where the calendar is; null if nobody can fetch it. */
  record View(@Nullable String address) {
    static View of(Context ctx, CalendarAddress calendar) {
      return new View(
          calendar
              .path()
              .map(path -> ctx.scheme() + "://" + ctx.header("Host") + path)
              .orElse(null));
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(CalendarAddress.PATH + "{name}", this::send);
    routes.get(API, this::tell);
    routes.post(
        API,
        ctx -> {
          address.renew();
          tell(ctx.status(201));
        });
    routes.delete(
        API,
        ctx -> {
          address.remove();
          ctx.status(204);
        });
    routes.post(
        SettingsPage.PATH + "/calendar",
        ctx -> {
          address.renew();
          SettingsPage.Done.CALENDAR.show(ctx);
        });
    routes.post(
        SettingsPage.PATH + "/calendar/delete",
        ctx -> {
          address.remove();
          SettingsPage.Done.NO_CALENDAR.show(ctx);
        });
  }

  private void tell(Context ctx) {
    Json.send(ctx, View.of(ctx, address));
  }

  private void send(Context ctx) throws IOException {
    if (!address.isCalendar(ctx.pathParam("name"))) {
      ctx.status(404).contentType("text/plain; charset=utf-8").result("There is nothing here.\n");
      return;
    }
    ByteArrayOutputStream calendar = new ByteArrayOutputStream();
    CalendarFile.write(tracker, since(clock, null), calendar);
    ctx.contentType("text/calendar; charset=utf-8")
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .result(calendar.toByteArray());
  }

  /**
   * From when on interviews are told.
   *
   * @param day the first day; null for the usual one, a month back
   */
  static Instant since(Clock clock, @Nullable LocalDate day) {
    LocalDate first = day == null ? LocalDate.now(clock).minusDays(DAYS_BACK) : day;
    return first.atStartOfDay(clock.getZone()).toInstant();
  }
}
