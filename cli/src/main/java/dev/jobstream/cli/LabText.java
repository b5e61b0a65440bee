package dev.jobstream.cli;

import dev.jobstream.llm.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of the lab. */
final class LabText {
  private LabText() {}

  /**
   * The last lines of what a model has written: its thinking, then its answer, then its failure.
   */
  static List<StyledText> tail(LabAnswer answer, int columns, int rows) {
    List<StyledText> lines = new ArrayList<>();
    answer
        .switched()
        .ifPresent(
            now -> lines.addAll(StyledText.of(Style.YELLOW, SwitchText.of(now)).wrap(columns)));
    lines.addAll(wrap(Style.DIM, answer.thinking(), columns, rows));
    lines.addAll(wrap(Style.PLAIN, answer.text(), columns, rows));
    if (answer.terminal().orElse(null) instanceof StreamEvent.Failed failed) {
      lines.addAll(failure(failed).wrap(columns));
    }
    return rows < lines.size() ? lines.subList(lines.size() - rows, lines.size()) : lines;
  }

  static StyledText failure(StreamEvent.Failed failed) {
    return StyledText.of(Style.RED, String.valueOf(failed.error().getMessage()));
  }

  /** How a model ended, with its times. */
  static StyledText ending(LabAnswer answer) {
    return outcome(answer)
        .plus(" · " + total(answer))
        .plus(answer.tokensPerSecond().isPresent() ? " · " + rate(answer) + " tokens/s" : "");
  }

  static StyledText outcome(LabAnswer answer) {
    return switch (answer.terminal().orElse(null)) {
      case null -> StyledText.EMPTY;
      case StreamEvent.Completed completed ->
          switch (completed.finishReason()) {
            case STOP, STOP_STRING, OTHER -> StyledText.of(Style.GREEN, "done");
            case LENGTH -> StyledText.of(Style.GREEN, "done").plus(", cut at the limit of tokens");
            case CONTENT_FILTER -> StyledText.of(Style.YELLOW, "withheld by the server");
          };
      case StreamEvent.Cancelled _ -> StyledText.of(Style.YELLOW, "cancelled");
      case StreamEvent.Failed _ -> StyledText.of(Style.RED, "failed");
    };
  }

  static String firstDelta(LabAnswer answer) {
    return answer.untilFirstDelta().map(CancelSight::time).orElse("-");
  }

  static String rate(LabAnswer answer) {
    return answer
        .tokensPerSecond()
        .map(rate -> String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%,.0f", rate))
        .orElse("-");
  }

  static String total(LabAnswer answer) {
    return answer.total().map(CancelSight::time).orElse("-");
  }

  /** What became of the cancel, in a sentence. */
  static StyledText cancel(LabAnswer answer, CancelReport report) {
    StyledText line = StyledText.of(Style.BOLD, answer.label()).plus(": ");
    if (report.untilEnd() == null) {
      return line.plus("no cancel was tried; " + report.finding() + ".");
    }
    StyledText stopped =
        switch (report.stopped()) {
          case YES -> StyledText.of(Style.GREEN, "the computing stopped");
          case NO -> StyledText.of(Style.RED, "the computing seems to have gone on");
          case UNSEEN -> StyledText.of(Style.YELLOW, "whether the computing stopped is not known");
        };
    return line.plus(
            "the stream ended " + CancelSight.time(report.untilEnd()) + " after the cancel; ")
        .plus(stopped)
        .plus(": " + report.finding() + ".");
  }

  /**
   * Text as lines of at most so many columns; of a long one only the end, as far as it is shown.
   */
  private static List<StyledText> wrap(Style style, CharSequence text, int columns, int rows) {
    if (rows <= 0) {
      return List.of();
    }
    // A character takes at most two columns, so more than this cannot be on the screen.
    long most = 2L * Math.max(1, columns) * rows;
    int start = (int) Math.max(0, text.length() - most);
    if (start > 0 && Character.isLowSurrogate(text.charAt(start))) {
      start++;
    }
    List<StyledText> lines = new ArrayList<>();
    for (String line : text.subSequence(start, text.length()).toString().lines().toList()) {
      lines.addAll(StyledText.of(style, line).wrap(columns));
    }
    return lines;
  }
}
