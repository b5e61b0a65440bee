package dev.jobstream.web;

import java.util.List;
import java.util.Locale;

/**
 * Bars that lie below each other, each with a label before and a text behind it.
 *
 * @param bars from top to bottom
 */
record BarChart(List<Bar> bars) {
  static final int WIDTH = 640;

  private static final int LABEL = 150;
  private static final int TEXT = 130;
  private static final int ROW = 30;

  BarChart {
    bars = List.copyOf(bars);
  }

  /**
   * A bar.
   *
   * @param value its length
   * @param part the part of it that is drawn stronger
   * @param text stands behind it
   */
  record Bar(String label, double value, double part, String text) {
    String shortLabel() {
      return label.length() > 22 ? label.substring(0, 21) + "…" : label;
    }
  }

  int height() {
    return bars.size() * ROW + 4;
  }

  int left() {
    return LABEL;
  }

  int y(int row) {
    return row * ROW + 5;
  }

  int textY(int row) {
    return row * ROW + 20;
  }

  String width(double value) {
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(0);
    return number(most == 0 ? 0 : value / most * (WIDTH - LABEL - TEXT));
  }

  String end(Bar bar) {
    return number(LABEL + Double.parseDouble(width(bar.value())) + 8);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
