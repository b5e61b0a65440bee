package dev.jobstream.cli;

import java.util.List;

/**
 * Lines that are drawn in place of those drawn before, each cleared behind its end, so that nothing
 * flickers. They must never be more than the screen holds nor wider than it: what has scrolled away
 * cannot be drawn anew. Not thread-safe.
 */
final class Redraw {
  private final Output out;
  private int drawn;

  Redraw(Output out) {
    this.out = out;
  }

  void lines(List<StyledText> lines) {
    StringBuilder frame = new StringBuilder();
    if (drawn > 0) {
      frame.append("\u001b[").append(drawn).append('A');
    }
    frame.append('\r');
    for (StyledText line : lines) {
      frame.append(line.render(out.screen().colour())).append("\u001b[K\n");
    }
    frame.append("\u001b[J");
    out.raw(frame.toString());
    drawn = lines.size();
  }
}
