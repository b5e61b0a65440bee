package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ResponseFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuessSourceTest {
  private static final String PREDICTION =
      "{\"title\":\"Baker\",\"company\":\"Acme\",\"seniority\":\"senior\","
          + "\"skills\":[\"Java\",\"SQL\",\"Scala\"],\"salary\":\"\"}";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = ';',
      value = {
        // A string goes on as predicted, also behind what is predicted nowhere.
        "|{\"title\":\"|; |Baker|",
        "|{\"title\":\"Ba|; |ker|",
        "|{\"industry\":\"Food\",\"company\":\"A|; |cme|",
        "|{\"title\":\"Head Baker, Acme|; ||",
        "|{\"title\":\"Senior Bake|; |r|",
        "|{\"salary\":|; |\"\"}|",
        // Its end, and that of another value.
        "|{\"title\":\"Baker|; |\",\"company|",
        "|{\"title\":\"Cook\",|; |\"company|",
        "|{\"title\":\"Cook\",\"comp|; |any|",
        "|{\"skills\":[\"Go\"],\"sal|; |ary|",
        "|{\"title\":\"Cook\",\"tags|; ||",
        // What is not predicted.
        "|{\"industry\":\"|; ||",
        "|{\"tags\":[\"|; ||",
        // The next of a list is behind those that stand there, whatever else does.
        "|{\"skills\":[\"|; |Java|",
        "|{\"skills\":[\"Go\",\"|; |Java|",
        "|{\"skills\":[\"Java\",\"|; |SQL|",
        "|{\"skills\":[\"Java\",\"Go\",\"|; |SQL|",
        "|{\"skills\":[\"Java\",\"Go\",\"S|; |QL|",
        "|{\"skills\":[\"Java\",\"Go\",\"Sc|; |ala|",
        "|{\"skills\":[\"SQL\",\"J|; ||",
        "|{\"skills\":[\"Scala\",\"|; ||",
        "|{\"skills\":[\"Java\"|; |,\"SQL|",
        "|{\"skills\":[\"Scala\"|; |],\"salary|",
      })
  void ofAPredictedObjectEachPropertyIsLookedAtForItself(String answer, String guess) {
    String guessed = new PredictionGuesses(PREDICTION).guess(answer);
    assertThat(guessed).startsWith(guess);
    assertThat(guessed.isEmpty()).isEqualTo(guess.isEmpty());
  }

  @Test
  void quotesWithinStringsEndNothing() {
    String prediction = "{\"title\":\"The \\\"Best\\\" Baker\",\"company\":\"Acme \\\\\"}";
    PredictionGuesses guesses = new PredictionGuesses(prediction);
    assertThat(guesses.guess("{\"title\":\"The \\\"Be")).startsWith("st\\\" Baker\",\"company");
    assertThat(guesses.guess("{\"company\":\"Ac")).isEqualTo("me \\\\\"}");
  }

  @Test
  void whatIsNoFlatObjectIsGuessedByTheAnswersEnd() {
    PredictionGuesses list = new PredictionGuesses("[{\"name\":\"Ann\"},{\"name\":\"Bob\"}]");
    assertThat(list.guess("[{\"name\":\"")).startsWith("Ann");
    PredictionGuesses code = new PredictionGuesses("f({\"a\": 1}); more.of(this);");
    assertThat(code.guess("f({\"a\": 1}); more.")).startsWith("of(this)");
    PredictionGuesses twice = new PredictionGuesses("{\"a\":{\"x\":1},\"a\":{\"x\":2}}");
    assertThat(twice.guess("{\"a\":{\"x\":")).startsWith("1");
  }

  @Test
  void whatIsNoObjectIsGuessedByTheAnswersEnd() {
    PredictionGuesses guesses = new PredictionGuesses("The quick brown fox jumps over it.");
    assertThat(guesses.guess("I saw a quick bro")).startsWith("wn fox jumps");
    assertThat(guesses.guess("fox")).isEmpty();
    assertThat(guesses.guess("")).isEmpty();
    assertThat(new PredictionGuesses("").guess("fox")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = ';',
      value = {
        // Behind the first line that begins so, else behind the first word that does.
        "|{\"title\":\"Bak|; |er at Northwind|",
        "|{\"title\":\" Bak|; |er at Northwind|",
        "|{\"title\":\"of b|; |read\"|",
        "|{\"title\":\"of bread|; |\"|",
        "|{\"title\":\"BAK|; |er at Northwind|",
        "|{\"type\":\"x\",\"title\":\"shop i|; |n town\"|",
        // Not in the middle of a word, and not for a letter or two.
        "|{\"title\":\"ker|; ||",
        "|{\"title\":\"Ba|; ||",
        "|{\"title\":\"Cook|; ||",
        // Not behind the value, and not where nothing is quoted.
        "|{\"title\":\"Baker\"|; ||",
        "|{\"title\":\"Baker\",\"co|; ||",
        "|{\"industry\":\"Bak|; ||",
        "|{\"title\":[\"Bak|; ||",
        "|Bak|; ||",
      })
  void aQuotationGoesOnAsItsTextToTheLinesEnd(String answer, String guess) {
    String text = "A job: Bakery help\nBaker at Northwind, a shop in town\nof bread";
    assertThat(quoting(text).guess(answer)).isEqualTo(guess);
  }

  @Test
  void guessesGrowWhileTheyAreRightAndShrinkWhenNot() {
    String answer = "{\"title\":\"one two ";
    QuotationGuesses guesses =
        quoting("one two three four five six seven eight nine ten eleven twelve thirteen");
    String first = guesses.guess(answer);
    guesses.learn(2, 2);
    String longer = guesses.guess(answer);
    assertThat(longer).startsWith(first).hasSizeGreaterThan(first.length());
    for (int i = 0; i < 9; i++) {
      guesses.learn(1, 5);
    }
    assertThat(guesses.guess(answer)).hasSizeLessThanOrEqualTo(first.length()).isNotEmpty();
  }

  @Test
  void aTextThatMisleadsIsBelievedOnLongerMatches() {
    QuotationGuesses guesses = quoting("We bake bread and sell it at noon.");
    assertThat(guesses.guess("{\"title\":\"bake b")).isNotEmpty();
    guesses.learn(0, 2);
    guesses.learn(0, 2);
    assertThat(guesses.guess("{\"title\":\"bake b")).isEmpty();
    assertThat(guesses.guess("{\"title\":\"bake bread and")).isNotEmpty();
    guesses.learn(1, 2);
    assertThat(guesses.guess("{\"title\":\"bake b")).isNotEmpty();
  }

  private static QuotationGuesses quoting(String text) {
    return new QuotationGuesses(new ResponseFormat.Quotations(text, Set.of("title")));
  }
}
