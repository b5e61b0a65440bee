package dev.jobstream.web;

import dev.jobstream.tracker.applications.Statistics.AnswerRate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Applications and replies by the week of sending, a pair of columns each, the oldest first. Weeks
 * without any are there, too.
 */
record WeekChart(List<Week> weeks, long most) {
  static final int WIDTH = 760;
  static final int HEIGHT = 220;

  private static final int MOST_WEEKS = 26;
  private static final int BOTTOM = 28;
  private static final int TOP = 16;
  private static final int LEFT = 30;

  /** A week, by its Monday. */
  record Week(LocalDate monday, long applied, long answered) {}

  /**
   * The weeks up to the newest.
   *
   * @param rates the newest first
   */
  static WeekChart of(List<AnswerRate> rates) {
    Map<LocalDate, AnswerRate> byMonday = new HashMap<>();
    for (AnswerRate rate : rates) {
      if (!rate.group().isEmpty()) {
        byMonday.put(LocalDate.parse(rate.group()), rate);
      }
    }
    List<Week> weeks = new ArrayList<>();
    if (!byMonday.isEmpty()) {
      LocalDate newest = byMonday.keySet().stream().max(LocalDate::compareTo).orElseThrow();
      LocalDate oldest = byMonday.keySet().stream().min(LocalDate::compareTo).orElseThrow();
      LocalDate first = newest.minusWeeks(MOST_WEEKS - 1L);
      for (LocalDate monday = oldest.isAfter(first) ? oldest : first;
          !monday.isAfter(newest);
          monday = monday.plusWeeks(1)) {
        AnswerRate rate = byMonday.get(monday);
        weeks.add(
            rate == null
                ? new Week(monday, 0, 0)
                : new Week(monday, rate.applied(), rate.answered()));
      }
    }
    return new WeekChart(
        List.copyOf(weeks), weeks.stream().mapToLong(Week::applied).max().orElse(0));
  }

  private double step() {
    return (WIDTH - LEFT) / (double) Math.max(weeks.size(), 6);
  }

  long columnWidth() {
    return Math.max(2, Math.round(step() * 0.38));
  }

  long x(int week, boolean answered) {
    return Math.round(LEFT + week * step() + step() * 0.1) + (answered ? columnWidth() + 1 : 0);
  }

  long height(long value) {
    return most == 0 ? 0 : Math.round(value * (double) (HEIGHT - BOTTOM - TOP) / most);
  }

  long y(long value) {
    return baseline() - height(value);
  }

  int baseline() {
    return HEIGHT - BOTTOM;
  }

  int left() {
    return LEFT;
  }

  /** Not every week has room for its day. */
  boolean labelled(int week) {
    int every = Math.max(1, (int) Math.ceil(64 / step()));
    return week % every == 0;
  }

  String label(Week week) {
    String day = DayText.of(week.monday());
    return day.substring(0, day.length() - 5);
  }
}
