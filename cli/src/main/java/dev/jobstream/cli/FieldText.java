package dev.jobstream.cli;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.PostingText;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.Span;
import dev.jobstream.tracker.WorkplaceType;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fields, values and their evidence in words. */
final class FieldText {
  private static final int QUOTE_COLUMNS = 60;

  private FieldText() {}

  static String label(PostingField field) {
    return switch (field) {
      case TITLE -> "Title";
      case COMPANY -> "Company";
      case LOCATION -> "Location";
      case WORKPLACE_TYPE -> "Workplace";
      case EMPLOYMENT_TYPE -> "Employment";
      case SENIORITY -> "Seniority";
      case INDUSTRY -> "Industry";
      case SKILLS -> "Skills";
      case TAGS -> "Tags";
      case SALARY -> "Salary";
      case SOURCE_URL -> "Source";
      case APPLY_URL -> "Apply at";
      case DATE_POSTED -> "Posted";
      case VALID_THROUGH -> "Open until";
    };
  }

  static String value(FieldValue value) {
    return switch (value) {
      case FieldValue.Text(String text) -> text;
      case FieldValue.Items items -> String.join(", ", items.items());
      case FieldValue.Day day -> day.day().toString();
      case FieldValue.Pay(Salary salary) -> salary(salary);
      case FieldValue.Workplace(WorkplaceType type) ->
          switch (type) {
            case ONSITE -> "On site";
            case HYBRID -> "Hybrid";
            case REMOTE -> "Remote";
          };
      case FieldValue.Employment(EmploymentType type) -> words(type);
      case FieldValue.Level(Seniority seniority) ->
          seniority == Seniority.MID_SENIOR ? "Mid to senior" : words(seniority);
    };
  }

  /** {@code FULL_TIME} as "Full time". */
  private static String words(Enum<?> constant) {
    String words = constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static String salary(Salary salary) {
    String amount = range(salary.min(), salary.max());
    String currency = salary.currency() == null ? "" : " " + salary.currency();
    Salary.Period period = salary.period();
    return amount
        + currency
        + (period == null ? "" : " per " + words(period).toLowerCase(Locale.ROOT));
  }

  private static String range(@Nullable BigDecimal min, @Nullable BigDecimal max) {
    DecimalFormat format =
        new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
    if (min == null) {
      return "up to " + format.format(max);
    }
    if (max == null) {
      return "from " + format.format(min);
    }
    return min.compareTo(max) == 0
        ? format.format(min)
        : format.format(min) + " to " + format.format(max);
  }

  /** Why a value is believed, and who found it: {@code line 3 “Example AG” · model}. */
  static StyledText reason(Finding finding, PostingText posting) {
    StyledText where =
        switch (finding.evidence().source()) {
          case TEXT -> quotes(finding, posting);
          case STRUCTURED_DATA -> StyledText.of(Style.DIM, "the page's structured data");
          case NONE ->
              finding.isUnfounded()
                  ? StyledText.of(Style.YELLOW, "not found in the posting: check it")
                  : StyledText.of(Style.DIM, "the model's own word");
        };
    String who =
        switch (finding.origin()) {
          case FACT -> "fact";
          case GUESS -> "guess";
          case MODEL -> "model";
        };
    StyledText reason = where.plus(Style.DIM, " · " + who);
    return finding.isUnsure() && !finding.isUnfounded()
        ? reason.plus(Style.YELLOW, unsure(finding))
        : reason;
  }

  private static String unsure(Finding finding) {
    int percent = (int) (100 * finding.confidence().orElseThrow());
    return String.format(Locale.ROOT, ", %d %% sure: check it", percent);
  }

  private static StyledText quotes(Finding finding, PostingText posting) {
    List<Span> spans = finding.evidence().spans();
    List<Span> found = spans.stream().filter(span -> span.end() > span.start()).toList();
    // The lines of a page's readable text are not those that the reader sees in the file.
    boolean counted = posting.html().isEmpty() && !found.isEmpty();
    if (finding.value() instanceof FieldValue.Items(List<String> items) && items.size() > 1) {
      List<String> missing =
          IntStream.range(0, Math.min(items.size(), spans.size()))
              .filter(i -> spans.get(i).end() == spans.get(i).start())
              .mapToObj(items::get)
              .toList();
      String where = counted ? lines(posting, found) : "in the posting";
      return missing.isEmpty()
          ? StyledText.of(Style.DIM, where)
          : StyledText.of(Style.DIM, where + ", ")
              .plus(Style.YELLOW, "not found: " + String.join(", ", missing));
    }
    if (found.isEmpty()) {
      return StyledText.of(Style.DIM, "the posting's text");
    }
    Span span = found.getFirst();
    String quote =
        StyledText.of(posting.text().substring(span.start(), span.end()))
            .cut(QUOTE_COLUMNS)
            .render(false);
    String line = counted ? lines(posting, List.of(span)) + " " : "";
    return StyledText.of(Style.DIM, line + "“" + quote + "”");
  }

  /** {@code line 3} or {@code lines 3, 5, 9}. */
  private static String lines(PostingText posting, List<Span> spans) {
    String text = posting.text();
    List<String> numbers =
        spans.stream()
            .map(span -> 1 + text.substring(0, span.start()).chars().filter(c -> c == '\n').count())
            .sorted()
            .distinct()
            .map(String::valueOf)
            .toList();
    return (numbers.size() == 1 ? "line " : "lines ") + String.join(", ", numbers);
  }
}
