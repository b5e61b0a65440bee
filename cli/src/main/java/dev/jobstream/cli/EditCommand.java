package dev.jobstream.cli;

import dev.jobstream.tracker.applications.ApplicationEdit;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.ApplicationJson;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes what is known of an application. */
@Command(
    name = "edit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Changes what is known of an application.",
      "",
      "Say what to change by options, or without any in your editor ($VISUAL or $EDITOR). An empty"
          + " value takes a field away. The posting itself is kept as it was."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream edit 3f9k",
      "  jobstream edit 3f9k --title \"Backend Engineer\" --deadline 2026-12-31",
      "  jobstream edit 3f9k --tag dream --tag=-maybe --industry \"\""
    })
final class EditCommand extends TrackerCommand {
  @Parameters(paramLabel = "ID", description = "The application, or how its id begins.")
  private String id = "";

  @Mixin private DetailOptions details = new DetailOptions();

  EditCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) throws IOException {
    JobApplication before = tracker.applications().find(id);
    ApplicationEdit edit = ApplicationEdit.of(before);
    if (!details.any()) {
      Optional<JobApplication> saved =
          new Editor(session()).edit(edit, today(), tracker.applications()::edit);
      if (saved.isEmpty()) {
        session().warn("Nothing was changed.");
        return ExitCode.DONE;
      }
      return changed(tracker, saved.get());
    }
    return changed(
        tracker,
        tracker
            .applications()
            .edit(
                edit.withJob(details.apply(before.job(), today()))
                    .withSource(details.source(before.source()))
                    .withTags(details.tags(before.tags()))));
  }

  private int changed(Tracker tracker, JobApplication after) {
    return done(
        "Changed %s %s."
            .formatted(
                ShortIds.ofApplications(tracker).of(after.id()), ApplicationText.name(after)),
        json -> ApplicationJson.write(json, after));
  }
}
