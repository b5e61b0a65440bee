package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MergeTest {
  private static final Evidence SHOWN = Evidence.of(new Span(0, 4));

  @Test
  void aFactGoesBeforeTheModel() {
    Finding fact = company("Acme", Evidence.NONE, Finding.Origin.FACT);
    assertThat(Merge.of(fact, company("Other", SHOWN, Finding.Origin.MODEL))).isSameAs(fact);
  }

  @Test
  void theModelGoesBeforeAGuessIfThePostingShowsItsValue() {
    Finding model = company("Other", SHOWN, Finding.Origin.MODEL);
    assertThat(Merge.of(company("Acme", SHOWN, Finding.Origin.GUESS), model)).isSameAs(model);
  }

  @Test
  void theModelGoesBeforeAGuessThatHasNoEvidenceEither() {
    Finding model = company("Other", Evidence.NONE, Finding.Origin.MODEL);
    assertThat(Merge.of(company("Acme", Evidence.NONE, Finding.Origin.GUESS), model))
        .isSameAs(model);
  }

  @Test
  void aGuessThatThePostingShowsGoesBeforeAModelsInvention() {
    Finding guess = company("Acme", SHOWN, Finding.Origin.GUESS);
    assertThat(Merge.of(guess, company("Other", Evidence.NONE, Finding.Origin.MODEL)))
        .isSameAs(guess);
  }

  @Test
  void ofASmallModelAGuessThatThePostingShowsStands() {
    Finding guess = company("Acme", SHOWN, Finding.Origin.GUESS);
    Finding model = company("Other", SHOWN, Finding.Origin.MODEL);
    assertThat(Merge.ofSmallModel(guess, model)).isSameAs(guess);
    assertThat(Merge.ofSmallModel(company("Acme", Evidence.NONE, Finding.Origin.GUESS), model))
        .isSameAs(model);
    Finding fact = company("Acme", Evidence.NONE, Finding.Origin.FACT);
    assertThat(Merge.ofSmallModel(fact, model)).isSameAs(fact);
  }

  @Test
  void ofASmallModelThatIsCertainAnotherNameGoesBeforeAGuess() {
    Finding guess = company("Tata Consultancy Services", SHOWN, Finding.Origin.GUESS);
    Finding other = company("Northwind", SHOWN, Finding.Origin.MODEL);
    Finding partly = company("Tata", SHOWN, Finding.Origin.MODEL);
    assertThat(Merge.ofSmallModel(guess, sure(other, 0.96))).isSameAs(guess);
    assertThat(Merge.ofSmallModel(guess, sure(other, 0.97))).isEqualTo(sure(other, 0.97));
    assertThat(Merge.ofSmallModel(guess, sure(partly, 0.99))).isSameAs(guess);
    Finding unfounded = sure(company("Northwind", Evidence.NONE, Finding.Origin.MODEL), 0.99);
    assertThat(Merge.ofSmallModel(guess, unfounded)).isSameAs(guess);
    Finding fact = company("Acme", SHOWN, Finding.Origin.FACT);
    assertThat(Merge.ofSmallModel(fact, sure(other, 1))).isSameAs(fact);
  }

  @Test
  void aCertainTitleMayBeAShorterOne() {
    Finding line = title("Baker - nights - Bern", Finding.Origin.GUESS);
    Finding baker = sure(title("Baker", Finding.Origin.MODEL), 0.98);
    assertThat(Merge.ofSmallModel(line, baker)).isEqualTo(baker);
  }

  private static Finding sure(Finding finding, double confidence) {
    return finding.withConfidence(OptionalDouble.of(confidence));
  }

  private static Finding title(String text, Finding.Origin origin) {
    return new Finding(PostingField.TITLE, new FieldValue.Text(text), SHOWN, origin);
  }

  @Test
  void aContradictionThatThePostingShowsIsTold() {
    Finding fact = company("Acme", Evidence.NONE, Finding.Origin.FACT);
    assertThat(Merge.warning(fact, company("Other", SHOWN, Finding.Origin.MODEL)))
        .contains(
            "The posting says two things: the model read the company as `Other`, `Acme` was kept.");
  }

  @Test
  void anInventionASimilarNameAndAGuessAreNoContradiction() {
    Finding fact = company("Acme GmbH", Evidence.NONE, Finding.Origin.FACT);
    Finding guess = company("Acme GmbH", Evidence.NONE, Finding.Origin.GUESS);
    Finding other = company("Other", SHOWN, Finding.Origin.MODEL);
    assertThat(Merge.warning(fact, company("Other", Evidence.NONE, Finding.Origin.MODEL)))
        .isEmpty();
    assertThat(Merge.warning(fact, company("ACME", SHOWN, Finding.Origin.MODEL))).isEmpty();
    assertThat(Merge.warning(guess, other)).isEmpty();
  }

  @Test
  void aPagesHeadingIsNoCompany() {
    Finding guess = company("Acme", SHOWN, Finding.Origin.GUESS);
    Finding heading = company("Stellenangebot", SHOWN, Finding.Origin.MODEL);
    Finding other = company("Other", SHOWN, Finding.Origin.MODEL);
    assertThat(Merge.of(guess, heading)).isEqualTo(guess);
    assertThat(Merge.of(guess, other)).isEqualTo(other);
  }

  @Test
  void otherAmountsAreAContradictionAndAnotherPeriodIsNone() {
    Finding fact = pay(60_000, 70_000, Salary.Period.YEAR, Finding.Origin.FACT);
    assertThat(Merge.warning(fact, pay(60_000, 70_000, null, Finding.Origin.MODEL))).isEmpty();
    assertThat(Merge.warning(fact, pay(60_000, null, null, Finding.Origin.MODEL))).isEmpty();
    assertThat(Merge.warning(fact, pay(50_000, null, null, Finding.Origin.MODEL)))
        .contains(
            "The posting says two things: the model read the salary as `from 50000 EUR`,"
                + " `60000–70000 EUR` was kept.");
  }

  @Test
  void twoPlacesMayBothBeTrue() {
    Finding fact =
        new Finding(
            PostingField.LOCATION, new FieldValue.Text("Berlin"), SHOWN, Finding.Origin.FACT);
    Finding model =
        new Finding(
            PostingField.LOCATION, new FieldValue.Text("Germany"), SHOWN, Finding.Origin.MODEL);
    assertThat(Merge.warning(fact, model)).isEmpty();
  }

  private static Finding company(String name, Evidence evidence, Finding.Origin origin) {
    return new Finding(PostingField.COMPANY, new FieldValue.Text(name), evidence, origin);
  }

  private static Finding pay(
      int min, @Nullable Integer max, Salary.@Nullable Period period, Finding.Origin origin) {
    Salary salary =
        new Salary(
            BigDecimal.valueOf(min), max == null ? null : BigDecimal.valueOf(max), "EUR", period);
    return new Finding(PostingField.SALARY, new FieldValue.Pay(salary), SHOWN, origin);
  }
}
