package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Statistics with bars, for people. */
final class StatisticsView {
  private static final int MOST_GROUPS = 8;
  private static final int BAR_COLUMNS = 24;

  private final Output out;

  StatisticsView(Output out) {
    this.out = out;
  }

  /**
   * A line with a bar.
   *
   * @param count the bar's length, beside the longest of its list
   * @param words what stands behind it
   */
  private record Bar(String name, long count, String words) {}

  void write(Statistics statistics) {
    out.line(
        StyledText.of(
            Style.BOLD,
            statistics.total() == 1
                ? "1 application"
                : String.format(Locale.ROOT, "%,d applications", statistics.total())));
    stages(statistics);
    funnel(statistics);
    times(statistics);
    answers("Answers by source", statistics.bySource());
    answers("Answers by company", statistics.byCompany());
    answers("Answers by week", statistics.byWeek());
    silence(statistics);
  }

  private void stages(Statistics statistics) {
    List<Bar> bars = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      long count = statistics.byStage().getOrDefault(stage, 0L);
      if (count > 0) {
        bars.add(new Bar(ApplicationText.words(stage), count, ""));
      }
    }
    write("Where they stand", bars);
  }

  private void funnel(Statistics statistics) {
    List<Bar> bars = new ArrayList<>();
    for (Statistics.Step step : statistics.funnel()) {
      boolean first = step.stage() == Stage.SAVED;
      if (step.count() > 0) {
        bars.add(
            new Bar(
                ApplicationText.words(step.stage()),
                step.count(),
                first ? "" : percent(step.ofPrevious()) + " of the step before"));
      }
    }
    write("How far they got", bars);
  }

  private void times(Statistics statistics) {
    List<Bar> bars = new ArrayList<>();
    for (Statistics.StageTime time : statistics.timeInStage()) {
      bars.add(
          new Bar(
              ApplicationText.words(time.stage()),
              Math.round(time.medianDays()),
              String.format(
                  Locale.ROOT,
                  "days in the middle, %.1f on average, of %,d",
                  time.meanDays(),
                  time.count())));
    }
    write("How long a stage takes", bars);
  }

  private void answers(String heading, List<Statistics.AnswerRate> rates) {
    List<Bar> bars = new ArrayList<>();
    for (Statistics.AnswerRate rate : rates.subList(0, Math.min(MOST_GROUPS, rates.size()))) {
      bars.add(
          new Bar(
              rate.group().isEmpty() ? "(not told)" : rate.group(),
              rate.applied(),
              String.format(
                  Locale.ROOT, "sent, %,d answered (%s)", rate.answered(), percent(rate.rate()))));
    }
    write(
        rates.size() > MOST_GROUPS
            ? "%s (the first %d of %d)".formatted(heading, MOST_GROUPS, rates.size())
            : heading,
        bars);
  }

  private void silence(Statistics statistics) {
    List<Bar> bars = new ArrayList<>();
    List<Statistics.Silence> bands = statistics.silence();
    for (int i = 0; i < bands.size(); i++) {
      Statistics.Silence band = bands.get(i);
      String days =
          i + 1 < bands.size()
              ? "%d to %d days".formatted(band.fromDays(), bands.get(i + 1).fromDays() - 1)
              : "%d days or more".formatted(band.fromDays());
      if (band.count() > 0) {
        bars.add(new Bar(days, band.count(), "since %s or before".formatted(band.since())));
      }
    }
    write("Sent, open and quiet", bars);
  }

  private void write(String heading, List<Bar> bars) {
    if (bars.isEmpty()) {
      return;
    }
    out.line("");
    out.line(StyledText.of(Style.BOLD, heading));
    int columns = out.screen().columns().getAsInt();
    int names =
        Math.min(
            Math.max(8, columns / 3),
            bars.stream().mapToInt(bar -> StyledText.width(bar.name())).max().orElse(0));
    long most = Math.max(1, bars.stream().mapToLong(Bar::count).max().orElse(1));
    for (Bar bar : bars) {
      StyledText name = StyledText.of(bar.name()).cut(names);
      int full =
          bar.count() == 0
              ? 0
              : (int) Math.max(1, Math.round((double) BAR_COLUMNS * bar.count() / most));
      StyledText line =
          StyledText.of("  ")
              .plus(name)
              .plus(" ".repeat(names - name.width() + 2))
              .plus(Style.CYAN, (out.screen().unicode() ? "█" : "#").repeat(full))
              .plus(full == 0 ? "" : " ")
              .plus(String.format(Locale.ROOT, "%,d", bar.count()));
      out.line(
          (bar.words().isEmpty() ? line : line.plus(Style.DIM, " " + bar.words())).cut(columns));
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
