package dev.jobstream.cli;

import dev.jobstream.tracker.applications.IdKind;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.exchange.ApplicationJson;
import dev.jobstream.tracker.search.Choice;
import dev.jobstream.tracker.search.TypedDay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Interviews: what is agreed, and how it went. */
@Command(
    name = "interview",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Keeps an interview of an application, changes one, or lists those that are to come.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream interview                                what is to come",
      "  jobstream interview 3f9k --at \"monday 14:30\" --kind video --with \"Ada Muster\"",
      "  jobstream interview --change 5c2m --outcome passed",
      "",
      "A time is \"2026-12-01 14:30\", \"tomorrow 9:00\" or \"monday 14:30\", here or in --zone.",
      "`jobstream calendar` writes them for a calendar."
    })
final class InterviewCommand extends TrackerCommand {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The application, or how its id begins.")
  private @Nullable String id;

  @Option(names = "--at", paramLabel = "TIME", description = "When it begins.")
  private @Nullable String at;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The time zone of --at, such as Europe/Berlin (default: this machine's).")
  private @Nullable String zone;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "phone, video, onsite, assessment or other (default: other).")
  private @Nullable String kind;

  @Option(names = "--minutes", paramLabel = "N", description = "How long it takes.")
  private @Nullable Integer minutes;

  @Option(names = "--place", paramLabel = "TEXT|URL", description = "Where it is held.")
  private @Nullable String place;

  @Option(
      names = "--with",
      paramLabel = "NAME",
      description = "Who takes part; may be given several times.")
  private List<String> people = List.of();

  @Option(names = "--round", paramLabel = "N", description = "Which one (default: the next).")
  private @Nullable Integer round;

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "open, passed, failed or cancelled.")
  private @Nullable String outcome;

  @Option(names = "--note", paramLabel = "TEXT", description = "What there is to say.")
  private @Nullable String note;

  @Option(
      names = "--change",
      paramLabel = "INTERVIEW",
      description = "Change the interview of this id.")
  private @Nullable String changed;

  @Option(
      names = "--remove",
      paramLabel = "INTERVIEW",
      description = "Remove the interview of this id.")
  private @Nullable String removed;

  @Mixin private ListLimit limit = new ListLimit();

  InterviewCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) {
    if (removed != null) {
      Interview interview = tracker.journal().find(Interview.class, removed);
      tracker.journal().remove(Interview.class, interview.id());
      return told("Removed", interview);
    }
    if (changed != null) {
      Interview before = tracker.journal().find(Interview.class, changed);
      Interview.Details details = details(before.details());
      return told("Changed", tracker.journal().save(Interview.class, before.with(details)));
    }
    if (id == null) {
      return list(tracker);
    }
    JobApplication application = tracker.applications().find(id);
    if (at == null) {
      throw new CommandException(
          ExitCode.USAGE, "Say when it begins, such as `--at \"monday 14:30\"`.");
    }
    Interview.Details blank =
        new Interview.Details(
            tracker.journal().nextRound(application.id()),
            Interview.Kind.OTHER,
            time(at),
            null,
            null,
            List.of(),
            Interview.Outcome.OPEN,
            null);
    return told("Kept", tracker.journal().addInterview(application.id(), details(blank)));
  }

  private Interview.Details details(Interview.Details before) {
    return new Interview.Details(
        round == null ? before.round() : round,
        kind == null ? before.kind() : Choice.of("kind", Interview.Kind.class).parse(kind),
        at == null ? before.startsAt() : time(at),
        minutes == null ? before.length() : Duration.ofMinutes(minutes),
        place == null ? before.place() : place,
        people.isEmpty() ? before.people() : people,
        outcome == null
            ? before.outcome()
            : Choice.of("outcome", Interview.Outcome.class).parse(outcome),
        note == null ? before.note() : note);
  }

  private ZonedDateTime time(String typed) {
    Clock clock = session().assembly().clock();
    return TypedDay.parseTime(typed, today(), zone == null ? clock.getZone() : zoneOf(zone));
  }

  private static java.time.ZoneId zoneOf(String zone) {
    try {
      return java.time.ZoneId.of(zone);
    } catch (java.time.DateTimeException e) {
      throw TrackerException.invalid(
          "There is no time zone `%s`. Write it as `Europe/Berlin` or `+02:00`.".formatted(zone));
    }
  }

  private int told(String word, Interview interview) {
    return done(
        "%s: round %d on %s."
            .formatted(
                word, interview.details().round(), TIME.format(interview.details().startsAt())),
        json -> ApplicationJson.write(json, interview));
  }

  private int list(Tracker tracker) {
    limit.check();
    Instant now = session().assembly().clock().instant();
    List<Interview> coming =
        limit.cut(
            page -> tracker.journal().interviews(now.minus(Duration.ofHours(2)), null, page),
            interview -> interview.details().outcome() != Interview.Outcome.CANCELLED);
    if (json()) {
      array(coming, ApplicationJson::write);
      return ExitCode.DONE;
    }
    if (coming.isEmpty()) {
      session().warn("No interview is to come.");
      return ExitCode.DONE;
    }
    ShortIds ids = new ShortIds(tracker, IdKind.INTERVIEW);
    Table table = new Table("INTERVIEW", "WHEN", "ROUND", "KIND", "APPLICATION");
    for (Interview interview : coming) {
      Interview.Details details = interview.details();
      JobApplication application = tracker.applications().get(interview.applicationId());
      table.row(
          StyledText.of(Style.BOLD, ids.of(interview.id())),
          StyledText.of(
              TIME.format(
                  details.startsAt().withZoneSameInstant(session().assembly().clock().getZone()))),
          StyledText.of(String.valueOf(details.round())),
          StyledText.of(ApplicationText.words(details.kind())),
          StyledText.of(ApplicationText.name(application)));
    }
    table.lines(out().screen().columns().getAsInt()).forEach(out()::line);
    return ExitCode.DONE;
  }
}
