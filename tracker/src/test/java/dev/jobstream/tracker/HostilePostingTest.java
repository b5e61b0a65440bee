package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostilePostingTest {
  private static final int SMALL = 30_000;
  private static final int LARGE = 240_000;

  private static final String[] PIECES = {
    "Company: ",
    "Location\n",
    "$",
    "401(k)",
    "€60.000 - ",
    "12.03.2026",
    "https://",
    "http://a.b/c?",
    "<div>",
    "</p>",
    "<script type=\"application/ld+json\">",
    "{\"@type\":\"JobPosting\",\"title\":",
    "Senior ",
    "remote",
    "\u0000",
    "\uD83D",
    "\n\n",
    " - ",
    " | ",
    "(",
    ")",
    ":",
    "Skills:\n- Java\n",
    "posted on ",
    "99999999999",
    "&amp;",
    "&#x0;",
    "İ",
    "ß",
    "\u202E",
    "March 32, 2026",
    "1e999999",
    "}"
  };

  /**
   * Work is counted by the memory that the reading thread allocates: whoever cuts the rest of the
   * text for each of its lines allocates with the square of its length. Twice the proportion is
   * left to growing buffers.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a ",
        "\n",
        "a\n",
        "Company:\n",
        "Company: a Location: b ",
        "Location - ",
        "| ",
        "$1 - ",
        "$1,000",
        "1,111.",
        "€60.000 - 75.000 € ",
        "Salary: $45/hr\n",
        "12.03.2026 ",
        "Posted on March 12, 2026\n",
        "March ",
        "http://",
        "https://a.example/jobs/1 ",
        "Apply https://a.example/apply\n",
        "full time ",
        "Full-time\n",
        "remote, ",
        "C++, ",
        "Machine ",
        "5 years ",
        "Skills\n",
        "Acme is hiring a Data Analyst in ",
        "At Acme Acme ",
        "(",
        "<div>",
        "<b><p>",
        "<a href=http://a.example/>Apply",
        "<table><tr><td>a",
        "<td>a",
        "<script></script>",
        "<p hidden>a</p>",
        "<nav>",
        "<li>",
        "<br>",
        "&amp;",
        "{\"@type\":\"JobPosting\",",
        "[",
      })
  void theWorkGrowsWithTheTextAndNotFaster(String piece) {
    readingGrowsWithTheText(piece, LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\n", "5 years ", "[", "$1,000", "Company: a Location: b ", "<b><p>"})
  void aMegabyteIsReadAsWell(String piece) {
    readingGrowsWithTheText(piece, PostingText.MOST_CHARACTERS);
  }

  private static void readingGrowsWithTheText(String piece, int characters) {
    reading(piece, SMALL); // loads classes
    long small = reading(piece, SMALL);
    long large = reading(piece, characters);

    assertThat(large)
        .as(
            "bytes for %,d characters of `%s`, against %,d for %,d",
            characters, piece, small, SMALL)
        .isLessThan(small * (characters / SMALL) * 2 + 10_000_000);
  }

  private static long reading(String piece, int characters) {
    String pasted =
        ((piece.equals("<td>a") ? "<table><tr>" : "Job\n")
                + piece.repeat(1 + characters / piece.length()))
            .substring(0, characters - 8);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    PostingText posting = PostingText.of(pasted).seenOn(LocalDate.of(2026, 3, 2));
    check(posting, PostingFacts.read(posting), piece);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void aScriptOfNestedBracketsIsReadAndForgotten() {
    String json = "{\"@type\":\"JobPosting\",\"title\":\"Potter\",\"a\":" + "[".repeat(400_000);
    PostingText posting =
        PostingText.of("<p>Text</p><script type='application/ld+json'>" + json + "</script>");

    assertThat(PostingFacts.read(posting)).containsKey(PostingField.TITLE);
  }

  @Test
  void nothingThatIsPastedMakesItFail() throws IOException {
    for (String name : SampleFactsTest.samples()) {
      PostingText sample = SampleFactsTest.sample(name);
      String original = sample.html().orElse(sample.text());
      for (int round = 0; round < 60; round++) {
        long seed = name.hashCode() * 1_000L + round;
        String pasted = spoilt(original, new Random(seed));
        String seen = "%s with seed %d".formatted(name, seed);
        try {
          PostingText posting = PostingText.of(pasted).seenOn(LocalDate.of(2026, 3, 2));
          check(posting, PostingFacts.read(posting), seen);
        } catch (PostingException refused) {
          assertThat(refused.getMessage()).as(seen).isNotBlank();
        } catch (RuntimeException failed) {
          throw new AssertionError("Reading failed for " + seen, failed);
        }
      }
    }
  }

  private static String spoilt(String text, Random random) {
    StringBuilder spoilt = new StringBuilder(text);
    for (int i = 0; i < 1 + random.nextInt(30); i++) {
      int at = random.nextInt(spoilt.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> spoilt.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 1 -> spoilt.delete(at, Math.min(spoilt.length(), at + random.nextInt(40)));
        case 2 -> spoilt.insert(at, (char) random.nextInt(0x10000));
        default ->
            spoilt.insert(
                at, spoilt.substring(at, Math.min(spoilt.length(), at + random.nextInt(200))));
      }
    }
    return spoilt.toString();
  }

  /** What holds for the facts of any posting. */
  private static void check(PostingText posting, Map<PostingField, Finding> facts, String seen) {
    facts.forEach((field, finding) -> {
      assertThat(finding.field()).as(seen).isEqualTo(field);
      assertThat(finding.origin()).as(seen).isNotEqualTo(Finding.Origin.MODEL);
      for (Span span : finding.evidence().spans()) {
        assertThat(span.end()).as(seen).isLessThanOrEqualTo(posting.text().length());
      }
      switch (finding.value()) {
        case FieldValue.Text text ->
            assertThat(text.text())
                .as(seen)
                .isEqualTo(text.text().strip())
                .isNotEmpty()
                .doesNotContain("\n");
        case FieldValue.Items items ->
            assertThat(items.items())
                .as(seen)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allSatisfy(item -> assertThat(item).isNotBlank().isEqualTo(item.strip()));
        case FieldValue.Employment employment ->
            assertThat(employment.type()).as(seen).isNotEqualTo(EmploymentType.UNSPECIFIED);
        case FieldValue.Level level ->
            assertThat(level.seniority()).as(seen).isNotEqualTo(Seniority.UNSPECIFIED);
        case FieldValue.Day day -> assertThat(day.day().getYear()).as(seen).isBetween(1990, 2100);
        case FieldValue.Pay pay -> assertThat(pay.salary()).as(seen).isNotNull();
        case FieldValue.Workplace workplace -> assertThat(workplace.type()).as(seen).isNotNull();
      }
    });
  }
}
