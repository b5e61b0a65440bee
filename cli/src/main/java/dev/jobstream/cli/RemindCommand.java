package dev.jobstream.cli;

import dev.jobstream.tracker.applications.IdKind;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Reminder;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.ApplicationJson;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The next things to do. */
@Command(
    name = "remind",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Sets a reminder for an application, or lists what is to be done, the first due first.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream remind                              everything that is open",
      "  jobstream remind --until +7d                  what is due within a week",
      "  jobstream remind 3f9k Ask how it goes --due +10d",
      "  jobstream remind --done 5c2m",
      "",
      "A day is 2026-11-03, 3.11.2026, today, tomorrow, +3d, +2w or monday (the next)."
    })
final class RemindCommand extends TrackerCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "The application, or how its id begins.")
  private @Nullable String id;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "ACTION", description = "What to do.")
  private List<String> action = List.of();

  @Option(names = "--due", paramLabel = "DAY", description = "Until when (default: +7d).")
  private String due = "+7d";

  @Option(names = "--until", paramLabel = "DAY", description = "List what is due until this day.")
  private @Nullable String until;

  @Option(names = "--done", paramLabel = "REMINDER", description = "It is done.")
  private @Nullable String finished;

  @Option(names = "--reopen", paramLabel = "REMINDER", description = "It is not done after all.")
  private @Nullable String reopened;

  @Option(names = "--remove", paramLabel = "REMINDER", description = "Remove it.")
  private @Nullable String removed;

  @Mixin private ListLimit limit = new ListLimit();

  RemindCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) {
    if (finished != null) {
      return setDone(tracker, finished, true);
    }
    if (reopened != null) {
      return setDone(tracker, reopened, false);
    }
    if (removed != null) {
      Reminder reminder = tracker.journal().find(Reminder.class, removed);
      tracker.journal().remove(Reminder.class, reminder.id());
      return told("Removed", reminder);
    }
    if (id == null) {
      return list(tracker);
    }
    LocalDate day = future(due);
    JobApplication application = tracker.applications().find(id);
    String what = action.isEmpty() ? "Follow up" : String.join(" ", action);
    Reminder reminder =
        tracker
            .journal()
            .addReminder(application.id(), what, day == null ? today().plusDays(7) : day);
    return done(
        "%s: %s by %s."
            .formatted(ApplicationText.name(application), reminder.action(), reminder.due()),
        json -> ApplicationJson.write(json, reminder));
  }

  private int setDone(Tracker tracker, String typed, boolean done) {
    Reminder found = tracker.journal().find(Reminder.class, typed);
    return told(done ? "Done" : "Open again", tracker.journal().setDone(found.id(), done));
  }

  private int told(String word, Reminder reminder) {
    return done(
        "%s: %s.".formatted(word, reminder.action()),
        json -> ApplicationJson.write(json, reminder));
  }

  private int list(Tracker tracker) {
    limit.check();
    LocalDate last = future(until);
    Iterable<Reminder> open = limit.cut(page -> tracker.journal().openReminders(last, page));
    if (json()) {
      array(open, ApplicationJson::write);
      return ExitCode.DONE;
    }
    List<Reminder> reminders = new ArrayList<>();
    open.forEach(reminders::add);
    if (reminders.isEmpty()) {
      session().warn("Nothing is to be done.");
      return ExitCode.DONE;
    }
    ShortIds ids = new ShortIds(tracker, IdKind.REMINDER);
    ShortIds applications = ShortIds.ofApplications(tracker);
    Table table = new Table("REMINDER", "DUE", "WHAT", "APPLICATION");
    for (Reminder reminder : reminders) {
      JobApplication application = tracker.applications().get(reminder.applicationId());
      Style style = reminder.due().isBefore(today()) ? Style.RED : Style.PLAIN;
      table.row(
          StyledText.of(Style.BOLD, ids.of(reminder.id())),
          StyledText.of(style, reminder.due().toString()),
          StyledText.of(reminder.action()),
          StyledText.of(
              applications.of(application.id()) + " " + ApplicationText.name(application)));
    }
    table.lines(out().screen().columns().getAsInt()).forEach(out()::line);
    return ExitCode.DONE;
  }
}
