package dev.jobstream.tracker;

import java.util.ArrayList;
import java.util.List;

/** The lines of a posting. */
final class Lines {
  private Lines() {}

  /** What is longer than this is prose, and no label's value. */
  static final int LONGEST_VALUE = 400;

  private static final List<String> SEPARATORS =
      List.of(" | ", " • ", " · ", " // ", " ● ", " ∙ ", "\t", " ⋅ ", " ▪ ", "│");

  /** The beginning of a value, at most {@link #LONGEST_VALUE} characters of it. */
  static String cut(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE);
  }

  /** The lines of a text that are not blank. */
  static List<Line> of(String text) {
    List<Line> lines = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      Line line = Line.of(text, start, end, 0);
      if (!line.isEmpty()) {
        lines.add(line);
      }
      start = end + 1;
    }
    return lines;
  }

  /** The parts of a line between bars, bullets and tabs; the line itself if it is prose. */
  static List<Line> parts(Line line) {
    return split(line, SEPARATORS);
  }

  /** The parts of a line between any of the separators; the line itself if it is prose. */
  static List<Line> split(Line line, List<String> separators) {
    if (line.length() > LONGEST_VALUE) {
      return List.of(line);
    }
    List<Line> parts = new ArrayList<>();
    int start = 0;
    int i = 0;
    while (i < line.length()) {
      int width = 0;
      for (String separator : separators) {
        if (line.text().startsWith(separator, i)) {
          width = separator.length();
          break;
        }
      }
      if (width > 0) {
        addPart(parts, line.part(start, i));
        // The blank behind may begin the next separator.
        i += width > 1 && line.text().charAt(i + width - 1) == ' ' ? width - 1 : width;
        start = i;
      } else {
        i++;
      }
    }
    addPart(parts, line.part(start, line.length()));
    return parts;
  }

  private static void addPart(List<Line> parts, Line part) {
    if (!part.isEmpty()) {
      parts.add(part);
    }
  }
}
