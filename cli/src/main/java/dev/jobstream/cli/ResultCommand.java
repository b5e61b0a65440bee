package dev.jobstream.cli;

import dev.jobstream.tracker.search.TypedDay;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command whose result is a sentence or a list for people, or JSON for programs. */
abstract class ResultCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--json", order = 1, description = "Write the result as JSON.")
  private boolean json;

  ResultCommand(Session session) {
    this.session = session;
  }

  final Session session() {
    return session;
  }

  final Output out() {
    return session.out();
  }

  /** Whether the result is for programs. */
  final boolean json() {
    return json;
  }

  /** Writes the result: a sentence for people, or a value for programs. */
  final int done(String sentence, JsonText.Body value) {
    if (json) {
      out().raw(JsonText.pretty(value) + "\n");
    } else {
      out().paragraph(StyledText.of(sentence));
    }
    return ExitCode.DONE;
  }

  /** Writes a list: a table for people, or an array for programs, item by item. */
  final <T> void array(Iterable<T> items, JsonText.Item<T> write) {
    out().raw("[");
    String between = "\n";
    for (T item : items) {
      out().raw(between + JsonText.pretty(value -> write.write(value, item)));
      between = ",\n";
    }
    out().raw("\n]\n");
  }

  final LocalDate today() {
    return LocalDate.now(session.assembly().clock());
  }

  /** A day on which something happened; null for null. */
  final @Nullable LocalDate past(@Nullable String typed) {
    return typed == null ? null : TypedDay.parse(typed, today(), TypedDay.Towards.PAST);
  }

  /** A day for which something is planned; null for null. */
  final @Nullable LocalDate future(@Nullable String typed) {
    return typed == null ? null : TypedDay.parse(typed, today(), TypedDay.Towards.FUTURE);
  }
}
