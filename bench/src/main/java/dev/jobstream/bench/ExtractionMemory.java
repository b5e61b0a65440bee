package dev.jobstream.bench;

import dev.jobstream.llm.llamacpp.LlamaChatModel;
import dev.jobstream.llm.llamacpp.LlamaOptions.FlashAttention;
import dev.jobstream.tracker.PostingAnalyzer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The most memory that a contestant takes for one posting, in a process of its own. */
final class ExtractionMemory {
  /** Who is measured. */
  enum Contestant {
    NODE_LLAMA_CPP("node-llama-cpp"),
    PLAIN_LOOP("plain loop"),
    OURS("ours");

    final String label;

    Contestant(String label) {
      this.label = label;
    }
  }

  private ExtractionMemory() {}

  /** In bytes; the weights are counted too, as far as they were touched. */
  static long peakBytes(Contestant contestant, ExtractionSetup setup, ExtractionTask task)
      throws IOException {
    if (contestant == Contestant.NODE_LLAMA_CPP) {
      try (NodeLlamaCpp node = setup.node()) {
        node.run(task, false);
        return node.peakBytes();
      }
    }
    int number = PostingSet.all().indexOf(task.posting());
    Process process =
        OwnProcess.java(
                List.of(),
                ExtractionMemory.class,
                List.of(
                    contestant.name(),
                    Integer.toString(number),
                    setup.file().toString(),
                    Integer.toString(setup.threads()),
                    setup.flashAttention().name()))
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      if (line == null || process.waitFor() != 0) {
        throw new IOException("The process of the contestant %s failed.".formatted(contestant));
      }
      return Long.parseLong(line);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroy();
    }
  }

  public static void main(String[] args) throws IOException {
    BenchPosting posting = PostingSet.all().get(Integer.parseInt(args[1]));
    ExtractionSetup setup =
        new ExtractionSetup(
            Path.of(args[2]),
            Integer.parseInt(args[3]),
            FlashAttention.valueOf(args[4]),
            BenchClock.WALL);
    if (Contestant.valueOf(args[0]) == Contestant.PLAIN_LOOP) {
      try (PlainLoop plain = setup.plain()) {
        plain.run(ExtractionTask.of(List.of(posting), plain).getFirst());
      }
    } else {
      try (LlamaChatModel ours = setup.ours(1)) {
        OurExtraction.run(
            ours.withLevers(ExtractionBench.SHIPPED),
            posting,
            PostingAnalyzer.Options.defaults(),
            setup.clock());
      }
    }
    System.out.println(OwnProcess.peakBytes(ProcessHandle.current()));
  }
}
