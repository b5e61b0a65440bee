package dev.jobstream.cli;

import dev.jobstream.tracker.applications.SavedSearch;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.exchange.ApplicationJson;
import dev.jobstream.tracker.exchange.Pages;
import dev.jobstream.tracker.search.SearchField;
import dev.jobstream.tracker.search.SearchParser;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds applications, and keeps searches. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finds applications by words anywhere in them, and by their fields.",
      "",
      "Everything that is asked for must hold."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nThe search:%n",
    footer = {
      "  senior \"site reliability\"     words, and words in a row, anywhere",
      "  engin*                        the beginning of a word",
      "  -- -php                       a minus leaves out (`--` ends the options)",
      "  title: company: location: industry: skill: tag: source:",
      "                                words of one field: company:\"Example AG\";",
      "                                skill:java,kotlin finds either",
      "  stage:applied,offer is:open   one of these stages; what has not ended",
      "  type:remote type:full-time level:entry",
      "  applied:>2026-10-01           days: also added: moved: quiet: posted:",
      "                                deadline:; 2026-10, -7d..today, <monday",
      "  salary:>80k salary:60k..90kEUR   the pay of a year",
      "  has:reminder                  also note, contact, interview, document, resume,",
      "                                cover-letter, salary, deadline, answer, posting",
      "  sort:-salary                  the order; a minus puts the largest first",
      "",
      "Examples:",
      "  jobstream search kotlin berlin is:open",
      "  jobstream search 'stage:applied quiet:<-30d sort:applied'",
      "  jobstream search --save waiting 'stage:applied quiet:<-14d'",
      "  jobstream search --saved waiting"
    })
final class SearchCommand extends TrackerCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "WORD",
      description = "What to look for, as described below.")
  private List<String> words = List.of();

  @ArgGroup(exclusive = true)
  private @Nullable Saved saved;

  @Mixin private ListLimit limit = new ListLimit();

  /** What to do with searches that are kept. */
  static final class Saved {
    @Option(names = "--save", paramLabel = "NAME", description = "Keep the search by a name.")
    private @Nullable String save;

    @Option(
        names = "--saved",
        paramLabel = "NAME",
        description = "Repeat a search that was kept; further words narrow it.")
    private @Nullable String repeat;

    @Option(names = "--list-saved", description = "List the searches that are kept.")
    private boolean list;

    @Option(names = "--forget", paramLabel = "NAME", description = "Keep a search no longer.")
    private @Nullable String forget;
  }

  SearchCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) {
    String typed = String.join(" ", words.stream().map(SearchCommand::requoted).toList());
    if (saved == null) {
      return find(tracker, typed);
    }
    if (saved.list) {
      return listSaved(tracker);
    }
    if (saved.forget != null) {
      SavedSearch search = tracker.savedSearches().find(saved.forget);
      tracker.savedSearches().delete(search.id());
      return done(
          "The search `%s` is forgotten. It was: %s".formatted(search.name(), search.query()),
          value -> ApplicationJson.write(value, search));
    }
    if (saved.save != null) {
      parse(typed);
      SavedSearch search = tracker.savedSearches().add(saved.save, typed);
      return done(
          "The search is kept. `jobstream search --saved \"%s\"` repeats it."
              .formatted(search.name()),
          value -> ApplicationJson.write(value, search));
    }
    String kept = tracker.savedSearches().find(String.valueOf(saved.repeat)).query();
    return find(tracker, (kept + " " + typed).strip());
  }

  /** What the shell has unquoted: {@code company:"Example AG"} arrives without its quotes. */
  private static String requoted(String word) {
    if (word.indexOf('"') >= 0 || word.chars().noneMatch(Character::isWhitespace)) {
      return word;
    }
    int colon = word.indexOf(':');
    boolean several = colon >= 0 && word.indexOf(':', colon + 1) >= 0;
    boolean text =
        colon < 0
            || SearchField.named(word.substring(0, colon)).filter(SearchField::isText).isPresent();
    if (several || !text) {
      return word;
    }
    return word.substring(0, colon + 1) + '"' + word.substring(colon + 1) + '"';
  }

  private int find(Tracker tracker, String typed) {
    return ListCommand.write(this, tracker, parse(typed), limit);
  }

  private SearchQuery parse(String typed) {
    try {
      return SearchParser.parse(typed, today());
    } catch (TrackerException.InvalidSearch e) {
      session().complain(String.valueOf(e.getMessage()));
      StyledText before = StyledText.of(typed.substring(0, e.start()));
      StyledText wrong = StyledText.of(Style.RED, typed.substring(e.start(), e.end()));
      Output err = session().err();
      err.line(StyledText.of("  ").plus(before).plus(wrong).plus(typed.substring(e.end())));
      err.line(" ".repeat(2 + before.width()) + "^".repeat(Math.max(1, wrong.width())));
      throw new CommandException(ExitCode.USAGE, "");
    }
  }

  private int listSaved(Tracker tracker) {
    if (json()) {
      array(Pages.all(tracker.savedSearches()::list), ApplicationJson::write);
      return ExitCode.DONE;
    }
    Table table = new Table("NAME", "SEARCH");
    boolean any = false;
    for (SavedSearch search : Pages.all(tracker.savedSearches()::list)) {
      table.row(StyledText.of(search.name()), StyledText.of(search.query()));
      any = true;
    }
    if (any) {
      table.lines(out().screen().columns().getAsInt()).forEach(out()::line);
    } else {
      session().warn("No search is kept. Keep one with `jobstream search --save NAME …`.");
    }
    return ExitCode.DONE;
  }
}
