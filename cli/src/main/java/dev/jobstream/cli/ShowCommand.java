package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Dossier;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.ApplicationJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows everything about an application. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Shows an application: its fields, moves, notes, contacts, interviews, reminders and"
            + " documents.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream show 3f9k",
      "  jobstream show 3f9k --posting        with the posting's text",
      "  jobstream show 3f9k --json | jq .history"
    })
final class ShowCommand extends TrackerCommand {
  @Parameters(paramLabel = "ID", description = "The application, or how its id begins.")
  private String id = "";

  @Option(names = "--posting", description = "Show the posting's text too.")
  private boolean posting;

  ShowCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) {
    JobApplication application = tracker.applications().find(id);
    Dossier dossier = tracker.applications().dossier(application.id());
    if (json()) {
      out().raw(JsonText.pretty(value -> ApplicationJson.write(value, dossier)) + "\n");
    } else {
      new DossierView(out(), tracker).write(dossier, posting);
    }
    return ExitCode.DONE;
  }
}
