package dev.jobstream.web;

import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Statistics.Flow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Moves between stages as a Sankey chart: a band for each pair of stages, as thick as there are
 * moves. Stages stand in columns from left to right, the ends in the last; a move back (an end that
 * was reopened) would cross everything, and is left to the table.
 *
 * @param height of the drawing, whose width is {@link #WIDTH}
 */
record SankeyChart(List<Node> nodes, List<Band> bands, double height) {
  static final int WIDTH = 760;

  private static final double NODE_WIDTH = 12;
  private static final double GAP = 26;
  private static final double THICKEST = 180;
  private static final double TOP = 18;
  private static final int LABEL_ROOM = 96;
  private static final int LAST_COLUMN = 6;

  /** A stage. */
  record Node(Stage stage, long count, double x, double y, double height) {
    String label() {
      return "%s %d".formatted(Words.of(stage), count);
    }

    String xText() {
      return number(x);
    }

    String yText() {
      return number(y);
    }

    String heightText() {
      return number(height);
    }

    String labelY() {
      return number(y - 5);
    }
  }

  /** The moves from one stage to another. */
  record Band(Flow flow, String path) {
    String label() {
      return "%s to %s: %d".formatted(Words.of(flow.from()), Words.of(flow.to()), flow.count());
    }
  }

  static SankeyChart of(List<Flow> all) {
    List<Flow> flows =
        all.stream()
            .filter(flow -> flow.count() > 0 && column(flow.from()) < column(flow.to()))
            .toList();
    Map<Stage, Long> in = new EnumMap<>(Stage.class);
    Map<Stage, Long> out = new EnumMap<>(Stage.class);
    for (Flow flow : flows) {
      out.merge(flow.from(), flow.count(), Long::sum);
      in.merge(flow.to(), flow.count(), Long::sum);
    }
    Map<Stage, Long> counts = new EnumMap<>(in);
    out.forEach((stage, count) -> counts.merge(stage, count, Math::max));
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
    double scale = THICKEST / most;
    Map<Stage, Node> nodes = place(counts, scale);
    double height = nodes.values().stream().mapToDouble(n -> n.y() + n.height()).max().orElse(0);
    return new SankeyChart(
        List.copyOf(nodes.values()), bands(flows, nodes, scale), Math.ceil(height + 8));
  }

  private static int column(Stage stage) {
    return switch (stage) {
      case SAVED -> 0;
      case APPLIED -> 1;
      case SCREENING -> 2;
      case ASSESSMENT -> 3;
      case INTERVIEWING -> 4;
      case OFFER -> 5;
      case ACCEPTED, DECLINED, REJECTED, WITHDRAWN, GHOSTED -> LAST_COLUMN;
    };
  }

  /** Columns that have no stage take no room. */
  private static Map<Stage, Node> place(Map<Stage, Long> counts, double scale) {
    List<Integer> columns =
        counts.keySet().stream().map(SankeyChart::column).distinct().sorted().toList();
    double step =
        columns.size() < 2 ? 0 : (WIDTH - LABEL_ROOM - NODE_WIDTH) / (columns.size() - 1.0);
    double[] next = new double[LAST_COLUMN + 1];
    Map<Stage, Node> nodes = new EnumMap<>(Stage.class);
    counts.forEach((stage, count) -> {
      int column = column(stage);
      double height = Math.max(2, count * scale);
      double y = TOP + next[column];
      nodes.put(stage, new Node(stage, count, columns.indexOf(column) * step, y, height));
      next[column] += height + GAP;
    });
    return nodes;
  }

  private static List<Band> bands(List<Flow> flows, Map<Stage, Node> nodes, double scale) {
    Map<Stage, Double> left = new EnumMap<>(Stage.class);
    Map<Stage, Double> entered = new EnumMap<>(Stage.class);
    List<Band> bands = new ArrayList<>();
    for (Flow flow :
        flows.stream().sorted(Comparator.comparing(Flow::from).thenComparing(Flow::to)).toList()) {
      Node from = nodes.get(flow.from());
      Node to = nodes.get(flow.to());
      if (from == null || to == null) {
        continue;
      }
      double thick = Math.max(1, flow.count() * scale);
      double y0 = from.y() + left.getOrDefault(flow.from(), 0.0);
      double y1 = to.y() + entered.getOrDefault(flow.to(), 0.0);
      left.merge(flow.from(), thick, Double::sum);
      entered.merge(flow.to(), thick, Double::sum);
      bands.add(new Band(flow, path(from.x() + NODE_WIDTH, y0, to.x(), y1, thick)));
    }
    return List.copyOf(bands);
  }

  private static String path(double x0, double y0, double x1, double y1, double thick) {
    double middle = (x0 + x1) / 2;
    return String.format(
        Locale.ROOT,
        "M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1fV%.1fC%.1f %.1f %.1f %.1f %.1f %.1fZ",
        x0,
        y0,
        middle,
        y0,
        middle,
        y1,
        x1,
        y1,
        y1 + thick,
        middle,
        y1 + thick,
        middle,
        y0 + thick,
        x0,
        y0 + thick);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
