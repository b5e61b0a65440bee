package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerReaderTest {

  @Test
  void aValueIsTheSameWhereverTheAnswerIsSplitInTwo() {
    List<String> whole = complete(List.of(Sample.ANSWER));
    assertThat(whole).hasSize(11);
    for (int at = 0; at <= Sample.ANSWER.length(); at++) {
      List<String> deltas = List.of(Sample.ANSWER.substring(0, at), Sample.ANSWER.substring(at));
      assertThat(complete(deltas)).as("split at %d", at).isEqualTo(whole);
    }
  }

  @Test
  void aValueIsTheSameHoweverTheAnswerIsSplit() {
    List<String> whole = complete(List.of(Sample.ANSWER));
    assertThat(complete(Sample.ANSWER.chars().mapToObj(c -> "" + (char) c).toList()))
        .isEqualTo(whole);
    for (long seed = 0; seed < 300; seed++) {
      assertThat(complete(split(Sample.ANSWER, new Random(seed))))
          .as("seed %d", seed)
          .isEqualTo(whole);
    }
  }

  @Test
  void aStringIsSeenGrowingWithoutHalfAnEscapeOrHalfACodePoint() {
    Recorded heard = new Recorded();
    AnswerReader reader = new AnswerReader(heard);
    for (String delta :
        List.of("{\"title\":\"J", "a", "\\", "u00", "fc", "\\ud83d", "\\ude", "00", "!\"", ",")) {
      reader.feed(delta);
    }
    assertThat(heard.events)
        .containsExactly("TITLE~J", "TITLE~Ja", "TITLE~Jaü", "TITLE~Jaü😀", "TITLE=Jaü😀!")
        .doesNotHaveDuplicates();
  }

  @Test
  void aListIsSeenGrowing() {
    Recorded heard = new Recorded();
    AnswerReader reader = new AnswerReader(heard);
    for (String delta : List.of("{\"skills\": [", "\"Ja", "va\"", ", ", "\"Go\"", "]", "}")) {
      reader.feed(delta);
    }
    assertThat(heard.events)
        .containsExactly("SKILLS~Ja", "SKILLS~Java", "SKILLS~Java, Go", "SKILLS=[Java][Go]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\u0001',
      value = {
        "```json\\n{\"title\":\"Dev\"}\\n``` ¦ TITLE=Dev",
        "Sure! Here {it} is: {\"title\":\"Dev\"} Anything else? {\"title\":\"No\"} ¦ TITLE=Dev",
        "Empty {} first, {\"note\": \"x\"} then {\"title\":\"Dev\"} ¦ TITLE=Dev",
        "[{\"title\":\"Dev\"}, {\"title\":\"No\"}] ¦ TITLE=Dev",
        "{\"job\": {\"title\":\"Dev\"}, \"company\":\"Acme\"} ¦ TITLE=Dev|COMPANY=Acme",
        "{\"title\":\"Dev\",\"contact\":{\"title\":\"Ms\"}} ¦ TITLE=Dev",
        "{\"colour\":[{\"title\":\"x\"}],\"title\":\"Dev\"} ¦ TITLE=Dev",
        "{\"employmentType\":\"a\",\"employment_type\":\"b\",\"Type\":\"c\"}"
            + " ¦ EMPLOYMENT_TYPE=a|EMPLOYMENT_TYPE=b|EMPLOYMENT_TYPE=c",
        "{\"datePosted\":\"a\",\"date_posted\":\"b\"} ¦ DATE_POSTED=a|DATE_POSTED=b",
        "{\"title\":null,\"salary\":70000,\"tags\":true} ¦ TITLE=<null>|SALARY=<70000>|TAGS=<true>",
        "{\"salary\":{\"min\":1,\"max\":2,\"x\":[3]}} ¦ SALARY={min:<1>}{max:<2>}{x:[<3>]}",
        "{\"title\":\"Dev\",} ¦ TITLE=Dev",
        "{\"title\":\"Dev\" \"company\":\"Acme\"} ¦ TITLE=Dev|COMPANY=Acme",
        "{\"title\":\"a\\nb\\\\n\\q\\u12x\"} ¦ TITLE=a/b/q\uFFFDx",
      })
  void readsWhatModelsWrite(String answer, String fields) {
    Recorded heard = new Recorded();
    AnswerReader reader = new AnswerReader(heard);
    reader.feed(answer.replace("\\n", "\n").replace("\\\n", "\\n"));
    assertThat(heard.completed).containsExactly(fields.split("\\|"));
    assertThat(reader.progress()).isEqualTo(AnswerReader.Progress.COMPLETE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\u0001',
      value = {
        "I cannot do that. ¦ NO_FIELDS",
        "{} ¦ NO_FIELDS",
        "{\"title\":\"De ¦ NO_FIELDS",
        "{\"title\":\"Dev\",\"comp ¦ OPEN",
        "{\"title\":\"Dev\"]} ¦ BROKEN",
        "{\"title\":\"Dev\",\"company\":Acme} ¦ BROKEN",
        "{\"title\":\"Dev\",\"company\":nul} ¦ BROKEN",
        "{\"title\":\"Dev\"} and } more ¦ COMPLETE",
      })
  void tellsHowFarTheAnswerGot(String answer, AnswerReader.Progress progress) {
    AnswerReader reader = new AnswerReader(new Recorded());
    reader.feed(answer);
    assertThat(reader.progress()).isEqualTo(progress);
  }

  @Test
  void anAnswerWithoutEndIsGivenUpWithoutKeepingIt() {
    Recorded heard = new Recorded();
    AnswerReader reader = new AnswerReader(heard);
    reader.feed("{\"title\":\"Dev\",\"company\":\"");
    for (int i = 0; i < 300; i++) {
      reader.feed("x".repeat(1_000));
    }
    assertThat(reader.progress()).isEqualTo(AnswerReader.Progress.BROKEN);
    assertThat(heard.events.getLast()).hasSizeLessThan(2_100);
  }

  @Test
  void aModelThatRepeatsItselfWithoutEndIsGivenUp() {
    Recorded heard = new Recorded();
    AnswerReader reader = new AnswerReader(heard);
    reader.feed("{" + "\"title\":\"Dev\",".repeat(5_000));
    assertThat(reader.progress()).isEqualTo(AnswerReader.Progress.BROKEN);
    assertThat(heard.completed).hasSizeLessThan(100);
  }

  @Test
  void deepNestingIsGivenUp() {
    AnswerReader reader = new AnswerReader(new Recorded());
    reader.feed("{\"title\":\"Dev\",\"tags\":" + "[".repeat(100_000));
    assertThat(reader.progress()).isEqualTo(AnswerReader.Progress.BROKEN);
  }

  /** Cuts a text into pieces of 1 to 6 characters. */
  static List<String> split(String text, Random random) {
    List<String> deltas = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(6));
      deltas.add(text.substring(at, end));
      at = end;
    }
    return deltas;
  }

  private static List<String> complete(List<String> deltas) {
    Recorded heard = new Recorded();
    AnswerReader reader = new AnswerReader(heard);
    deltas.forEach(reader::feed);
    assertThat(reader.progress()).isEqualTo(AnswerReader.Progress.COMPLETE);
    return heard.completed;
  }

  /** Writes down what it hears: {@code FIELD~so far} and {@code FIELD=value}. */
  private static final class Recorded implements AnswerReader.Sink {
    private final List<String> events = new ArrayList<>();
    private final List<String> completed = new ArrayList<>();

    @Override
    public void writing(PostingField field, String text) {
      events.add(field + "~" + text);
    }

    @Override
    public void complete(PostingField field, AnswerValue value) {
      events.add(field + "=" + shown(value));
      completed.add(events.getLast());
    }

    private static String shown(AnswerValue value) {
      return switch (value) {
        case AnswerValue.Text text -> text.text().replace('\n', '/');
        case AnswerValue.Literal literal -> "<" + literal.text() + ">";
        case AnswerValue.Items items ->
            String.join("", items.values().stream().map(item -> "[" + shown(item) + "]").toList());
        case AnswerValue.Members members ->
            String.join(
                "",
                members.values().entrySet().stream()
                    .map(member -> "{" + member.getKey() + ":" + shown(member.getValue()) + "}")
                    .toList());
      };
    }
  }
}
