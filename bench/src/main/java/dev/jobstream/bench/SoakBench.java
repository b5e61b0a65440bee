package dev.jobstream.bench;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.llamacpp.Lever;
import dev.jobstream.llm.llamacpp.LlamaChatModel;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Resident memory over many short generations. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description =
        "Runs many short generations in a row, some with a schema, and prints the process's resident memory on the way. Fails if it moves by more than 3 %% after the first hundred.")
final class SoakBench implements Callable<Integer> {
  /** The most that the resident memory may move after the first hundred generations. */
  private static final double TOLERANCE = 0.03;

  private static final String SCHEMA =
      """
      {"type":"object","properties":{"title":{"type":"string","maxLength":12},\
      "pay":{"type":"integer","minimum":0,"maximum":9999}},\
      "required":["title","pay"],"additionalProperties":false}\
      """;

  @Mixin TinyModel model = new TinyModel();

  @Option(
      names = "--count",
      defaultValue = "10000",
      description = "Generations. Default ${DEFAULT-VALUE}.")
  int count;

  @Option(names = "--in-this-process", hidden = true)
  boolean inThisProcess;

  /**
   * A request in JSON with all that can be decoded ahead of it.
   *
   * @param independent whether its properties may be written at the same time
   */
  static ChatRequest.Builder inJson(String text, boolean independent) {
    return ChatRequest.builder()
        .user(text)
        .prediction("{\"title\":\"engineer\",\"pay\":1}")
        .responseFormat(
            ResponseFormat.jsonSchema("posting", SCHEMA)
                .withIndependentProperties(independent ? List.of("pay", "title") : List.of())
                .withQuotations(new ResponseFormat.Quotations(text, Set.of("title"))));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return inThisProcess ? soak() : inAProcessWithASteadyHeap();
  }

  /**
   * A heap that grows as it likes would hide a leak of the native code, and so would the memory
   * that the optimising compiler takes and gives back: the heap is taken whole at the start, and
   * only the quick compiler runs.
   */
  private int inAProcessWithASteadyHeap() throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("soak", "--in-this-process", "--count=" + count));
    if (model.file != null) {
      arguments.add("--model=" + model.file);
    }
    List<String> jvm =
        List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");
    return OwnProcess.java(jvm, Bench.class, arguments).inheritIO().start().waitFor();
  }

  private int soak() throws IOException {
    Path gguf = model.path();
    System.out.println(BenchModel.machine());
    long atHundred = 0;
    long highest = 0;
    long lowest = Long.MAX_VALUE;
    long start = System.nanoTime();
    try (LlamaChatModel chat =
        LlamaChatModel.open(gguf, LlamaOptions.defaults().withLevers(EnumSet.allOf(Lever.class)))) {
      for (int i = 1; i <= count; i++) {
        String text = "Posting " + i + ": an engineer in Berlin.";
        var request = i % 4 == 0 ? inJson(text, i % 8 == 0) : ChatRequest.builder().user(text);
        try (var stream = chat.stream(request.maxTokens(8).build())) {
          StreamEvent.Terminal end = stream.run(event -> {});
          if (!(end instanceof StreamEvent.Completed)) {
            throw new IllegalStateException("Generation " + i + " ended with " + end);
          }
        }
        if (i == 100 || i % Math.max(1, count / 20) == 0) {
          long resident = OwnProcess.residentBytes(ProcessHandle.current()) / 1_024;
          if (resident == 0) {
            throw new IOException("The system does not tell how much memory a process takes.");
          }
          if (i == 100) {
            atHundred = resident;
          }
          highest = Math.max(highest, resident);
          lowest = Math.min(lowest, resident);
          System.out.println(String.format(Locale.ROOT, "%6d  %,d kB", i, resident));
        }
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d generations in %.1f s; resident %,d kB after the first hundred, then %+.2f %% to %+.2f %%",
            count,
            seconds,
            atHundred,
            100.0 * (lowest - atHundred) / atHundred,
            100.0 * (highest - atHundred) / atHundred));
    return Math.max(highest - atHundred, atHundred - lowest) <= TOLERANCE * atHundred ? 0 : 1;
  }
}
