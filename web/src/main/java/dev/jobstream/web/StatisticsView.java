package dev.jobstream.web;

import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Statistics;
import dev.jobstream.tracker.applications.Statistics.AnswerRate;
import dev.jobstream.tracker.applications.StatisticsPeriod;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the page of statistics shows. */
record StatisticsView(Statistics statistics, StatisticsPeriod period, LocalDate today) {
  private static final int MOST_BARS = 12;

  BarChart funnel() {
    return new BarChart(
        statistics.funnel().stream()
            .map(step ->
                new BarChart.Bar(
                    Words.of(step.stage()),
                    step.count(),
                    step.count(),
                    step.stage() == Stage.SAVED
                        ? Long.toString(step.count())
                        : "%d (%s)".formatted(step.count(), percent(step.ofPrevious()))))
            .toList());
  }

  SankeyChart sankey() {
    return SankeyChart.of(statistics.flows());
  }

  WeekChart weeks() {
    return WeekChart.of(statistics.byWeek());
  }

  BarChart timeInStage() {
    return new BarChart(
        statistics.timeInStage().stream()
            .map(time ->
                new BarChart.Bar(
                    Words.of(time.stage()),
                    time.medianDays(),
                    time.medianDays(),
                    days(time.medianDays())))
            .toList());
  }

  BarChart bySource() {
    return new BarChart(
        statistics.bySource().stream()
            .limit(MOST_BARS)
            .map(rate ->
                new BarChart.Bar(
                    group(rate),
                    rate.applied(),
                    rate.answered(),
                    "%d of %d answered".formatted(rate.answered(), rate.applied())))
            .toList());
  }

  static String group(AnswerRate rate) {
    return rate.group().isEmpty() ? "not told" : rate.group();
  }

  static String percent(double share) {
    return "%d %%".formatted(Math.round(share * 100));
  }

  static String days(double days) {
    return String.format(
        Locale.ROOT, days == 1 ? "%.0f day" : days % 1 == 0 ? "%.0f days" : "%.1f days", days);
  }

  /** Of all that were sent. */
  String answered() {
    long applied = statistics.byWeek().stream().mapToLong(AnswerRate::applied).sum();
    long answered = statistics.byWeek().stream().mapToLong(AnswerRate::answered).sum();
    return applied == 0 ? "none sent" : percent((double) answered / applied);
  }

  long open() {
    return statistics.byStage().entrySet().stream()
        .filter(entry -> !entry.getKey().isEnd())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The year so far, a quarter back, and everything, as addresses. */
  List<Preset> presets() {
    return List.of(
        new Preset("All", "/statistics"),
        new Preset("This year", "/statistics?from=" + today.withDayOfYear(1)),
        new Preset("Last 90 days", "/statistics?from=" + today.minusDays(90)));
  }

  /** A period to choose. */
  record Preset(String label, String href) {}
}
