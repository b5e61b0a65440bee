package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelValuesTest {

  @ParameterizedTest
  @CsvSource({
    "full-time, FULL_TIME",
    "' part-time', PART_TIME",
    "contract, CONTRACT",
    "temporary, TEMPORARY",
    "internship, INTERNSHIP",
    "freelance, FREELANCE",
    "volunteer, VOLUNTEER",
    "other, OTHER",
    "FULL_TIME, FULL_TIME",
    "Vollzeit, FULL_TIME",
  })
  void everyWordOfTheSchemaNamesAKindOfEmployment(String word, EmploymentType type) {
    assertThat(value("type", word)).isEqualTo(new FieldValue.Employment(type));
  }

  @ParameterizedTest
  @CsvSource({
    "intern, INTERN",
    "junior, ENTRY",
    "mid, ASSOCIATE",
    "' senior', MID_SENIOR",
    "lead, MID_SENIOR",
    "director, DIRECTOR",
    "executive, EXECUTIVE",
    "MID_SENIOR, MID_SENIOR",
  })
  void everyWordOfTheSchemaNamesALevel(String word, Seniority level) {
    assertThat(value("seniority", word)).isEqualTo(new FieldValue.Level(level));
  }

  @Test
  void anUnknownKindOrLevelIsNoFinding() {
    PostingAnalysis analysis = Sample.analysis("{\"type\":\"wizard\",\"seniority\":\"any\"}");
    assertThat(analysis.findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://acme.example/jobs/gardener, true",
    "https://acme.example/gardener-17, true",
    "https://acme.example/senior-gardener, true",
    "https://acme.example/?job=gardener, true",
    "https://acme.example?job=gardener, true",
    "https://acme.example, false",
    "https://acme.example/, false",
    "https://acme.example/openpositions, false",
    "https://acme.example/careers, false",
    "https://acme.example/privacy-notice, false"
  })
  void aSitesAddressIsNotThePostings(String url, boolean found) {
    PostingAnalysis analysis =
        Sample.analyzer("{\"source_url\":\"" + url + "\"}")
            .analyze(Sample.of("Gardener. We tell more at " + url + " if you want."));
    assertThat(analysis.findings().containsKey(PostingField.SOURCE_URL)).isEqualTo(found);
    assertThat(analysis.warnings()).hasSize(found ? 0 : 1);
    assertThat(String.join("", analysis.warnings()).contains("whole site")).isEqualTo(!found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://jobs.gruenwald.example/4711?ref=board | true",
        "https://jobs.gruenwald.example/4711 | false",
        "https://jobs.gruenwald.example | false",
        "https://invented.example/ | false",
        "jobs.gruenwald.example/4711?ref=board | false",
        "javascript:alert(1) | false",
      })
  void anAddressMustStandInThePosting(String url, boolean found) {
    PostingAnalysis analysis = Sample.analysis("{\"source_url\":\"" + url + "\"}");
    if (found) {
      assertThat(analysis.findings().get(PostingField.SOURCE_URL))
          .extracting(Finding::value)
          .isEqualTo(new FieldValue.Text(url));
      assertThat(Sample.quotes(analysis, PostingField.SOURCE_URL)).containsExactly(url);
    } else {
      assertThat(analysis.findings()).isEmpty();
      assertThat(analysis.warnings())
          .containsExactly(
              "The model's sourceUrl `"
                  + url
                  + "` was dropped, because it is no web address that stands in the posting.");
    }
  }

  @Test
  void anAddressMayStandInTheStructuredData() {
    PostingText posting =
        new PostingText("Dev", null, List.of("{\"url\":\"https:\\/\\/acme.example\\/1\"}"));
    PostingAnalysis analysis =
        Sample.analyzer("{\"url\":\"https://acme.example/1\"}").analyze(posting);
    assertThat(analysis.finding(PostingField.SOURCE_URL).orElseThrow().evidence().source())
        .isEqualTo(Evidence.Source.STRUCTURED_DATA);
  }

  @Test
  void anAddressThatHidesItsHostBehindANameIsDropped() {
    PostingAnalysis analysis =
        Sample.analyzer("{\"source_url\":\"https://bank.example@evil.example/\"}")
            .analyze(Sample.of("See https://bank.example@evil.example/ now"));
    assertThat(analysis.findings()).isEmpty();
  }

  @Test
  void aRelativeDayCountsFromTheDayOnWhichThePostingWasSeen() {
    PostingText seen = Sample.of("Clerk. 3 days ago.").seenOn(LocalDate.of(2026, 3, 2));
    PostingAnalysis analysis = Sample.analyzer("{\"date_posted\":\"3 days ago\"}").analyze(seen);
    assertThat(analysis.finding(PostingField.DATE_POSTED).orElseThrow().value())
        .isEqualTo(new FieldValue.Day(LocalDate.of(2026, 2, 27)));
  }

  @Test
  void aDateThatIsNoneIsDroppedWithAWarning() {
    PostingAnalysis analysis = Sample.analysis("{\"date_posted\":\"3 days ago\"}");
    assertThat(analysis.findings()).isEmpty();
    assertThat(analysis.warnings())
        .containsExactly(
            "The model's datePosted `3 days ago` was dropped, because it is no date, or not a"
                + " certain one.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'min':60000,'max':75000,'currency':'EUR','period':'YEAR'} | 60000 | 75000 | EUR | YEAR",
        "{'minValue':'60,000','maxValue':'75,000','currency':'usd','unitText':'yearly'}"
            + " | 60000 | 75000 | USD | YEAR",
        "{'@type':'MonetaryAmount','currency':'EUR',"
            + "'value':{'minValue':20,'maxValue':25,'unitText':'HOUR'}} | 20 | 25 | EUR | HOUR",
        "{'value':4000,'currency':'CHF','per':'month'} | 4000 | 4000 | CHF | MONTH",
        "{'min':null,'max':90000,'currency':'USD'} | - | 90000 | USD | -",
        "70000 | 70000 | 70000 | - | -",
        "[60000, 70000] | 60000 | 70000 | - | -",
        "'€60k - €75k per year' | 60000 | 75000 | EUR | YEAR",
      })
  void aSalaryMayBeTextANumberOrAnObject(
      String json, String min, String max, String currency, String period) {
    PostingAnalysis analysis = Sample.analysis("{\"salary\":" + json.replace('\'', '"') + "}");
    assertThat(analysis.finding(PostingField.SALARY).orElseThrow().value())
        .isEqualTo(
            new FieldValue.Pay(
                new Salary(
                    min.equals("-") ? null : new BigDecimal(min),
                    max.equals("-") ? null : new BigDecimal(max),
                    currency.equals("-") ? null : currency,
                    period.equals("-") ? null : Salary.Period.valueOf(period))));
  }

  @Test
  void aPlaceOrAnEmployerMayBeAnObject() {
    PostingAnalysis analysis =
        Sample.analysis(
            """
            {"hiringOrganization":{"@type":"Organization","name":"Grünwald & Söhne GmbH"},
             "jobLocation":["Zürich","Switzerland"]}\
            """);
    assertThat(analysis.finding(PostingField.COMPANY).orElseThrow().value())
        .isEqualTo(new FieldValue.Text("Grünwald & Söhne GmbH"));
    assertThat(analysis.finding(PostingField.LOCATION).orElseThrow().value())
        .isEqualTo(new FieldValue.Text("Zürich, Switzerland"));
  }

  @Test
  void aValueThatThePostingDoesNotShowIsKeptAndMarked() {
    PostingAnalysis analysis = Sample.analysis("{\"company\":\"Invented Ltd\"}");
    assertThat(analysis.finding(PostingField.COMPANY).orElseThrow().evidence())
        .isEqualTo(Evidence.NONE);
  }

  @Test
  void aTextThatIsNoLineOfAFormIsDroppedWithAWarning() {
    PostingAnalysis analysis = Sample.analysis("{\"title\":\"" + "word ".repeat(60) + "\"}");
    assertThat(analysis.findings()).isEmpty();
    assertThat(analysis.warnings()).singleElement().asString().endsWith("than 200 characters.");
  }

  private static FieldValue value(String key, String text) {
    PostingAnalysis analysis = Sample.analysis("{\"%s\":\"%s\"}".formatted(key, text));
    assertThat(analysis.findings()).hasSize(1);
    return analysis.findings().values().iterator().next().value();
  }
}
