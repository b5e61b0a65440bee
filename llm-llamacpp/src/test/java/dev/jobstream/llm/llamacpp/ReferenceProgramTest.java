package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Sampling;
import dev.jobstream.testsupport.ReaderModel;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine writes, beside what llama.cpp's own `llama-completion` writes. */
class ReferenceProgramTest {
  private static final int TOKENS = 48;
  private static final int WHOLE_ANSWER = 400;
  private static final int CONTEXT_TOKENS = 1_280;
  private static final Path PROJECT = Path.of(System.getProperty("jobstream.project", ".."));
  private static final String SCHEMA =
      """
      {"type":"object","properties":{
        "title":{"type":"string","maxLength":20},
        "type":{"enum":["full-time","part-time"]},
        "skills":{"type":"array","items":{"type":"string","maxLength":8},"maxItems":3}},
       "required":["title","type","skills"],"additionalProperties":false}\
      """;

  private static Path program;

  @TempDir Path folder;

  @BeforeAll
  static void buildTheProgram() throws IOException, InterruptedException {
    assumeTrue(
        System.getProperty("os.name").equals("Linux"), "the reference program is built on Linux");
    assumeTrue(
        Stream.of("g++", "git", "npm").allMatch(ReferenceProgramTest::onPath),
        "the reference program needs g++, git and npm");
    Path out = Path.of("target", "reference").toAbsolutePath();
    Path log = out.resolveSibling("reference.log");
    // With streams of its own: npm makes those that it is given non-blocking, and the test run is
    // steered through this process's.
    Process build =
        new ProcessBuilder(
                "sh", "reference/build.sh", NativeFolder.find().folder().toString(), out.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(build.waitFor())
        .as(() -> "reference/build.sh, which wrote to %s".formatted(log))
        .isZero();
    program = out.resolve("llama-completion");
  }

  static Stream<Arguments> modelsAndPrompts() {
    String line = "Senior Java engineer in Berlin, SQL and Kafka, five years of experience.\n";
    List<Path> models = new ArrayList<>(List.of(TestModels.llama(), TestModels.qwen3()));
    List<Arguments> all = new ArrayList<>();
    for (Path model : models) {
      for (String prompt :
          List.of(
              "Hello", line, line.repeat(12), line.repeat(30), "Grüße aus München 🙂 " + line)) {
        // The program drops the line end at the end of a prompt that it reads from a file.
        all.add(Arguments.of(model, prompt.strip()));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("modelsAndPrompts")
  void greedyIsTheSameTokenForToken(Path model, String prompt) throws Exception {
    assertThat(ours(model, prompt, Sampling.greedy(), ResponseFormat.text()))
        .isEqualTo(theirs(model, prompt, List.of("--temp", "0")));
  }

  @ParameterizedTest
  @MethodSource("modelsAndPrompts")
  void aSeedGivesTheSameRandomChoices(Path model, String prompt) throws Exception {
    Sampling sampling =
        new Sampling(0.9, 30, 0.9, 0.02, 1.2, 0.1, 0.2, 32, java.util.OptionalLong.of(42));
    assertThat(ours(model, prompt, sampling, ResponseFormat.text()))
        .isEqualTo(
            theirs(
                model,
                prompt,
                List.of(
                    "--samplers",
                    "penalties;top_k;top_p;min_p;temperature",
                    "--temp",
                    "0.9",
                    "--top-k",
                    "30",
                    "--top-p",
                    "0.9",
                    "--min-p",
                    "0.02",
                    "--repeat-penalty",
                    "1.2",
                    "--frequency-penalty",
                    "0.1",
                    "--presence-penalty",
                    "0.2",
                    "--repeat-last-n",
                    "32",
                    "--seed",
                    "42")));
  }

  @ParameterizedTest
  @MethodSource("modelsAndPrompts")
  void greedyUnderAGrammarIsTheSameTokenForToken(Path model, String prompt) throws Exception {
    Path grammar = folder.resolve("schema.gbnf");
    Files.writeString(grammar, SchemaGrammar.toGbnf(SCHEMA));
    assertThat(ours(model, prompt, Sampling.greedy(), ResponseFormat.jsonSchema("posting", SCHEMA)))
        .isEqualTo(
            theirs(model, prompt, List.of("--temp", "0", "--grammar-file", grammar.toString())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain-text.txt", "german.txt", "short-board.txt", "short-care.txt"})
  void theModelThatComesWithTheProjectIsReadTheSame(String sample) throws Exception {
    Path model = ReaderModel.find().orElseThrow();
    String posting = Files.readString(PROJECT.resolve("samples").resolve(sample)).strip();
    assertThat(ours(model, posting, Sampling.greedy(), ResponseFormat.text(), WHOLE_ANSWER))
        .startsWith("{\"title\":\"")
        .isEqualTo(
            theirs(
                model,
                "<|ad|> " + posting.replace("\n", "\n ") + "<|json|>",
                List.of("--temp", "0", "-n", String.valueOf(WHOLE_ANSWER))));
  }

  private static String ours(Path model, String prompt, Sampling sampling, ResponseFormat format) {
    return ours(model, prompt, sampling, format, TOKENS);
  }

  private static String ours(
      Path model, String prompt, Sampling sampling, ResponseFormat format, int tokens) {
    LlamaOptions options =
        LlamaOptions.defaults()
            .withContextTokens(CONTEXT_TOKENS)
            .withThreads(1, 1)
            .withLevers(EnumSet.allOf(Lever.class));
    try (LlamaChatModel chat = LlamaChatModel.open(model, options)) {
      ChatRequest request =
          ChatRequest.builder()
              .user(prompt)
              .sampling(sampling)
              .responseFormat(format)
              .maxTokens(tokens)
              .build();
      Streamed streamed = Streamed.of(chat, request);
      assertThat(streamed.end()).isInstanceOf(dev.jobstream.llm.StreamEvent.Completed.class);
      // The program prints each token as a C string, which a NUL ends.
      return streamed.text().replace("\0", "");
    }
  }

  private String theirs(Path model, String prompt, List<String> options) throws Exception {
    Path file = folder.resolve("prompt.txt");
    Files.writeString(file, prompt);
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "-m",
                model.toString(),
                "-f",
                file.toString(),
                "-n",
                String.valueOf(TOKENS),
                "-c",
                String.valueOf(CONTEXT_TOKENS),
                "-b",
                "512",
                "-ub",
                "512",
                "-t",
                "1",
                "-tb",
                "1",
                "-no-cnv",
                "--no-display-prompt",
                "--no-warmup"));
    command.addAll(options);
    String text = run(command);
    // The program prints from a thread that it may not wait for; its last line ends tell that all
    // was printed.
    for (int again = 0; again < 20 && !text.endsWith("\n\n"); again++) {
      text = run(command);
    }
    assertThat(text).as("%s", command).endsWith("\n\n");
    return text.replaceFirst("( \\[end of text\\])?\\n+$", "");
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(command)
            // The program looks for the CPU libraries in the folder it is started in.
            .directory(NativeFolder.find().folder().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    assertThat(process.waitFor()).as("%s\n%s", command, Files.readString(log)).isZero();
    return new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
  }

  private static boolean onPath(String tool) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
