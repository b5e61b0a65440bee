package dev.jobstream.tracker.applications;

import dev.jobstream.tracker.PostingText;
import dev.jobstream.tracker.Salary;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values as they are kept: without what no reader sees, and within bounds. */
final class Fields {
  /** Short enough for every database's index. */
  private static final int LONGEST_LINE = 500;

  private static final int LONGEST_ADDRESS = 2_000;

  private static final int LONGEST_TEXT = 200_000;
  private static final int MOST_ITEMS = 200;
  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);
  private static final Instant FIRST_MOMENT = FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
  private static final Instant END_OF_MOMENTS =
      LAST_DAY.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  private static final long MOST_VERSIONS = 1_000_000_000;

  /** Of an amount, before its point and behind it. */
  private static final int MOST_DIGITS = 15;

  private Fields() {}

  /** One line; null if nothing is left of it. */
  static @Nullable String line(String name, @Nullable String value) {
    return value == null ? null : clean(name, value.replaceAll("\\s+", " "), LONGEST_LINE);
  }

  /** A web address; null if nothing is left of it. */
  static @Nullable String address(String name, @Nullable String value) {
    return value == null ? null : clean(name, value.replaceAll("\\s+", " "), LONGEST_ADDRESS);
  }

  /** A posting's text or page as it stands, without what no database holds. */
  static String posting(String name, String value) {
    if (value.length() > PostingText.MOST_CHARACTERS) {
      throw tooLong(name, value.length(), PostingText.MOST_CHARACTERS);
    }
    return value.codePoints().anyMatch(Fields::isUnkept)
        ? value
            .codePoints()
            .filter(c -> !isUnkept(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : value;
  }

  private static boolean isUnkept(int c) {
    return c == 0 || Character.getType(c) == Character.SURROGATE;
  }

  /** Several lines; null if nothing is left of them. */
  static @Nullable String text(String name, @Nullable String value) {
    return value == null ? null : clean(name, value.replaceAll("\\R", "\n"), LONGEST_TEXT);
  }

  /** One line that must be there. */
  static String neededLine(String name, @Nullable String value) {
    return needed(name, line(name, value));
  }

  /** A text that must be there. */
  static String neededText(String name, @Nullable String value) {
    return needed(name, text(name, value));
  }

  /** Items on a line each, none empty and none twice, whatever their case. */
  static List<String> items(String name, List<String> values) {
    List<String> items = new ArrayList<>();
    for (String value : values) {
      String item = line(name, value);
      if (item != null && items.stream().noneMatch(item::equalsIgnoreCase)) {
        items.add(item);
      }
    }
    if (items.size() > MOST_ITEMS) {
      throw TrackerException.invalid(
          "There are `%d` %s, at most %d can be kept. Leave some out."
              .formatted(items.size(), name, MOST_ITEMS));
    }
    return items;
  }

  /** A day of our times, which every database can hold. */
  static <D extends @Nullable LocalDate> D day(String name, D day) {
    if (day != null && (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY))) {
      throw TrackerException.invalid(
          "The %s `%s` is not between %s and %s. Check the year."
              .formatted(name, day, FIRST_DAY, LAST_DAY));
    }
    return day;
  }

  /** A moment of our times, as precisely as every database keeps it. */
  static Instant moment(String name, Instant moment) {
    if (moment.isBefore(FIRST_MOMENT) || !moment.isBefore(END_OF_MOMENTS)) {
      throw TrackerException.invalid(
          "The %s `%s` is not between %s and %s. Check the year."
              .formatted(name, moment, FIRST_DAY, LAST_DAY));
    }
    return moment.truncatedTo(ChronoUnit.MILLIS);
  }

  /** A version as things have it that were changed by hand. */
  static long version(long version) {
    if (version < 1 || version > MOST_VERSIONS) {
      throw TrackerException.invalid(
          "The version `%d` is not between 1 and %d.".formatted(version, MOST_VERSIONS));
    }
    return version;
  }

  private static @Nullable Salary salary(@Nullable Salary salary) {
    return salary == null
        ? null
        : new Salary(
            amount(salary.min()),
            amount(salary.max()),
            line("currency", salary.currency()),
            salary.period());
  }

  private static @Nullable BigDecimal amount(@Nullable BigDecimal amount) {
    boolean kept =
        amount == null
            || (amount.signum() >= 0
                && amount.precision() - amount.scale() <= MOST_DIGITS
                && amount.scale() <= MOST_DIGITS);
    if (!kept) {
      throw TrackerException.invalid(
          "The amount `%s` is nobody's pay. Give one of at most %d digits."
              .formatted(amount, MOST_DIGITS));
    }
    return amount;
  }

  static JobDetails details(JobDetails job) {
    return job.toBuilder()
        .title(line("title", job.title()))
        .company(line("company", job.company()))
        .location(line("location", job.location()))
        .industry(line("industry", job.industry()))
        .skills(items("skills", job.skills()))
        .salary(salary(job.salary()))
        .sourceUrl(address("source address", job.sourceUrl()))
        .applyUrl(address("address to apply at", job.applyUrl()))
        .datePosted(day("day of posting", job.datePosted()))
        .validThrough(day("last day to apply", job.validThrough()))
        .build();
  }

  static Contact.Details details(Contact.Details person) {
    return new Contact.Details(
        neededLine("contact's name", person.name()),
        line("role", person.role()),
        line("e-mail address", person.email()),
        line("telephone number", person.phone()),
        address("link", person.link()),
        text("note", person.note()));
  }

  static Interview.Details details(Interview.Details interview) {
    if (interview.round() < 1 || interview.round() > 100) {
      throw TrackerException.invalid(
          "The round `%d` of an interview is not between 1 and 100.".formatted(interview.round()));
    }
    Duration length = interview.length();
    if (length != null && (length.toMinutes() < 1 || length.toDays() > 31)) {
      throw TrackerException.invalid(
          "An interview of `%d` minutes cannot be kept. Give 1 minute to 31 days."
              .formatted(length.toMinutes()));
    }
    ZonedDateTime startsAt = interview.startsAt().truncatedTo(ChronoUnit.SECONDS);
    day("day of the interview", startsAt.toLocalDate());
    return new Interview.Details(
        interview.round(),
        interview.kind(),
        startsAt,
        length == null ? null : length.truncatedTo(ChronoUnit.MINUTES),
        address("place", interview.place()),
        items("people", interview.people()),
        interview.outcome(),
        text("note", interview.note()));
  }

  private static String needed(String name, @Nullable String value) {
    if (value == null) {
      throw TrackerException.invalid("The %s is empty. Give one.".formatted(name));
    }
    return Objects.requireNonNull(value);
  }

  private static @Nullable String clean(String name, String value, int longest) {
    StringBuilder clean = new StringBuilder(value.length());
    value
        .codePoints()
        .filter(c -> c == '\n' || c == '\t' || !isUnseen(c))
        .forEach(clean::appendCodePoint);
    String stripped = clean.toString().strip();
    if (stripped.length() > longest) {
      throw tooLong(name, stripped.length(), longest);
    }
    return stripped.isEmpty() ? null : stripped;
  }

  private static TrackerException tooLong(String name, int length, int longest) {
    return TrackerException.invalid(
        String.format(
            Locale.ROOT,
            "The %s has %,d characters, at most %,d can be kept. Shorten it.",
            name,
            length,
            longest));
  }

  /** No database holds a NUL or half a surrogate pair, and no person sees a control character. */
  private static boolean isUnseen(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }
}
