package dev.jobstream.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.ModelName;
import dev.jobstream.llm.llamacpp.FoundModel;
import dev.jobstream.llm.llamacpp.LlamaOptions.FlashAttention;
import dev.jobstream.llm.llamacpp.LlamaTuner;
import dev.jobstream.llm.llamacpp.LlamaTuning;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds out how a model runs fastest on this machine. */
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finds out how a model runs fastest on this machine, and keeps it.",
      "",
      "Tries numbers of threads, sizes of batches, flash attention on and off, and a cache in 8"
          + " bits, in less than a minute. From then on the model is run with the best of them,"
          + " wherever the settings and options say nothing else. Let the machine do nothing else"
          + " meanwhile."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  jobstream tune", "  jobstream tune --model qwen3-1.7b --json"})
final class TuneCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(50);

  private final Session session;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description =
          "A model on this machine, by its name or file (default: the one that is used if none is"
              + " named).")
  private @Nullable String model;

  @Option(names = "--json", description = "Write every trial and the best one as JSON.")
  private boolean json;

  @Mixin private ProfileOption profile = new ProfileOption();

  TuneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Config config = profile.config(session);
    FoundModel found = model(config);
    LlamaTuner tuner = new LlamaTuner(found.file(), config.engine(), LIMIT);
    List<LlamaTuner.Trial> trials = new ArrayList<>();
    session.err().line("Tuning `%s`: loading it …".formatted(found.id()));
    Optional<LlamaTuner.Trial> best;
    try (Interrupts.Scope _ = session.interrupts().during(tuner::cancel)) {
      best =
          tuner.run((done, total, trial) -> {
            trials.add(trial);
            session.err().line("%2d of %d  %s".formatted(done, total, words(trial)));
          });
    }
    if (best.isEmpty()) {
      session.warn("Stopped; nothing was changed.");
      return session.interrupts().exitCodeOr(Interrupts.Signal.INT.exitCode());
    }
    Tunings tunings = session.assembly().tunings();
    tunings.keep(found.file(), best.get());
    if (json) {
      session.out().line(json(found, trials, best.get()));
    } else {
      session.out().paragraph(StyledText.of("Best: " + words(best.get()) + "."));
      session
          .out()
          .paragraph(
              StyledText.of("It is kept in `%s` and used from now on.".formatted(tunings.file())));
    }
    return ExitCode.DONE;
  }

  private FoundModel model(Config config) {
    ModelChoice choice =
        ModelChoice.choose(model, config, session.assembly())
            .orElseThrow(() ->
                new CommandException(
                    ExitCode.NO_MODEL, ModelChoice.absence(session.assembly(), "")));
    if (!(choice.name() instanceof ModelName.Gguf(String idOrPath))) {
      throw new CommandException(
          ExitCode.USAGE,
          "`%s` does not run in this process, so there is nothing to tune. Name a model that lies on this machine."
              .formatted(choice.name()));
    }
    return session.assembly().models().find(idOrPath);
  }

  private static String words(LlamaTuner.Trial trial) {
    LlamaTuning tuning = trial.tuning();
    String threads =
        tuning.threads() == tuning.batchThreads()
            ? "%d threads".formatted(tuning.threads())
            : "%d threads to write, %d to read".formatted(tuning.threads(), tuning.batchThreads());
    String attention =
        tuning.flashAttention() == FlashAttention.AUTO
            ? ""
            : ", flash attention " + tuning.flashAttention().name().toLowerCase(Locale.ROOT);
    String cache =
        switch (tuning.cacheType()) {
          case F16 -> "";
          case Q8_0 -> ", cache in 8 bits";
        };
    return String.format(
        Locale.ROOT,
        "%s, batches of %d%s%s: reads %.0f tokens/s, writes %.1f steps/s, a posting in %.1f s",
        threads,
        tuning.batchTokens(),
        attention,
        cache,
        trial.readTokensPerSecond(),
        trial.stepsPerSecond(),
        trial.typicalAnalysis().toMillis() / 1_000.0);
  }

  private static String json(
      FoundModel found, List<LlamaTuner.Trial> trials, LlamaTuner.Trial best) {
    return JsonText.pretty(out -> {
      out.writeStartObject();
      out.writeStringField("model", found.id());
      out.writeArrayFieldStart("trials");
      for (LlamaTuner.Trial trial : trials) {
        write(out, trial);
      }
      out.writeEndArray();
      out.writeFieldName("best");
      write(out, best);
      out.writeEndObject();
    });
  }

  private static void write(JsonGenerator out, LlamaTuner.Trial trial) throws IOException {
    LlamaTuning tuning = trial.tuning();
    out.writeStartObject();
    out.writeNumberField("threads", tuning.threads());
    out.writeNumberField("batchThreads", tuning.batchThreads());
    out.writeNumberField("batchTokens", tuning.batchTokens());
    out.writeStringField("flashAttention", tuning.flashAttention().name().toLowerCase(Locale.ROOT));
    out.writeStringField("cacheType", tuning.cacheType().name().toLowerCase(Locale.ROOT));
    out.writeNumberField(
        "readTokensPerSecond", Math.round(trial.readTokensPerSecond() * 10) / 10.0);
    out.writeNumberField("stepsPerSecond", Math.round(trial.stepsPerSecond() * 100) / 100.0);
    out.writeNumberField("typicalAnalysisMillis", trial.typicalAnalysis().toMillis());
    out.writeEndObject();
  }
}
