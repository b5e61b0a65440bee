package dev.jobstream.cli;

import dev.jobstream.cli.config.Config;
import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Pacer;
import dev.jobstream.llm.Sampling;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a posting is read: by which model, and how that is asked. */
final class ReadingOptions {
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

  /** Shows a reading. */
  @FunctionalInterface
  interface Views {
    /**
     * Makes the view of a reading that begins.
     *
     * @param cancellable whether Ctrl-C reaches the model
     * @param interval how often it is drawn
     */
    AnalysisView open(boolean cancellable, Duration interval, AnalysisClock clock);
  }

  /** What came of it, and the exit code that says so. */
  record Reading(PostingAnalysis analysis, int exitCode) {}

  /**
   * Reads a posting, and shows it meanwhile.
   *
   * @throws CommandException if the model cannot be used
   */
  Reading read(Session session, PostingText posting, Views views) {
    AnalysisClock clock = new AnalysisClock(session.nanoTime());
    if (which != null && which.none) {
      return readFacts(session, posting, clock, views);
    }
    Config config = profile.config(session);
    ModelChoice choice;
    try {
      Optional<ModelChoice> chosen =
          ModelChoice.choose(which == null ? null : which.model, config, session.assembly());
      if (chosen.isEmpty()) {
        session.warn(
            ModelChoice.absence(session.assembly(), ", so only what rules can read is filled in"));
        return readFacts(session, posting, clock, views);
      }
      choice = chosen.get();
    } catch (LlmException.ModelUnavailable e) {
      throw new CommandException(ExitCode.NO_MODEL, String.valueOf(e.getMessage()), e);
    }
    try (OpenModel open = session.assembly().opener(config, engineOptions).open(choice.name())) {
      return analyze(session, open, choice, posting, options(config), clock, views);
    } catch (LlmException.ModelUnavailable e) {
      throw new CommandException(choice.unusable(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Looks at the options. */
  void check() {
    if (maxTokens != null) {
      OptionRange.check("--max-tokens", maxTokens, 1, Integer.MAX_VALUE);
    }
    samplingOptions.check();
    engineOptions.check();
  }

  private PostingAnalyzer.Options options(Config config) {
    PostingAnalyzer.Options options =
        of(config.analysis(), samplingOptions.sampling(config.analysis().temperature()));
    return maxTokens == null ? options : options.withMaxTokens(maxTokens);
  }

  /** How the settings have a posting read. */
  static PostingAnalyzer.Options of(Config.Analysis settings) {
    return of(settings, new SamplingOptions().sampling(settings.temperature()));
  }

  private static PostingAnalyzer.Options of(Config.Analysis settings, Sampling sampling) {
    return PostingAnalyzer.Options.defaults()
        .withMaxTokens(settings.maxTokens())
        .withSampling(sampling)
        .withFactsAsked(settings.factsAsked());
  }

  private static Reading readFacts(
      Session session, PostingText posting, AnalysisClock clock, Views views) {
    PostingAnalysis analysis = PostingAnalyzer.factsOnly(posting);
    AnalysisView view = views.open(false, Pacer.IN_PROCESS, clock);
    view.onEvent(new AnalysisEvent.Finished(analysis));
    view.end(analysis, clock);
    analysis.warnings().forEach(session::warn);
    return new Reading(analysis, ExitCode.DONE);
  }

  private static Reading analyze(
      Session session,
      OpenModel open,
      ModelChoice choice,
      PostingText posting,
      PostingAnalyzer.Options options,
      AnalysisClock clock,
      Views views) {
    ChatModel model = open.model();
    boolean cancellable = model.capabilities().cancellation() != Capabilities.Cancellation.NONE;
    AnalysisView view = views.open(cancellable, open.displayInterval(), clock);
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
      return new Reading(
          analysis,
          session
              .interrupts()
              .exitCodeOr(exitCode(session, analysis, choice, options.maxTokens())));
    }
  }

  private static int exitCode(
      Session session, PostingAnalysis analysis, ModelChoice choice, int answerTokens) {
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
}
