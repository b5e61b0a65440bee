package dev.jobstream.cli;

import dev.jobstream.tracker.applications.ApplicationEdit;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.ApplicationJson;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Marks an application. */
@Command(
    name = "tag",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Puts marks of your own on an application, or takes them away.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream tag 3f9k dream remote-first",
      "  jobstream tag 3f9k --remove maybe",
      "  jobstream search tag:dream"
    })
final class TagCommand extends TrackerCommand {
  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "The application, or how its id begins.")
  private String id = "";

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "TAG", description = "Tags to add.")
  private List<String> added = List.of();

  @Option(
      names = "--remove",
      paramLabel = "TAG",
      description = "A tag to take away; may be given several times.")
  private List<String> removed = List.of();

  TagCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) {
    JobApplication before = tracker.applications().find(id);
    List<String> tags = new ArrayList<>(before.tags());
    tags.removeIf(tag -> removed.stream().anyMatch(tag::equalsIgnoreCase));
    tags.addAll(added);
    JobApplication after = tracker.applications().edit(ApplicationEdit.of(before).withTags(tags));
    return done(
        "%s: %s."
            .formatted(
                ApplicationText.name(after),
                after.tags().isEmpty() ? "no tags" : String.join(", ", after.tags())),
        json -> ApplicationJson.write(json, after));
  }
}
