package dev.jobstream.cli;

import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import dev.jobstream.tracker.AnalysisEvent;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Measures what only the one who waits can: when the model's first field was there. */
final class AnalysisClock {
  /** A shorter wait nobody noticed. */
  private static final Duration WORTH_TELLING = Duration.ofMillis(200);

  private final LongSupplier nanoTime;
  private final long start;
  private @Nullable Duration firstField;

  AnalysisClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  void on(AnalysisEvent event) {
    // The facts are there before the model starts: they would tell nothing of it.
    if (firstField == null
        && event instanceof AnalysisEvent.FieldFound(Finding finding)
        && finding.origin() == Finding.Origin.MODEL) {
      firstField = elapsed();
    }
  }

  Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }

  /** From the start of the analysis to the first field that the model found, if it found one. */
  Optional<Duration> firstField() {
    return Optional.ofNullable(firstField);
  }

  /** The times of a model's analysis in words, for people. */
  String summary(PostingAnalysis analysis) {
    Timings timings = analysis.timings();
    TokenUsage usage = analysis.usage();
    List<String> parts = new ArrayList<>();
    if (timings.queued().compareTo(WORTH_TELLING) > 0) {
      parts.add("waited " + seconds(timings.queued()));
    }
    if (timings.loading().compareTo(WORTH_TELLING) > 0) {
      parts.add("loaded the model in " + seconds(timings.loading()));
    }
    if (usage.promptTokens() > 0 && timings.reading().toNanos() > 0) {
      int read = usage.promptTokens() - Math.max(0, usage.cachedPromptTokens());
      parts.add("read " + tokens(read, timings.reading()));
    }
    firstField().ifPresent(time -> parts.add("first field after " + seconds(time)));
    if (usage.completionTokens() > 0 && timings.writing().toNanos() > 0) {
      parts.add("wrote " + tokens(usage.completionTokens(), timings.writing()));
    }
    parts.add("%s in all".formatted(seconds(elapsed())));
    return String.join(" · ", parts);
  }

  private static String tokens(int count, Duration time) {
    return String.format(
        Locale.ROOT,
        "%,d tokens in %s (%,.0f a second)",
        count,
        seconds(time),
        count / (time.toNanos() / 1e9));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
  }
}
