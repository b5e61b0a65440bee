package dev.jobstream.tracker;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells pay from the other money of a posting: funding, revenue, bonuses, budgets, savings plans.
 * An amount counts if the words around it say that it is pay, or if it has a line of its own.
 */
final class SalaryFacts {
  private SalaryFacts() {}

  /** What parts an amount from what is said besides. */
  private static final List<String> BESIDE = List.of(" | ", " • ", " · ", "\t", " (");

  /** An own line is one of which the amount is at least this part. */
  private static final int OWN_LINE_PER_CENT = 40;

  private static final BigDecimal LEAST_WITHOUT_PERIOD = BigDecimal.valueOf(1_000);
  private static final BigDecimal MOST_AN_HOUR = BigDecimal.valueOf(2_000);

  static void read(List<Line> lines, FactSheet facts) {
    int amounts = 0;
    for (Line line : lines) {
      for (SalaryParser.Match match : SalaryParser.find(line.text())) {
        if (facts.isFact(PostingField.SALARY) || ++amounts > SalaryParser.MOST_AMOUNTS) {
          return;
        }
        Finding.Origin origin = origin(line, match);
        if (origin != null) {
          facts.offer(
              PostingField.SALARY,
              new FieldValue.Pay(match.salary()),
              origin,
              line.at(match.span()));
        }
      }
    }
  }

  /** A plain "$" is the dollar of the place where the work is. */
  static void settleDollar(String text, FactSheet facts) {
    Finding finding = facts.finding(PostingField.SALARY).orElse(null);
    Salary salary = salary(facts);
    String place = facts.text(PostingField.LOCATION).orElse("");
    if (finding == null
        || salary == null
        || !"USD".equals(salary.currency())
        || finding.evidence().source() != Evidence.Source.TEXT
        || finding.evidence().spans().isEmpty()) {
      return;
    }
    Span span = finding.evidence().spans().getFirst();
    boolean plain = !text.substring(span.start(), span.end()).contains("US");
    if (plain && !Currencies.dollarOf(place).equals("USD")) {
      Salary settled =
          new Salary(salary.min(), salary.max(), Currencies.dollarOf(place), salary.period());
      facts.replace(
          new Finding(
              finding.field(), new FieldValue.Pay(settled), finding.evidence(), finding.origin()));
    }
  }

  /**
   * Offers the range that the text names around a label's single amount: "Pay: $18/hour" somewhere
   * below "$15 – $18 an hour".
   */
  static void offerRangeAround(FactSheet labelled, List<Line> lines, FactSheet facts) {
    Salary single = salary(labelled);
    if (single == null
        || single.min() == null
        || single.max() == null
        || single.min().compareTo(single.max()) != 0) {
      return;
    }
    FactSheet unlabelled = new FactSheet();
    read(lines, unlabelled);
    Salary range = salary(unlabelled);
    if (unlabelled.isFact(PostingField.SALARY)
        && range != null
        && range.min() != null
        && range.max() != null
        && range.min().compareTo(single.min()) <= 0
        && range.max().compareTo(single.min()) >= 0) {
      unlabelled.finding(PostingField.SALARY).ifPresent(facts::offer);
    }
  }

  private static @Nullable Salary salary(FactSheet facts) {
    return facts
                .finding(PostingField.SALARY)
                .map(Finding::value)
                .filter(FieldValue.Pay.class::isInstance)
                .orElse(null)
            instanceof FieldValue.Pay pay
        ? pay.salary()
        : null;
  }

  /** What stands behind a label of pay, whatever the words around it. */
  static void offerLabelled(Line value, FactSheet facts) {
    String text = Lines.cut(value.text());
    for (SalaryParser.Match match : SalaryParser.find(text)) {
      boolean likely = SalaryParser.isLikely(match.salary()) && !match.millions();
      if (likely && !MoneyWords.around(text, match.span()).otherMoneyFollows()) {
        facts.fact(PostingField.SALARY, new FieldValue.Pay(match.salary()), value.at(match.span()));
        return;
      }
    }
  }

  /** Whether a short text holds an amount with its currency. */
  static boolean isAmount(String text) {
    return SalaryParser.find(text).stream().anyMatch(match -> match.salary().currency() != null);
  }

  private static Finding.@Nullable Origin origin(Line line, SalaryParser.Match match) {
    Salary salary = match.salary();
    if (match.millions() || !SalaryParser.isLikely(salary) || !isPlausible(salary)) {
      return null;
    }
    MoneyWords words = MoneyWords.around(line.text(), match.span());
    if (words.sayOtherMoney()) {
      return null;
    }
    boolean saidToBePay = words.sayPay();
    boolean ownLine = isOwnLine(line, match);
    boolean currency = salary.currency() != null;
    boolean precise = match.range() || salary.period() != null;
    if (currency && (saidToBePay ? precise : ownLine && precise)) {
      return Finding.Origin.FACT;
    }
    boolean likely =
        currency
            ? saidToBePay || ownLine || salary.period() != null
            : saidToBePay && isAtLeast(salary, LEAST_WITHOUT_PERIOD);
    return likely && (currency || precise) ? Finding.Origin.GUESS : null;
  }

  private static boolean isOwnLine(Line line, SalaryParser.Match match) {
    Span amount = line.at(match.span());
    return Lines.split(line, BESIDE).stream()
        .filter(part -> part.start() <= amount.start() && part.end() >= amount.end())
        .anyMatch(
            part -> (amount.end() - amount.start()) * 100 >= part.length() * OWN_LINE_PER_CENT);
  }

  /** A smaller amount is a perk's: "€2,000 per year for books". */
  private static boolean isPlausible(Salary salary) {
    BigDecimal amount = salary.max() != null ? salary.max() : salary.min();
    if (amount == null) {
      return false;
    }
    if (salary.period() == null) {
      return amount.compareTo(LEAST_WITHOUT_PERIOD) >= 0;
    }
    int least =
        switch (salary.period()) {
          case HOUR -> 3;
          case DAY -> 30;
          case WEEK -> 100;
          case MONTH -> 300;
          case YEAR -> 5_000;
        };
    return amount.compareTo(BigDecimal.valueOf(least)) >= 0
        && (salary.period() != Salary.Period.HOUR || amount.compareTo(MOST_AN_HOUR) <= 0);
  }

  private static boolean isAtLeast(Salary salary, BigDecimal least) {
    BigDecimal amount = salary.max() != null ? salary.max() : salary.min();
    return amount != null && amount.compareTo(least) >= 0;
  }
}
