package dev.jobstream.tracker;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads amounts of pay as postings write them: {@code $120k–$150k}, {@code €60.000 - 75.000
 * brutto/Jahr}, {@code 85,000 to 95,000 GBP per annum}, {@code CHF 120'000}, {@code up to $45/hr},
 * {@code 12-15 LPA}. Whether an amount is pay at all is for {@link SalaryFacts} to say.
 */
final class SalaryParser {
  private SalaryParser() {}

  /**
   * An amount or a range.
   *
   * @param salary what it says
   * @param span where it stands in the text that was given, with the words for its period
   * @param range whether two bounds are named
   * @param millions whether the amount is one of millions, which no posting pays
   */
  record Match(Salary salary, Span span, boolean range, boolean millions) {}

  /** How much text around an amount may say what it is paid for. */
  private static final int WINDOW = 48;

  /** A text with more amounts is a price list. */
  static final int MOST_AMOUNTS = 500;

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
  private static final BigDecimal LAKH = BigDecimal.valueOf(100_000);

  // Every repetition is bounded, so that the work for one start is, too.
  private static final String NUMBER =
      "\\d{1,3}(?:[.,'’ \\u00a0\\u202f]\\d{3}){1,3}(?:[.,]\\d{1,2})?(?!\\d)"
          + "|\\d{1,8}(?:[.,]\\d{1,2})?(?!\\d)";
  private static final String SCALE =
      "(?:[ \\u00a0]?(?i:(?:tsd|k|lakhs|lakh|lpa|million|mio|mn|bn|billion|mm|m|b)\\b)|\\.[-–—]{1,2})?\\+?";
  private static final String AMOUNT =
      "(?<cur#>%1$s)?[ \\u00a0]{0,2}(?<num#>%2$s)(?<scale#>%3$s)[ \\u00a0]?(?<end#>%1$s)?"
          .formatted(Currencies.PATTERN, NUMBER, SCALE);
  private static final String PERIOD_BETWEEN =
      "(?:[ ]?(?:/|per|an|a)[ ]?(?:hour|hr|h|year|yr|month|week|day|annum))?";
  private static final Pattern RANGE =
      Pattern.compile(
          "(?<![\\p{L}\\d.,])"
              + AMOUNT.replace('#', '1')
              + "(?:"
              + PERIOD_BETWEEN
              + "[ \\u00a0]{0,2}(?:-{1,2}|[–—−~]|\\b(?i:to|through|till|until|bis|and|und|à|a|y|et)\\b)"
              + "[ \\u00a0]{0,2}(?i:(?:up to|bis zu)[ ])?"
              + AMOUNT.replace('#', '2')
              + ")?");

  private static final List<String> AT_MOST =
      List.of("up to", "bis zu", "bis", "max", "maximum", "maximal", "jusqu à", "hasta", "under");
  private static final List<String> AT_LEAST =
      List.of(
          "from",
          "ab",
          "starting at",
          "starts at",
          "starting from",
          "min",
          "minimum",
          "at least",
          "mindestens",
          "mind",
          "à partir de",
          "desde",
          "over",
          "more than");

  /**
   * What a value pays; empty if it names no amount. An amount without currency counts if it is a
   * thousand or more, or if the value says what it is paid for.
   */
  static Optional<Salary> parse(String value) {
    return find(Lines.cut(value)).stream()
        .filter(match -> !match.millions())
        .map(Match::salary)
        .filter(SalaryParser::isLikely)
        .findFirst();
  }

  /** Whether an amount is one that somebody may be paid. */
  static boolean isLikely(Salary salary) {
    BigDecimal amount = salary.max() != null ? salary.max() : salary.min();
    return amount != null
        && amount.signum() > 0
        && (salary.currency() != null
            || salary.period() != null
            || (amount.compareTo(THOUSAND) >= 0 && !isYear(amount)));
  }

  private static boolean isYear(BigDecimal amount) {
    return amount.compareTo(BigDecimal.valueOf(1900)) > 0
        && amount.compareTo(BigDecimal.valueOf(2100)) < 0;
  }

  /** The amounts of a line, in its order, whatever they are for. */
  static List<Match> find(String line) {
    List<Match> found = new ArrayList<>();
    Matcher matcher = RANGE.matcher(line);
    while (found.size() < MOST_AMOUNTS && matcher.find()) {
      Match match = match(line, matcher);
      if (match != null) {
        found.add(match);
      }
    }
    return found;
  }

  private static @Nullable Match match(String line, Matcher matcher) {
    String number = matcher.group("num1");
    Scale scale1 = Scale.of(matcher.group("scale1"));
    if (number.equals("401") && line.startsWith("k", matcher.end("num1"))) {
      return null; // the savings plan
    }
    boolean percent = line.startsWith("%", matcher.end()) || line.startsWith(" %", matcher.end());
    if (percent) {
      return null;
    }
    boolean range = matcher.group("num2") != null;
    Scale scale2 = range ? Scale.of(matcher.group("scale2")) : scale1;
    BigDecimal low = amount(number);
    BigDecimal high = range ? amount(matcher.group("num2")) : low;
    if (range) {
      boolean inherits = scale1.equals(Scale.ONE) && low.compareTo(THOUSAND) < 0;
      if (inherits && !scale2.equals(Scale.ONE)) {
        scale1 = scale2; // 120-150k
      } else if (inherits
          && high.compareTo(BigDecimal.valueOf(10_000)) >= 0
          && low.multiply(THOUSAND).compareTo(high) <= 0) {
        low = low.multiply(THOUSAND); // 60-75.000
      }
    }
    low = plain(low.multiply(scale1.factor()));
    high = plain(high.multiply(scale2.factor()));
    String before = line.substring(Math.max(0, matcher.start() - WINDOW), matcher.start());
    String after = line.substring(matcher.end(), Math.min(line.length(), matcher.end() + WINDOW));
    PayPeriods.Match period =
        scale2.perYear()
            ? new PayPeriods.Match(Salary.Period.YEAR, 0)
            : PayPeriods.around(before, after, line.substring(matcher.start(), matcher.end()));
    Salary salary =
        salary(low, high, range, before, matcher.group(), currency(matcher, scale2), period);
    int end = matcher.end() + (period == null ? 0 : period.end());
    while (end > matcher.start() && line.charAt(end - 1) <= ' ') {
      end--;
    }
    int start = matcher.start();
    while (start < end && line.charAt(start) <= ' ') {
      start++;
    }
    return new Match(salary, new Span(start, end), range, scale1.millions() || scale2.millions());
  }

  private static Salary salary(
      BigDecimal low,
      BigDecimal high,
      boolean range,
      String before,
      String amount,
      @Nullable String currency,
      PayPeriods.@Nullable Match period) {
    Salary.Period paidFor = period == null ? null : period.period();
    if (range) {
      return new Salary(low.min(high), low.max(high), currency, paidFor);
    }
    Words words = Words.of(before);
    if (AT_MOST.stream().anyMatch(words::endWith)) {
      return new Salary(null, high, currency, paidFor);
    }
    if (amount.strip().endsWith("+") || AT_LEAST.stream().anyMatch(words::endWith)) {
      return new Salary(low, null, currency, paidFor);
    }
    return new Salary(low, high, currency, paidFor);
  }

  private static @Nullable String currency(Matcher matcher, Scale scale) {
    String sign = null;
    for (String group : List.of("end2", "end1", "cur2", "cur1")) {
      String spelling = matcher.group(group);
      String code = Currencies.code(spelling);
      if (code != null && spelling.regionMatches(true, 0, code, 0, code.length())) {
        return code; // "$120,000 CAD": the code says which dollar it is
      }
      sign = sign == null ? code : sign;
    }
    return sign == null && scale.perYear() ? "INR" : sign;
  }

  /** A number with whatever stands between its thousands, and before its cents. */
  private static BigDecimal amount(String number) {
    int last = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
    int decimals = last < 0 ? 0 : number.length() - last - 1;
    String whole = decimals == 1 || decimals == 2 ? number.substring(0, last) : number;
    StringBuilder digits = new StringBuilder();
    whole.chars().filter(Character::isDigit).forEach(digit -> digits.append((char) digit));
    if (decimals == 1 || decimals == 2) {
      digits.append('.').append(number, last + 1, number.length());
    }
    return new BigDecimal(digits.toString());
  }

  private static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** What stands behind a number: thousands, lakhs, millions. */
  private record Scale(BigDecimal factor, boolean perYear, boolean millions) {
    private static final Scale ONE = new Scale(BigDecimal.ONE, false, false);

    static Scale of(@Nullable String suffix) {
      String word = suffix == null ? "" : suffix.replace("+", "").strip().toLowerCase(Locale.ROOT);
      return switch (word) {
        case "k", "tsd" -> new Scale(THOUSAND, false, false);
        case "lakh", "lakhs", "lpa" -> new Scale(LAKH, true, false);
        case "m", "mm", "mn", "mio", "million", "b", "bn", "billion" ->
            new Scale(BigDecimal.valueOf(1_000_000), false, true);
        default -> ONE;
      };
    }
  }
}
