package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "–",
        "...",
        "N/A",
        "n/a.",
        "(none)",
        "NULL",
        "Not specified",
        "not-specified",
        "Not mentioned in the posting",
        "Not explicitly stated by the employer",
        "k.A.",
        "K. A.",
        "keine Angabe",
        "nicht angegeben",
        "Non précisé",
        "No especificado",
        "\"\"",
        "unknown",
        "<think>it says nothing",
        "<think>hm</think>n/a",
        "未指定"
      })
  void whatOnlySaysThatThereIsNothingIsNothing(String raw) {
    assertThat(CleanText.line(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "None of the Above Ltd",
        "Nullsoft",
        "Unknown Worlds",
        "R",
        "C++",
        "Keine Sorgen GmbH",
        "Brakes Inc",
        "Data not in place",
        "👩‍💻 Developer"
      })
  void whatOnlyLooksLikeAPlaceholderStays(String raw) {
    assertThat(CleanText.line(raw)).contains(raw);
  }

  @Test
  void aLineIsOneLineOfWhatCanBeSeen() {
    assertThat(CleanText.line(" Senior\n\tJava\u00a0 Dev\u200b\u202e\u0007\uD800 "))
        .contains("Senior Java Dev");
    assertThat(CleanText.line("\"Acme\"")).contains("Acme");
    assertThat(CleanText.line("\"Acme\" and \"Co\"")).contains("\"Acme\" and \"Co\"");
    assertThat(CleanText.line("<think>Acme? Or\nCo?</think> Co")).contains("Co");
  }

  @Test
  void aListHasEachItemOnce() {
    assertThat(
            CleanText.items(
                new AnswerValue.Items(
                    List.of(
                        new AnswerValue.Text(" Java"),
                        new AnswerValue.Text("JAVA"),
                        new AnswerValue.Text(""),
                        new AnswerValue.Text("N/A"),
                        new AnswerValue.Literal("null"),
                        new AnswerValue.Text("SQL")))))
        .containsExactly("Java", "SQL");
    assertThat(CleanText.items(new AnswerValue.Text("Java, SQL; java\n• Go")))
        .containsExactly("Java", "SQL", "Go");
  }
}
