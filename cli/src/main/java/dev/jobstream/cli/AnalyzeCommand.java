package dev.jobstream.cli;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.llamacpp.FoundModel;
import dev.jobstream.llm.llamacpp.GgufFile;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.AnalysisRun;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingAnalyzer;
import dev.jobstream.tracker.PostingText;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a posting and shows its fields as they are found. */
@Command(
    name = "analyze",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads a job posting and fills in a form: title, company, location, pay and more.",
      "",
      "Rules read what the posting states plainly; a language model on this machine reads the"
          + " rest. Each value comes with the place in the posting that says so, or the remark"
          + " that there is none."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream analyze posting.txt",
      "  jobstream analyze - < page.html          a saved web page, piped in",
      "  jobstream analyze --model qwen3-0.6b posting.txt",
      "  jobstream analyze --json posting.txt | jq .title",
      "  jobstream analyze --no-ai posting.txt    only what rules can read, at once",
      "",
      "Without --model it takes a model of Jobstream's own folder, else the smallest",
      "suitable one that another program keeps on this machine (`jobstream models`).",
      "Ctrl-C stops the model and keeps what it has found.",
      "",
      "Exit codes: 0 done, 2 wrong use or unreadable posting, 3 the model asked for",
      "cannot be used, 4 the analysis failed, 130 stopped by Ctrl-C."
    })
final class AnalyzeCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "FILE|-",
      description = "The posting: plain text or a web page; - reads standard input.")
  private String file = "";

  @ArgGroup(exclusive = true)
  private @Nullable WhichModel which;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "The most tokens the model may write (default: ${DEFAULT-VALUE}).",
      defaultValue = "1024")
  private int maxTokens;

  @Option(
      names = "--context-tokens",
      paramLabel = "N",
      description =
          "The tokens that posting and answer may take together (default: what the model was"
              + " trained on, at most 8,192).")
  private @Nullable Integer contextTokens;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "The threads that compute (default: one a physical core).")
  private @Nullable Integer threads;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "The randomness of the model's words, from 0 to 5 (default: none).",
      defaultValue = "0")
  private double temperature;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of that randomness, to repeat a run.")
  private @Nullable Long seed;

  @ArgGroup(exclusive = true)
  private @Nullable Form form;

  /** The model, or none. */
  static final class WhichModel {
    @Option(
        names = {"-m", "--model"},
        paramLabel = "ID|PATH",
        description = "The model: an id of `jobstream models`, or a GGUF file.")
    private @Nullable String model;

    @Option(names = "--no-ai", description = "Ask no model.")
    private boolean none;
  }

  /** The form of what is written, if it is not for people. */
  static final class Form {
    @Option(names = "--json", description = "Write the result as one JSON object.")
    private boolean json;

    @Option(
        names = "--events",
        description = "Write what happens as it happens, a JSON object a line.")
    private boolean events;
  }

  AnalyzeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    PostingAnalyzer.Options options = options();
    LlamaOptions engine = engineOptions();
    PostingText posting = PostingInput.read(file, session);
    Optional<FoundModel> model = chooseModel();
    AnalysisClock clock = new AnalysisClock(session.nanoTime());
    if (model.isEmpty()) {
      PostingAnalysis analysis = PostingAnalyzer.factsOnly(posting);
      AnalysisView view = view(posting, false, clock);
      view.onEvent(new AnalysisEvent.Finished(analysis));
      view.end(analysis, clock);
      analysis.warnings().forEach(session::warn);
      return ExitCode.DONE;
    }
    try (Assembly.OpenModel open = session.assembly().open(model.get(), engine)) {
      return analyze(open.model(), model.get(), posting, options, clock);
    } catch (LlmException.ModelUnavailable e) {
      throw new CommandException(
          named().isPresent() ? ExitCode.NO_MODEL : ExitCode.FAILED,
          String.valueOf(e.getMessage()),
          e);
    }
  }

  private int analyze(
      ChatModel model,
      FoundModel found,
      PostingText posting,
      PostingAnalyzer.Options options,
      AnalysisClock clock) {
    boolean cancellable = model.capabilities().cancellation() != Capabilities.Cancellation.NONE;
    AnalysisView view = view(posting, cancellable, clock);
    try (AnalysisRun run = new PostingAnalyzer(model, options).analyzeStreaming(posting);
        Interrupts.Scope _ = session.interrupts().during(run::cancel)) {
      PostingAnalysis analysis =
          run.run(event -> {
            clock.on(event);
            view.onEvent(event);
          });
      view.end(analysis, clock);
      analysis.warnings().forEach(session::warn);
      return session.interrupts().exitCodeOr(exitCode(analysis, found));
    }
  }

  private int exitCode(PostingAnalysis analysis, FoundModel found) {
    return switch (analysis.outcome()) {
      case COMPLETE, FACTS_ONLY -> ExitCode.DONE;
      case CANCELLED -> Interrupts.Signal.INT.exitCode();
      case FAILED -> {
        LlmException error = analysis.error();
        session.complain(
            error == null ? "The analysis failed." : error.getMessage() + wayOut(error, found));
        yield error instanceof LlmException.ModelUnavailable && named().isPresent()
            ? ExitCode.NO_MODEL
            : ExitCode.FAILED;
      }
    };
  }

  /** The option that helps, if one does; with a space before it. */
  private String wayOut(LlmException error, FoundModel found) {
    if (!(error instanceof LlmException.PromptTooLong tooLong)) {
      return "";
    }
    GgufFile header = LocalModel.read(found).header();
    if (header == null || header.contextLength() <= tooLong.promptTokens()) {
      return "";
    }
    // The answer needs room too, as far as the model has it.
    long enough = Math.min(header.contextLength(), (long) tooLong.promptTokens() + maxTokens);
    return " The option `--context-tokens %d` does that.".formatted(enough);
  }

  private Optional<String> named() {
    return Optional.ofNullable(which).map(w -> w.model);
  }

  private Optional<FoundModel> chooseModel() {
    if (which != null && which.none) {
      return Optional.empty();
    }
    Assembly assembly = session.assembly();
    if (named().isPresent()) {
      try {
        return Optional.of(assembly.models().find(named().get()));
      } catch (LlmException.ModelUnavailable e) {
        throw new CommandException(ExitCode.NO_MODEL, String.valueOf(e.getMessage()), e);
      }
    }
    Optional<FoundModel> found = assembly.defaultModel();
    if (found.isEmpty()) {
      int unfit = assembly.models().all().size();
      session.warn(
          (unfit == 0
                  ? "There is no model on this machine"
                  : "None of the %d models on this machine can be used (`jobstream models` tells why)"
                      .formatted(unfit))
              + ", so only what rules can read is filled in. Get a model with `jobstream models pull qwen3-1.7b`.");
    }
    return found;
  }

  private PostingAnalyzer.Options options() {
    check("--max-tokens", maxTokens, 1, Integer.MAX_VALUE);
    check("--temperature", temperature, 0, 5);
    Sampling sampling = temperature == 0 ? Sampling.greedy() : Sampling.temperature(temperature);
    return PostingAnalyzer.Options.defaults()
        .withMaxTokens(maxTokens)
        .withSampling(seed == null ? sampling : sampling.withSeed(seed));
  }

  private LlamaOptions engineOptions() {
    LlamaOptions options = LlamaOptions.defaults();
    if (contextTokens != null) {
      check("--context-tokens", contextTokens, 16, Integer.MAX_VALUE);
      options = options.withContextTokens(contextTokens);
    }
    if (threads != null) {
      check("--threads", threads, 1, 512);
      options = options.withThreads(threads, threads);
    }
    return options;
  }

  private static void check(String option, double value, int min, int max) {
    // Also false for a NaN, which is a number to the parser.
    if (!(value >= min && value <= max)) {
      throw new CommandException(
          ExitCode.USAGE,
          "The option `%s` is `%s`; it must be %s."
              .formatted(
                  option,
                  value == Math.rint(value) ? String.valueOf((long) value) : value,
                  max == Integer.MAX_VALUE
                      ? "%d or more".formatted(min)
                      : "from %d to %d".formatted(min, max)));
    }
  }

  private AnalysisView view(PostingText posting, boolean cancellable, AnalysisClock clock) {
    Output out = session.out();
    if (form != null && form.events) {
      return new EventsView(out, posting, clock);
    }
    if (form != null && form.json) {
      return new PipedView(
          session.err(),
          (analysis, time) ->
              out.raw(JsonText.pretty(json -> AnalysisJson.write(json, analysis, time)) + "\n"),
          session.nanoTime());
    }
    return out.screen().terminal()
        ? new LiveView(out, posting, cancellable, session.nanoTime())
        : new PipedView(
            session.err(),
            (analysis, time) -> FormView.write(out, analysis, time),
            session.nanoTime());
  }
}
