package dev.jobstream.bench;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.testsupport.gguf.TestGguf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The model of a benchmark: a file, or random weights in the shape of a 0.6-billion model. */
final class BenchModel {
  private static final String[] WORDS =
      ("we are looking for a senior engineer in Berlin or remote to build data systems with Java, "
              + "SQL and Kafka; you have five years of experience, like to write tests, and want "
              + "to work with people who care about what they ship to customers every week")
          .split(" ");

  @Option(
      names = "--model",
      paramLabel = "GGUF",
      description =
          "The model's file. Without it, one with random weights in the shape of qwen3's 0.6 billion is written and kept (about 400 MB).")
  @Nullable Path file;

  /** The model's file. */
  Path path() throws IOException {
    return file != null ? file : Shape.SMALL.path();
  }

  /** Models with random weights; speed does not depend on what the weights say. */
  enum Shape {
    /** For counts, which depend on the vocabulary and not on the weights. */
    TINY("tiny"),
    SMALL("0.6"),
    MIDDLE("1.7"),
    LARGE("4");

    /** How many billions of weights, or `tiny`. */
    final String billions;

    Shape(String billions) {
      this.billions = billions;
    }

    /** The model's file, written on first use. */
    Path path() throws IOException {
      TestGguf model =
          switch (this) {
            case TINY -> TestGguf.qwen3().vocabularySize(151_936).contextLength(40_960);
            case SMALL -> TestGguf.qwen3Of600Million();
            case MIDDLE -> TestGguf.qwen3Of1700Million();
            case LARGE -> TestGguf.qwen3Of4Billion();
          };
      return written(
          "random-qwen3-%s.gguf".formatted(this == TINY ? "tiny" : billions + "b-q4_k_m"), model);
    }
  }

  private static Path written(String name, TestGguf model) throws IOException {
    Path folder = Path.of(System.getProperty("jobstream.bench.folder", "bench/target/models"));
    Files.createDirectories(folder);
    Path random = folder.resolve(name);
    if (!Files.exists(random)) {
      System.err.println("Writing a model with random weights to " + random + " ...");
      Path part = folder.resolve(random.getFileName() + ".part");
      model.write(part);
      Files.move(part, random);
    }
    return random;
  }

  /** Text of about a number of words, another for each seed from the first word on. */
  static String text(int words, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(i % 17 == 16 ? ".\n" : " ");
    }
    return text.toString();
  }

  /** How many words make about so many tokens for a model; loads the model. */
  static int words(ChatModel model, int tokens) {
    int sample = 100;
    try (ChatStream stream = model.prewarm(ChatRequest.of(text(sample, -1)))) {
      int used = stream.run(event -> {}).usage().promptTokens();
      if (used <= 0) {
        throw new IllegalStateException("The model could not read " + sample + " words.");
      }
      return Math.max(1, tokens * sample / used);
    }
  }

  /** The machine in one line, so that figures can be compared. */
  static String machine() {
    return "%s %s, %d processors, JDK %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version());
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
