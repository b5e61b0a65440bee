package dev.jobstream.cli;

import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.ApplicationJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts an application into the trash. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Puts an application into the trash, from where it can be taken back.",
      "",
      "What lies there is in no list, search or statistic. Only --forever deletes it for good."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream delete 3f9k",
      "  jobstream delete --undo 3f9k",
      "  jobstream delete --trash               what lies in the trash",
      "  jobstream delete --forever 3f9k"
    })
final class DeleteCommand extends TrackerCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The application, or how its id begins.")
  private @Nullable String id;

  @ArgGroup(exclusive = true)
  private @Nullable Way way;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before deleting for good.")
  private boolean sure;

  @Mixin private ListLimit limit = new ListLimit();

  /** What else can be done with the trash. */
  static final class Way {
    @Option(names = "--undo", description = "Take it out of the trash.")
    private boolean undo;

    @Option(names = "--trash", description = "List what lies in the trash.")
    private boolean list;

    @Option(
        names = "--forever",
        description = "Delete it for good, with its posting and all that belongs to it.")
    private boolean forever;
  }

  DeleteCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) {
    if (way != null && way.list) {
      return list(tracker);
    }
    if (id == null) {
      throw new CommandException(ExitCode.USAGE, "Name the application by its id.");
    }
    JobApplication application = tracker.applications().find(id);
    String name = ApplicationText.name(application);
    String shown = ShortIds.ofApplications(tracker).of(application.id());
    if (way != null && way.undo) {
      JobApplication back = tracker.applications().restore(application.id());
      return done("%s is back.".formatted(name), json -> ApplicationJson.write(json, back));
    }
    if (way != null && way.forever) {
      if (!Question.mayGoOn(
          session(),
          "Delete %s for good, with its posting, notes and documents?".formatted(name),
          sure,
          "--yes")) {
        session().warn("Nothing was deleted.");
        return ExitCode.USAGE;
      }
      JobApplication gone = tracker.applications().trash(application.id());
      tracker.applications().purge(gone.id());
      return done("%s is deleted.".formatted(name), json -> ApplicationJson.write(json, gone));
    }
    JobApplication trashed = tracker.applications().trash(application.id());
    return done(
        "%s lies in the trash. `jobstream delete --undo %s` takes it back.".formatted(name, shown),
        json -> ApplicationJson.write(json, trashed));
  }

  private int list(Tracker tracker) {
    limit.check();
    Iterable<JobApplication> trashed = limit.cut(page -> tracker.applications().trashed(page));
    if (json()) {
      array(trashed, ApplicationJson::write);
      return ExitCode.DONE;
    }
    List<JobApplication> applications = new ArrayList<>();
    trashed.forEach(applications::add);
    if (applications.isEmpty()) {
      session().warn("The trash is empty.");
    } else {
      ApplicationTable.write(out(), tracker, applications);
    }
    return ExitCode.DONE;
  }
}
