package dev.jobstream.bench;

import dev.jobstream.llm.LlmException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry to all benchmarks. */
@Command(
    name = "jobstream bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Measures Jobstream on this machine. docs/benchmarks.md holds earlier figures.",
    subcommands = {
      DecodeBench.class,
      ExtractionBench.class,
      GrammarBench.class,
      TogetherBench.class,
      SeveralBench.class,
      CancelBench.class,
      SoakBench.class,
      StressBench.class,
      QualityBench.class,
      StoreBench.class,
      HttpBench.class,
      HttpCancelBench.class,
      HttpMemoryBench.class,
      SseBench.class,
      PagesBench.class,
      StartBench.class,
      CommandLine.HelpCommand.class
    })
public final class Bench {
  private Bench() {}

  public static void main(String[] args) {
    int code =
        new CommandLine(new Bench())
            .setExecutionExceptionHandler((e, command, parsed) -> {
              if (e instanceof LlmException) {
                command.getErr().println(e.getMessage());
                return 3;
              }
              throw e;
            })
            .execute(args);
    System.exit(code);
  }
}
