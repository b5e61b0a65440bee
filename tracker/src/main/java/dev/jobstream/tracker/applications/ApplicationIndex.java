package dev.jobstream.tracker.applications;

import dev.jobstream.tracker.Salary;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a store looks applications up by: computed here, so that every store finds the same.
 *
 * @param words what a search looks at, words with one space between two; see {@link SearchWords}
 * @param urlKey the posting's address, as {@link UrlKey} makes it equal; null if there is none
 * @param titleKey the title as {@link SearchText#key}; null if there is none
 * @param companyKey the company as its user spelled it, as {@link SearchText#key}; null if there is
 *     none
 * @param lowestPay the lowest pay for a year; null if not known
 * @param highestPay the highest pay for a year; null if not known
 * @param addedOn the day on which it was recorded, where its user was
 */
public record ApplicationIndex(
    String words,
    @Nullable String urlKey,
    @Nullable String titleKey,
    @Nullable String companyKey,
    @Nullable BigDecimal lowestPay,
    @Nullable BigDecimal highestPay,
    LocalDate addedOn) {

  /** The index of an application as it stands. */
  static ApplicationIndex of(
      JobApplication application,
      String postingText,
      StageHistory history,
      List<JournalEntry> entries,
      List<Document> documents,
      ZoneId zone) {
    JobDetails job = application.job();
    Salary salary = job.salary();
    return new ApplicationIndex(
        SearchWords.of(application, postingText, history, entries, documents),
        urlKeyOrNull(job.sourceUrl()),
        keyOrNull(job.title()),
        keyOrNull(job.company()),
        salary == null
            ? null
            : forAYear(salary, salary.min() == null ? salary.max() : salary.min()),
        salary == null
            ? null
            : forAYear(salary, salary.max() == null ? salary.min() : salary.max()),
        LocalDate.ofInstant(application.createdAt(), zone));
  }

  static @Nullable String keyOrNull(@Nullable String text) {
    return text == null ? null : SearchText.key(text);
  }

  static @Nullable String urlKeyOrNull(@Nullable String url) {
    String key = url == null ? null : UrlKey.of(url).orElse(null);
    return key == null || key.length() <= SearchText.LONGEST_KEY
        ? key
        : key.substring(0, SearchText.LONGEST_KEY);
  }

  private static @Nullable BigDecimal forAYear(Salary salary, @Nullable BigDecimal amount) {
    if (amount == null) {
      return null;
    }
    Salary.Period period = salary.period() == null ? Salary.Period.YEAR : salary.period();
    int times =
        switch (period) {
          case HOUR -> 2080;
          case DAY -> 260;
          case WEEK -> 52;
          case MONTH -> 12;
          case YEAR -> 1;
        };
    return amount.multiply(BigDecimal.valueOf(times));
  }
}
