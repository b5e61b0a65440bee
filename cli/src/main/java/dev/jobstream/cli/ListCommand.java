package dev.jobstream.cli;

import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchSort;
import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.search.Choice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists applications. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the applications, the newest first.",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream list",
      "  jobstream list --open --sort=-salary",
      "  jobstream list --stage interviewing --stage offer",
      "  jobstream list --json --all | jq '.[].title'",
      "",
      "`jobstream search` finds by words, companies, dates and more."
    })
final class ListCommand extends TrackerCommand {
  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "Only those at this stage; may be given several times.")
  private List<String> stages = List.of();

  @Option(names = "--open", description = "Only those that have not ended.")
  private boolean open;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      description =
          "added, updated, applied, quiet-since, deadline, company, title, stage or salary; a minus"
              + " puts the largest first (default: -added).")
  private @Nullable String sort;

  @Mixin private ListLimit limit = new ListLimit();

  ListCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) {
    List<SearchTerm> terms = new ArrayList<>();
    if (!stages.isEmpty()) {
      Set<Stage> wanted = EnumSet.noneOf(Stage.class);
      stages.forEach(stage -> wanted.add(Choice.of("stage", Stage.class).parse(stage)));
      terms.add(new SearchTerm.StageIs(wanted));
    }
    if (open) {
      terms.add(SearchTerm.StageIs.open());
    }
    return write(this, tracker, new SearchQuery(terms, order()), limit);
  }

  private SearchSort order() {
    if (sort == null) {
      return SearchSort.NEWEST_FIRST;
    }
    boolean descending = sort.startsWith("-");
    return new SearchSort(
        Choice.of("order", SearchSort.Key.class).parse(descending ? sort.substring(1) : sort),
        descending);
  }

  /** Writes what a query finds. */
  static int write(TrackerCommand command, Tracker tracker, SearchQuery query, ListLimit limit) {
    limit.check();
    if (command.json()) {
      command.array(
          limit.cut(page -> tracker.applications().search(query, page)),
          dev.jobstream.tracker.exchange.ApplicationJson::write);
    } else if (limit.all()) {
      PageRequest request = PageRequest.first(ListLimit.PAGE);
      Page<JobApplication> page = tracker.applications().search(query, request);
      while (true) {
        ApplicationTable.write(command.out(), tracker, page.items());
        if (page.next() == null) {
          return ExitCode.DONE;
        }
        request = request.after(page.next());
        page = tracker.applications().search(query, request);
      }
    } else {
      Page<JobApplication> page = tracker.applications().search(query, limit.first());
      if (page.items().isEmpty()) {
        boolean empty = tracker.applications().count(SearchQuery.all(), 1) == 0;
        command
            .session()
            .warn(
                empty
                    ? "There is no application yet. Save one with `jobstream add posting.txt`."
                    : "Nothing was found.");
        return ExitCode.DONE;
      }
      ApplicationTable.write(command.out(), tracker, page.items());
      if (page.next() != null) {
        command
            .session()
            .warn(
                "These are the first %d of %s. `--all` shows them all."
                    .formatted(page.items().size(), many(tracker, query)));
      }
    }
    return ExitCode.DONE;
  }

  private static String many(Tracker tracker, SearchQuery query) {
    long count = tracker.applications().count(query, 10_000);
    return count == 10_000 ? "10,000 or more" : String.format(java.util.Locale.ROOT, "%,d", count);
  }
}
