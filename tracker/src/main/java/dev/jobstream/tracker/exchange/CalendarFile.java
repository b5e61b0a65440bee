package dev.jobstream.tracker.exchange;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VAlarm;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.parameter.Related;
import biweekly.property.Status;
import biweekly.property.Trigger;
import biweekly.util.DateTimeComponents;
import biweekly.util.Duration;
import biweekly.util.ICalDate;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Reminder;
import dev.jobstream.tracker.applications.Tracker;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Interviews and open reminders as an iCalendar file (RFC 5545). Each has an identity that stays,
 * so reading a newer file into a calendar changes what is there instead of adding it again.
 */
public final class CalendarFile {
  /** Of an interview whose length is not known. */
  private static final java.time.Duration USUAL_LENGTH = java.time.Duration.ofHours(1);

  private static final int ALARM_MINUTES_BEFORE = 60;

  /** At which hour a reminder rings. */
  private static final int ALARM_HOUR = 9;

  private CalendarFile() {}

  /**
   * What was written.
   *
   * @param interviews how many interviews
   * @param reminders how many reminders
   */
  public record Count(int interviews, int reminders) {}

  /**
   * Writes the calendar.
   *
   * @param from interviews from this moment on; reminders are all those that are open
   * @param out not closed
   */
  public static Count write(Tracker tracker, Instant from, OutputStream out) throws IOException {
    ICalendar calendar = new ICalendar();
    calendar.setProductId("-//Jobstream//Jobstream//EN");
    calendar.setName("Jobstream");
    int interviews = 0;
    for (Interview interview : Pages.all(page -> tracker.journal().interviews(from, null, page))) {
      calendar.addEvent(event(interview, tracker.applications().get(interview.applicationId())));
      interviews++;
    }
    int reminders = 0;
    for (Reminder reminder : Pages.all(page -> tracker.journal().openReminders(null, page))) {
      calendar.addEvent(event(reminder, tracker.applications().get(reminder.applicationId())));
      reminders++;
    }
    ICalWriter writer = new ICalWriter(out, ICalVersion.V2_0);
    writer.write(calendar);
    writer.flush();
    return new Count(interviews, reminders);
  }

  private static VEvent event(Interview interview, JobApplication application) {
    Interview.Details details = interview.details();
    VEvent event = new VEvent();
    event.setUid(interview.id() + "@jobstream");
    event.setDateTimeStamp(Date.from(application.updatedAt()));
    event.setSequence((int) interview.version() - 1);
    event.setSummary(
        "Interview %d (%s): %s"
            .formatted(
                details.round(),
                details.kind().name().toLowerCase(Locale.ROOT),
                name(application)));
    Instant start = details.startsAt().toInstant();
    event.setDateStart(Date.from(start));
    event.setDateEnd(
        Date.from(start.plus(details.length() == null ? USUAL_LENGTH : details.length())));
    if (details.place() != null) {
      event.setLocation(details.place());
    }
    String people =
        details.people().isEmpty() ? null : "With " + String.join(", ", details.people());
    String description =
        Stream.of(people, details.note(), application.job().sourceUrl())
            .filter(line -> line != null)
            .collect(Collectors.joining("\n"));
    if (!description.isEmpty()) {
      event.setDescription(description);
    }
    boolean cancelled = details.outcome() == Interview.Outcome.CANCELLED;
    event.setStatus(cancelled ? Status.cancelled() : Status.confirmed());
    if (!cancelled) {
      Duration before = Duration.builder().prior(true).minutes(ALARM_MINUTES_BEFORE).build();
      event.addAlarm(VAlarm.display(new Trigger(before, Related.START), "Interview"));
    }
    return event;
  }

  private static VEvent event(Reminder reminder, JobApplication application) {
    VEvent event = new VEvent();
    event.setUid(reminder.id() + "@jobstream");
    event.setDateTimeStamp(Date.from(application.updatedAt()));
    event.setSequence((int) reminder.version() - 1);
    event.setSummary("%s: %s".formatted(reminder.action(), name(application)));
    event.setDateStart(new biweekly.property.DateStart(day(reminder.due())));
    event.setDateEnd(new biweekly.property.DateEnd(day(reminder.due().plusDays(1))));
    // It takes no time that others could want.
    event.setTransparency(true);
    if (application.job().sourceUrl() != null) {
      event.setDescription(application.job().sourceUrl());
    }
    Duration after = Duration.builder().hours(ALARM_HOUR).build();
    event.addAlarm(VAlarm.display(new Trigger(after, Related.START), reminder.action()));
    return event;
  }

  /** A day without a time, which belongs to no time zone. */
  private static ICalDate day(LocalDate day) {
    DateTimeComponents parts =
        new DateTimeComponents(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    return new ICalDate(parts, false);
  }

  private static String name(JobApplication application) {
    return Stream.of(application.job().title(), application.job().company())
        .filter(part -> part != null)
        .collect(Collectors.joining(", "));
  }
}
