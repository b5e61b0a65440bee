package dev.jobstream.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The facts of each sample posting, against a golden file. {@code -Djobstream.golden.write=true}
 * writes the files anew; read the difference before committing it.
 */
class SampleFactsTest {
  private static final Path PROJECT = Path.of(System.getProperty("jobstream.project"));
  private static final Path SAMPLES = PROJECT.resolve("samples");
  private static final Path GOLDEN = PROJECT.resolve("tracker/src/test/resources/facts");

  static List<String> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".txt"))
          .sorted()
          .toList();
    }
  }

  static PostingText sample(String name) throws IOException {
    return PostingText.ofBytes(Files.readAllBytes(SAMPLES.resolve(name)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theFactsOfASampleAreThoseOfItsGoldenFile(String name) throws IOException {
    String facts = FactsText.of(sample(name)) + "\n";
    if (Boolean.getBoolean("jobstream.golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(GOLDEN.resolve(name), facts);
    }

    assertThat(facts).isEqualTo(Files.readString(GOLDEN.resolve(name)));
  }

  @Test
  void theSamplesCoverWhatTheyPromise() throws IOException {
    assertThat(samples())
        .contains(
            "plain-text.txt",
            "web-page.txt",
            "german.txt",
            "very-long.txt",
            "terse.txt",
            "prompt-injection.txt");
    assertThat(sample("very-long.txt").text().split("\\s+")).hasSizeGreaterThan(2_500);
    assertThat(sample("web-page.txt").html()).isPresent();
    assertThat(sample("prompt-injection.txt").text()).contains("<|im_start|>system");
  }

  @Test
  void ordersToAModelChangeNoFact() throws IOException {
    assertThat(FactsText.of(sample("prompt-injection.txt")))
        .doesNotContain("PWNED")
        .doesNotContain("Acme")
        .doesNotContain("999999")
        .doesNotContain("evil.example");
  }
}
