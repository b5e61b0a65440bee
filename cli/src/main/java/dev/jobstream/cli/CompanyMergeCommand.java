package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Company;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.ApplicationJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes one company of two. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes two companies one: all applications at the second become ones at the first, also those"
          + " that are still to come under its spelling.",
      "`jobstream company separate` takes it back."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n")
final class CompanyMergeCommand extends TrackerCommand {
  @Parameters(index = "0", paramLabel = "KEPT", description = "The one that stays: name or id.")
  private String kept = "";

  @Parameters(index = "1", paramLabel = "OTHER", description = "The one that becomes part of it.")
  private String other = "";

  CompanyMergeCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) {
    Company first = tracker.companies().find(kept);
    Company second = tracker.companies().find(other);
    Company merged = tracker.companies().merge(first.id(), second.id());
    return done(
        "`%s` is `%s` from now on. `jobstream company separate \"%s\" \"%s\"` takes it back."
            .formatted(second.name(), merged.name(), merged.name(), second.name()),
        json -> ApplicationJson.write(json, merged));
  }
}
