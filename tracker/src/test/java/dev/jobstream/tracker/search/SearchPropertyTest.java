package dev.jobstream.tracker.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.SearchTerm.Comparison;
import dev.jobstream.tracker.applications.SearchTerm.DateField;
import dev.jobstream.tracker.applications.SearchTerm.DateIs;
import dev.jobstream.tracker.applications.SearchTerm.Field;
import dev.jobstream.tracker.applications.SearchTerm.FieldText;
import dev.jobstream.tracker.applications.SearchTerm.Not;
import dev.jobstream.tracker.applications.SearchTerm.StageIs;
import dev.jobstream.tracker.applications.SearchTerm.Text;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.TrackerException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random searches; a failure tells the seed, and {@code -Dseed=} runs it again. */
final class SearchPropertyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
  private static final int RUNS = 20_000;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void whateverIsTypedIsReadOrRefusedWithAPlaceInIt() {
    String[] pieces = {
      "stage:",
      "applied:",
      "salary:",
      "sort:",
      "type:",
      "has:",
      "company:",
      "compny:",
      "-",
      "--",
      "\"",
      "“",
      ":",
      ",",
      "..",
      ">",
      "<=",
      "2026-02-30",
      "9999-99",
      "80k",
      "*",
      " ",
      "\t",
      "offer",
      "ä",
      "\ud83d\ude00",
      "\ud800",
      "\u0000",
      "today",
      "+9999y",
      "-9999y",
      "java",
      "://",
      "'",
      "\\",
      "(",
      "AND",
      "NEAR",
      "\u202e",
      "İ"
    };
    for (int run = 0; run < RUNS; run++) {
      StringBuilder typed = new StringBuilder();
      int count = random.nextInt(12);
      for (int i = 0; i < count; i++) {
        typed.append(pieces[random.nextInt(pieces.length)]);
      }
      String text = typed.toString();
      for (boolean typing : new boolean[] {false, true}) {
        try {
          if (typing) {
            SearchParser.parseWhileTyping(text, TODAY);
          } else {
            SearchParser.parse(text, TODAY);
          }
        } catch (TrackerException.InvalidSearch e) {
          assertThat(e.start())
              .as("start in `%s`, seed %d", text, seed)
              .isBetween(0, text.length());
          assertThat(e.end())
              .as("end in `%s`, seed %d", text, seed)
              .isBetween(Math.min(e.start() + 1, text.length()), text.length());
          assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
        } catch (RuntimeException e) {
          throw new AssertionError("`%s`, seed %d".formatted(text, seed), e);
        }
      }
    }
  }

  @Test
  void aSearchThatIsWrittenOutIsReadAsItWasMeant() {
    for (int run = 0; run < RUNS; run++) {
      List<SearchTerm> meant = new ArrayList<>();
      StringBuilder typed = new StringBuilder();
      int count = random.nextInt(8);
      for (int i = 0; i < count; i++) {
        boolean excluded = random.nextInt(4) == 0;
        typed.append(random.nextBoolean() ? " " : "  ").append(excluded ? "-" : "");
        SearchTerm term = term(typed);
        meant.add(excluded ? new Not(term) : term);
      }
      assertThat(SearchParser.parse(typed.toString(), TODAY).terms())
          .as("`%s`, seed %d", typed, seed)
          .isEqualTo(meant);
    }
  }

  private SearchTerm term(StringBuilder typed) {
    return switch (random.nextInt(5)) {
      case 0 -> {
        String word = word();
        typed.append(word);
        yield new Text(word, false);
      }
      case 1 -> {
        String phrase = word() + " " + word();
        typed.append('"').append(phrase).append('"');
        yield new Text(phrase, false);
      }
      case 2 -> {
        Stage stage = one(List.of(Stage.values()));
        typed.append("stage:").append(stage.name().toLowerCase(Locale.ROOT));
        yield new StageIs(Set.of(stage));
      }
      case 3 -> {
        LocalDate day = TODAY.minusDays(random.nextInt(5000));
        typed.append("applied:").append(day).append("..");
        yield new DateIs(DateField.APPLIED, Comparison.GREATER_OR_EQUAL, day);
      }
      default -> {
        Field field = one(List.of(Field.values()));
        String word = word();
        typed.append(field.name().toLowerCase(Locale.ROOT)).append(':').append(word);
        yield new FieldText(field, word, false);
      }
    };
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String word() {
    String letters = "abcxyzäöß1+#./";
    StringBuilder word = new StringBuilder().append((char) ('a' + random.nextInt(26)));
    int length = random.nextInt(8);
    for (int i = 0; i < length; i++) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }
}
