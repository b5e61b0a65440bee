package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Company;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.ApplicationJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes two companies of one. */
@Command(
    name = "separate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a spelling a company of its own, with the applications that spell it so.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n")
final class CompanySeparateCommand extends TrackerCommand {
  @Parameters(index = "0", paramLabel = "COMPANY", description = "The company: name or id.")
  private String company = "";

  @Parameters(index = "1", paramLabel = "SPELLING", description = "The spelling to take away.")
  private String spelling = "";

  CompanySeparateCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) {
    Company one = tracker.companies().find(company);
    Company separate = tracker.companies().separate(one.id(), spelling);
    return done(
        "`%s` is a company of its own.".formatted(separate.name()),
        json -> ApplicationJson.write(json, separate));
  }
}
