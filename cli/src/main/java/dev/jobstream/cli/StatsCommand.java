package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Statistics;
import dev.jobstream.tracker.applications.StatisticsPeriod;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.StatisticsJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows how it goes. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows the applications in numbers.",
      "",
      "How far they got, how many were answered, by source, company and week, how long stages take,"
          + " and how long open ones have been quiet.",
      "",
      "How far one got counts, not where it ended: a rejection does not erase an interview."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream stats",
      "  jobstream stats --from 2026-10-01 --to 2026-10-31",
      "  jobstream stats --json | jq .flows       the data of a Sankey chart"
    })
final class StatsCommand extends TrackerCommand {
  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "Only applications sent (or else saved) on this day or later.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "DAY", description = "Only those of this day or earlier.")
  private @Nullable String to;

  StatsCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) {
    Statistics statistics =
        tracker.applications().statistics(new StatisticsPeriod(past(from), past(to)));
    if (json()) {
      out().raw(JsonText.pretty(value -> StatisticsJson.write(value, statistics)) + "\n");
    } else if (statistics.total() == 0) {
      session()
          .warn("There is no application to count. Save one with `jobstream add posting.txt`.");
    } else {
      new StatisticsView(out()).write(statistics);
    }
    return ExitCode.DONE;
  }
}
