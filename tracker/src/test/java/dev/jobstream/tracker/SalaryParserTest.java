package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalaryParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$120k–$150k | 120000 | 150000 | USD | -",
        "$120k - 150k per year | 120000 | 150000 | USD | YEAR",
        "120-150k USD | 120000 | 150000 | USD | -",
        "€60.000 - 75.000 brutto/Jahr | 60000 | 75000 | EUR | YEAR",
        "60-75.000 € | 60000 | 75000 | EUR | -",
        "85,000 to 95,000 GBP per annum | 85000 | 95000 | GBP | YEAR",
        "$45/hr | 45 | 45 | USD | HOUR",
        "$40/hr - $45.50/hr | 40 | 45.5 | USD | HOUR",
        "CHF 120'000 | 120000 | 120000 | CHF | -",
        "CHF 120’000.– bis 130’000.– p.a. | 120000 | 130000 | CHF | YEAR",
        "up to $90,000 | - | 90000 | USD | -",
        "bis zu 70.000 € pro Jahr | - | 70000 | EUR | YEAR",
        "from £32,000 pa | 32000 | - | GBP | YEAR",
        "ab 3.200,50 EUR monatlich | 3200.5 | - | EUR | MONTH",
        "$150,000+ | 150000 | - | USD | -",
        "GBP2500 - 6000GBP monthly | 2500 | 6000 | GBP | MONTH",
        "$120,000 CAD | 120000 | 120000 | CAD | -",
        "C$95,000 a year | 95000 | 95000 | CAD | YEAR",
        "12-15 LPA | 1200000 | 1500000 | INR | YEAR",
        "45 000 € / an | 45000 | 45000 | EUR | YEAR",
        "45k€ - 55k€ par an | 45000 | 55000 | EUR | YEAR",
        "€400/day | 400 | 400 | EUR | DAY",
        "$15 - $18 an hour | 15 | 18 | USD | HOUR",
        "Employer Provided Salary:$120K-$145K | 120000 | 145000 | USD | -",
        "$97K-$160K (Glassdoor est.) | 97000 | 160000 | USD | -",
        "between 50000 and 60000 EUR gross annually | 50000 | 60000 | EUR | YEAR",
        "Annual salary: 70000 | 70000 | 70000 | - | YEAR",
        "$110,000/year to $130,000/year | 110000 | 130000 | USD | YEAR",
        "$150,000 - $120,000 | 120000 | 150000 | USD | -",
        "60000 | 60000 | 60000 | - | -",
        "PLN 18 000 – 24 000 / month | 18000 | 24000 | PLN | MONTH",
        "$75,000.00 - $85,000.00 | 75000 | 85000 | USD | -",
      })
  void anAmountIsReadAsItIsWritten(
      String value, String min, String max, String currency, String period) {
    Optional<Salary> salary = SalaryParser.parse(value);

    assertThat(salary.map(SalaryParserTest::show))
        .contains(min + " " + max + " " + currency + " " + period);
  }

  private static String show(Salary salary) {
    return java.util.stream.Stream.of(
            salary.min() == null ? "-" : salary.min().toPlainString(),
            salary.max() == null ? "-" : salary.max().toPlainString(),
            salary.currency() == null ? "-" : salary.currency(),
            salary.period() == null ? "-" : salary.period().name())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "competitive",
        "401(k) match",
        "401k",
        "5 years",
        "2026",
        "$12M in funding",
        "€1.5 billion",
        "40 employees",
        "$",
        "k",
        "-"
      })
  void whatIsNoAmountOfPayIsNotRead(String value) {
    assertThat(SalaryParser.parse(value)).isEmpty();
  }

  @Test
  void theSpanOfAMatchHoldsTheAmountAndItsPeriod() {
    String line = "We pay $120k – $150k per year, plus equity.";

    SalaryParser.Match match = SalaryParser.find(line).getFirst();

    assertThat(line.substring(match.span().start(), match.span().end()))
        .isEqualTo("$120k – $150k per year");
    assertThat(match.salary().min()).isEqualTo(new BigDecimal("120000"));
  }
}
