package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.exchange.Pages;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Option;

/** How much of a list is shown. */
final class ListLimit {
  static final int PAGE = 200;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "The most that are shown (default: ${DEFAULT-VALUE}).",
      defaultValue = "50")
  private int most;

  @Option(names = "--all", description = "Show them all.")
  private boolean all;

  void check() {
    if (most < 1 || most > PageRequest.MOST) {
      throw new CommandException(
          ExitCode.USAGE,
          "The option `--limit` is `%d`; it must be from 1 to %d. `--all` shows everything."
              .formatted(most, PageRequest.MOST));
    }
  }

  boolean all() {
    return all;
  }

  PageRequest first() {
    return PageRequest.first(most);
  }

  /** The items of a list that are wanted, up to the limit. */
  <T> List<T> cut(Function<PageRequest, Page<T>> source, Predicate<T> wanted) {
    return StreamSupport.stream(Pages.all(source).spliterator(), false)
        .filter(wanted)
        .limit(all ? Long.MAX_VALUE : most)
        .toList();
  }

  /** The items of a list up to the limit. */
  <T> Iterable<T> cut(Function<PageRequest, Page<T>> source) {
    return all ? Pages.all(source) : source.apply(first()).items();
  }
}
