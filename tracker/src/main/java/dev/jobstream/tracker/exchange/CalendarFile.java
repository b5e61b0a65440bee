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
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JournalEntry;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.Reminder;
import dev.jobstream.tracker.applications.Tracker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
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

  private static final int PAGE = 100;
  private static final String BEGIN_EVENT = "BEGIN:VEVENT";

  /** At the beginning of a line, where no text of an event can stand. */
  private static final String END = "\nEND:VCALENDAR";

  private static final String FRAME = text(frame());

  private final Tracker tracker;
  private final Writer out;

  private CalendarFile(Tracker tracker, Writer out) {
    this.tracker = tracker;
    this.out = out;
  }

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
    CalendarFile file =
        new CalendarFile(tracker, new OutputStreamWriter(out, StandardCharsets.UTF_8));
    file.out.write(FRAME.substring(0, FRAME.indexOf(END) + 1));
    int interviews =
        file.each(page -> tracker.journal().interviews(from, null, page), CalendarFile::event);
    int reminders =
        file.each(page -> tracker.journal().openReminders(null, page), CalendarFile::event);
    file.out.write(FRAME.substring(FRAME.indexOf(END) + 1));
    file.out.flush();
    return new Count(interviews, reminders);
  }

  /** Writes the events of a list, page by page. */
  private <T extends JournalEntry> int each(
      Function<PageRequest, Page<T>> list, BiFunction<T, JobApplication, VEvent> event)
      throws IOException {
    int written = 0;
    PageRequest request = PageRequest.first(PAGE);
    while (true) {
      Page<T> page = list.apply(request);
      Map<Id, JobApplication> applications =
          tracker
              .applications()
              .getAll(
                  page.items().stream()
                      .map(JournalEntry::applicationId)
                      .collect(Collectors.toSet()))
              .stream()
              .collect(Collectors.toMap(JobApplication::id, application -> application));
      for (T entry : page.items()) {
        JobApplication application = applications.get(entry.applicationId());
        if (application != null) {
          write(event.apply(entry, application));
          written++;
        }
      }
      if (page.next() == null) {
        return written;
      }
      request = request.after(page.next());
    }
  }

  /** Its writer knows whole calendars alone, so each event is taken out of one of its own. */
  private void write(VEvent event) throws IOException {
    ICalendar calendar = frame();
    calendar.addEvent(event);
    String text = text(calendar);
    out.write(text.substring(text.indexOf(BEGIN_EVENT), text.indexOf(END) + 1));
  }

  private static ICalendar frame() {
    ICalendar calendar = new ICalendar();
    calendar.setProductId("-//Jobstream//Jobstream//EN");
    calendar.setName("Jobstream");
    return calendar;
  }

  private static String text(ICalendar calendar) {
    StringWriter text = new StringWriter();
    try (ICalWriter writer = new ICalWriter(text, ICalVersion.V2_0)) {
      writer.write(calendar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
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
