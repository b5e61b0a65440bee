package dev.jobstream.cli;

import dev.jobstream.cli.config.Config;
import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Pacer;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.AnalysisRun;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingAnalyzer;
import dev.jobstream.tracker.PostingText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "Rules read what the posting states plainly; a language model, by default one on this"
          + " machine, reads the rest. Each value comes with the place in the posting that says so, or the remark"
          + " that there is none."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream analyze posting.txt",
      "  jobstream analyze - < page.html          a saved web page, piped in",
      "  jobstream analyze --model qwen3-0.6b posting.txt",
      "  jobstream analyze --model ollama:qwen3:1.7b posting.txt",
      "  jobstream analyze --model openai:qwen3@http://localhost:8080 posting.txt",
      "  jobstream analyze --json posting.txt | jq .title",
      "  jobstream analyze --no-ai posting.txt    only what rules can read, at once",
      "",
      "Without --model it takes the one that the settings name (`jobstream config`),",
      "else a model of Jobstream's own folder, else the smallest suitable one that",
      "another program keeps on this machine (`jobstream models`). A server is only",
      "asked if you name it, or the settings do.",
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
      description = "The most tokens the model may write (default: 1,024).")
  private @Nullable Integer maxTokens;

  @Mixin private SamplingOptions samplingOptions = new SamplingOptions();

  @Mixin private EngineOptions engineOptions = new EngineOptions();

  @Mixin private ProfileOption profile = new ProfileOption();

  @ArgGroup(exclusive = true)
  private @Nullable Form form;

  /** The model, or none. */
  static final class WhichModel {
    @Option(
        names = {"-m", "--model"},
        paramLabel = "NAME",
        description =
            "The model: an id of `jobstream models`, a GGUF file, BACKEND:NAME[@URL] for one"
                + " behind a server (`jobstream backends`), or a chain of the settings.")
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
    check();
    PostingText posting = PostingInput.read(file, session);
    AnalysisClock clock = new AnalysisClock(session.nanoTime());
    if (which != null && which.none) {
      return readFacts(posting, clock);
    }
    Config config = profile.config(session);
    ModelChoice choice;
    try {
      Optional<ModelChoice> chosen =
          ModelChoice.choose(which == null ? null : which.model, config, session.assembly());
      if (chosen.isEmpty()) {
        session.warn(
            ModelChoice.absence(session.assembly(), ", so only what rules can read is filled in"));
        return readFacts(posting, clock);
      }
      choice = chosen.get();
    } catch (LlmException.ModelUnavailable e) {
      throw new CommandException(ExitCode.NO_MODEL, String.valueOf(e.getMessage()), e);
    }
    try (OpenModel open = session.assembly().opener(config, engineOptions).open(choice.name())) {
      return analyze(open, choice, posting, options(config), clock);
    } catch (LlmException.ModelUnavailable e) {
      throw new CommandException(choice.unusable(), String.valueOf(e.getMessage()), e);
    }
  }

  private void check() {
    if (maxTokens != null) {
      OptionRange.check("--max-tokens", maxTokens, 1, Integer.MAX_VALUE);
    }
    samplingOptions.check();
    engineOptions.check();
  }

  private PostingAnalyzer.Options options(Config config) {
    return PostingAnalyzer.Options.defaults()
        .withMaxTokens(maxTokens == null ? config.analysis().maxTokens() : maxTokens)
        .withSampling(samplingOptions.sampling(config.analysis().temperature()));
  }

  private int readFacts(PostingText posting, AnalysisClock clock) {
    PostingAnalysis analysis = PostingAnalyzer.factsOnly(posting);
    AnalysisView view = view(posting, false, Pacer.IN_PROCESS, clock);
    view.onEvent(new AnalysisEvent.Finished(analysis));
    view.end(analysis, clock);
    analysis.warnings().forEach(session::warn);
    return ExitCode.DONE;
  }

  private int analyze(
      OpenModel open,
      ModelChoice choice,
      PostingText posting,
      PostingAnalyzer.Options options,
      AnalysisClock clock) {
    ChatModel model = open.model();
    boolean cancellable = model.capabilities().cancellation() != Capabilities.Cancellation.NONE;
    AnalysisView view = view(posting, cancellable, open.displayInterval(), clock);
    List<StreamEvent.ModelSwitched> switches = new ArrayList<>();
    try (AnalysisRun run = new PostingAnalyzer(model, options).analyzeStreaming(posting);
        Interrupts.Scope _ = session.interrupts().during(run::cancel)) {
      PostingAnalysis analysis =
          run.run(event -> {
            clock.on(event);
            view.onEvent(event);
            if (event instanceof AnalysisEvent.Model(StreamEvent.ModelSwitched now)) {
              switches.add(now);
            }
          });
      view.end(analysis, clock);
      switches.forEach(now -> session.warn(SwitchText.of(now)));
      analysis.warnings().forEach(session::warn);
      return session.interrupts().exitCodeOr(exitCode(analysis, choice, options.maxTokens()));
    }
  }

  private int exitCode(PostingAnalysis analysis, ModelChoice choice, int answerTokens) {
    return switch (analysis.outcome()) {
      case COMPLETE, FACTS_ONLY -> ExitCode.DONE;
      case CANCELLED -> Interrupts.Signal.INT.exitCode();
      case FAILED -> {
        LlmException error = analysis.error();
        session.complain(
            error == null
                ? "The analysis failed."
                : error.getMessage() + choice.wayOut(error, answerTokens, session.assembly()));
        yield error instanceof LlmException.ModelUnavailable ? choice.unusable() : ExitCode.FAILED;
      }
    };
  }

  private AnalysisView view(
      PostingText posting, boolean cancellable, Duration interval, AnalysisClock clock) {
    Output out = session.out();
    if (form != null && form.events) {
      return new EventsView(out, posting, clock);
    }
    if (form != null && form.json) {
      return new PipedView(
          session.err(),
          (analysis, time) ->
              out.raw(JsonText.pretty(json -> AnalysisJson.write(json, analysis, time)) + "\n"),
          interval,
          session.nanoTime());
    }
    return out.screen().terminal()
        ? new LiveView(out, posting, cancellable, interval, session.nanoTime())
        : new PipedView(
            session.err(),
            (analysis, time) -> FormView.write(out, analysis, time),
            interval,
            session.nanoTime());
  }
}
