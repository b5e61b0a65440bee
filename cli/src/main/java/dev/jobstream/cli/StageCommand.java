package dev.jobstream.cli;

import dev.jobstream.tracker.applications.IdKind;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StageChange;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.ApplicationJson;
import dev.jobstream.tracker.search.Choice;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves an application to a stage. */
@Command(
    name = "stage",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Moves an application to a stage.",
      "",
      "Every move is kept with its day; an end can be left again.",
      "",
      "The stages are saved, applied, screening, assessment, interviewing and offer; the ends"
          + " accepted, declined, rejected, withdrawn and ghosted."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream stage 3f9k applied",
      "  jobstream stage 3f9k interviewing --on monday --note \"call with the team\"",
      "  jobstream stage 3f9k rejected --on 2026-11-03",
      "  jobstream stage 3f9k offer --correct     the last move was not what it says",
      "",
      "A day is 2026-11-03, 3.11.2026, today, yesterday, -3d, -2w or monday (the last)."
    })
final class StageCommand extends TrackerCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The application, or how it begins.")
  private String id = "";

  @Parameters(index = "1", paramLabel = "STAGE", description = "The stage, or how it begins.")
  private String stage = "";

  @Option(names = "--on", paramLabel = "DAY", description = "When it moved (default: today).")
  private @Nullable String on;

  @Option(names = "--note", paramLabel = "TEXT", description = "What there is to say about it.")
  private @Nullable String note;

  @Option(
      names = "--correct",
      description =
          "The last move was wrong, and this one stands for it; both are kept, one counts.")
  private boolean correct;

  StageCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) {
    Stage to = Choice.of("stage", Stage.class).parse(stage);
    LocalDate day = past(on);
    JobApplication before = tracker.applications().find(id);
    JobApplication after;
    if (correct) {
      StageChange wrong = last(tracker, before);
      after = tracker.applications().correct(before.id(), wrong.id(), to, day, note);
    } else {
      after = tracker.applications().move(before.id(), to, day, note);
    }
    String name =
        "%s %s"
            .formatted(
                new ShortIds(tracker, IdKind.APPLICATION).of(after.id()),
                ApplicationText.name(after));
    return done(
        "%s: %s".formatted(name, sentence(before, after, to)),
        value -> ApplicationJson.write(value, after));
  }

  /** The move that was recorded last, which is what somebody corrects who mistyped. */
  private static StageChange last(Tracker tracker, JobApplication application) {
    List<StageChange> recorded = tracker.applications().history(application.id()).recorded();
    return recorded.getLast();
  }

  private static String sentence(JobApplication before, JobApplication after, Stage to) {
    if (after.stage() != to) {
      return "%s is written into its history; it stands at %s since %s."
          .formatted(to, after.stage(), after.stageSince());
    }
    if (before.stage() != to) {
      return "%s → %s on %s.".formatted(before.stage(), to, after.stageSince());
    }
    return before.stageSince().equals(after.stageSince())
        ? "it stands at %s since %s already.".formatted(to, after.stageSince())
        : "it stands at %s since %s, not since %s."
            .formatted(to, after.stageSince(), before.stageSince());
  }
}
