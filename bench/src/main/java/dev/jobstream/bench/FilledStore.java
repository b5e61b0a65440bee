package dev.jobstream.bench;

import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewEntry;
import dev.jobstream.tracker.applications.Tracker;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Fills a store with {@link TestPostings}, and with what a user in the middle of a search has. */
final class FilledStore {
  private static final int STEP = 500;

  /** Of so many one is still open for a few days, if it is one that was only saved. */
  private static final int CLOSING_SOON = 5;

  /** So many of the newest have a reminder and an interview in these weeks. */
  private static final int BUSY = 300;

  private FilledStore() {}

  /** Adds applications and nothing else. */
  static void addApplications(Tracker tracker, TestPostings postings, int size) {
    add(tracker, size, number -> postings.application(number, size));
  }

  /**
   * Adds applications of which some close soon; the newest have reminders, interviews and notes.
   */
  static void fill(Tracker tracker, LocalDate today, int size) {
    TestPostings postings = new TestPostings(today);
    add(
        tracker,
        size,
        number -> {
          NewApplication added = postings.application(number, size);
          return new NewApplication(
              added.posting(),
              number % CLOSING_SOON == 0
                  ? added.job().toBuilder().validThrough(today.plusDays(number % 7)).build()
                  : added.job(),
              added.source(),
              added.tags(),
              added.moves(),
              number < size - BUSY ? List.of() : entries(today.plusDays(number % 21 - 7L)));
        });
  }

  private static List<NewEntry> entries(LocalDate day) {
    return List.of(
        new NewEntry.Todo("Ask how it goes", day),
        new NewEntry.Text("They answered on the telephone.\nAsk about the team."),
        new Interview.Details(
            1,
            Interview.Kind.VIDEO,
            day.atTime(10, 30).atZone(ZoneOffset.UTC),
            Duration.ofMinutes(45),
            "https://meet.example/abc",
            List.of("Mara Lind"),
            Interview.Outcome.OPEN,
            null));
  }

  private static void add(Tracker tracker, int size, IntFunction<NewApplication> numbered) {
    for (int from = 0; from < size; from += STEP) {
      tracker
          .applications()
          .addAll(IntStream.range(from, Math.min(size, from + STEP)).mapToObj(numbered).toList());
      if (from > 0 && from % 20_000 == 0) {
        System.err.printf(Locale.ROOT, "%,d of %,d added ...%n", from, size);
      }
    }
  }
}
