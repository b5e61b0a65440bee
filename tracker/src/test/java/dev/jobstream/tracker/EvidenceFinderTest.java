package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceFinderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "We use Java and JavaScript. | Java | 7-11",
        "We use JavaScript and Java. | Java | 22-26",
        "JAVA first, Java second | Java | 12-16",
        "Senior   Java\tDeveloper | senior java developer | 0-23",
        "Full-Stack Entwickler | Fullstack | 0-10",
        "Node.js, React | NodeJS | 0-7",
        "C++ and C | C | 8-9",
        "C# or F# | C# | 0-2",
        "in C++, C# | C | -",
        "make it work | IT | -",
        "make IT work | IT | 5-7",
        "your net income | .NET | -",
        "Teamlead | lead | -",
        "我们在北京招聘 | 北京 | 3-5",
        "Gross­handel AG | Grosshandel | 0-12",
        "nothing here | Rust | -",
        "at Z\u00fcrich | Z\u00dcRICH | 3-9",
        "K\u2126 | x | -",
      })
  void findsAValueByWholeWords(String text, String value, String span) {
    String found =
        new EvidenceFinder(Sample.of(text))
            .locate(value)
            .map(hit -> hit.start() + "-" + hit.end())
            .orElse("-");
    assertThat(found).isEqualTo(span);
  }

  @Test
  void theFirstOfEqualPlacesIsTaken() {
    assertThat(finder("Acme\nAt Acme we care. Acme!").locate("Acme")).contains(new Span(0, 4));
  }

  @Test
  void aPlaceMayStandInParts() {
    EvidenceFinder finder = finder("Office in Berlin.\nWe are big in Germany.");
    assertThat(finder.ofParts("Berlin, Germany").spans())
        .containsExactly(new Span(10, 16), new Span(32, 39));
    assertThat(finder.ofParts("Berlin, France")).isEqualTo(Evidence.NONE);
  }

  @Test
  void aListHasOneSpanAnItemAndAnEmptyOneForWhatIsNotThere() {
    EvidenceFinder finder = finder("Java, SQL");
    assertThat(finder.ofItems(List.of("SQL", "Rust", "Java")))
        .isEqualTo(Evidence.of(new Span(6, 9), new Span(0, 0), new Span(0, 4)));
    assertThat(finder.ofItems(List.of("Rust"))).isEqualTo(Evidence.NONE);
  }

  @Test
  void whatWasNormalisedIsFoundInThePostingsOwnWords() {
    String text =
        "Software Engineer (Junior)\nVollzeit, Remote möglich\nab 60.000 € im Jahr\n"
            + "vom 3. Mai 2026";
    EvidenceFinder finder = finder(text);
    assertThat(quote(text, finder.of(EmploymentType.FULL_TIME, "full-time"))).isEqualTo("Vollzeit");
    assertThat(quote(text, finder.of(Seniority.ENTRY, "junior"))).isEqualTo("Junior");
    assertThat(quote(text, finder.of(WorkplaceType.REMOTE, ""))).isEqualTo("Remote");
    assertThat(quote(text, finder.of(LocalDate.of(2026, 5, 3), "2026-05-03")))
        .isEqualTo("3. Mai 2026");
    Salary salary = new Salary(new BigDecimal(60_000), null, "EUR", Salary.Period.YEAR);
    assertThat(quote(text, finder.of(salary, "EUR 60000+"))).contains("60.000");
    assertThat(finder.of(EmploymentType.OTHER, "other")).isEqualTo(Evidence.NONE);
  }

  @Test
  void theLevelIsFoundInTheTitleBeforeASentence() {
    String text =
        "We want you to lead a team and to make things better for everybody who works in our many"
            + " teams, day by day and year by year.\nLead Engineer\n";
    assertThat(finder(text).of(Seniority.MID_SENIOR, "lead").spans())
        .containsExactly(new Span(text.indexOf("Lead Eng"), text.indexOf("Lead Eng") + 4));
  }

  @Test
  void aSpanAlwaysHoldsTheValueButForCaseAndPunctuation() {
    List<String> words =
        List.of("Java", "java", "C++", "c", ".", "-", " ", "  ", "\n", "ß", "😀", "é");
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      String text = "x" + joined(words, 30, random);
      String value = joined(words, 3, random).strip();
      finder(text)
          .locate(value)
          .ifPresent(span ->
              assertThat(letters(text.substring(span.start(), span.end())))
                  .as("text `%s`, value `%s`", text, value)
                  .isEqualTo(letters(value)));
      assertThat(finder("before " + value + " behind").locate(value).isPresent())
          .as("value `%s`", value)
          .isEqualTo(!value.isEmpty());
    }
  }

  private static EvidenceFinder finder(String text) {
    return new EvidenceFinder(Sample.of(text));
  }

  private static String quote(String text, Evidence evidence) {
    Span span = evidence.spans().getFirst();
    return text.substring(span.start(), span.end());
  }

  private static String joined(List<String> words, int most, Random random) {
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(most) + 1;
    for (int i = 0; i < count; i++) {
      text.append(words.get(random.nextInt(words.size())));
    }
    return text.toString();
  }

  private static String letters(String text) {
    return AnswerKeys.letters(text);
  }
}
