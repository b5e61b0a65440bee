package dev.jobstream.tracker;

import java.util.List;
import java.util.Optional;

/**
 * Reads labelled lines: {@code Company: X}, {@code Location – Y}, or a label with its value below.
 */
final class LabelFacts {
  private LabelFacts() {}

  /** Of a longer line only the beginning is searched for labels. */
  private static final int LONGEST_LINE = 1_000;

  private static final int MOST_LABEL_WORDS = 4;

  private static final List<String> DASHES = List.of(" – ", " - ", " — ", " | ", "\t");

  static void read(List<Line> lines, FactSheet facts) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (!readColumns(line, facts)) {
        List<Line> parts = Lines.parts(line);
        for (Line part : parts) {
          readPart(part, lines, i, parts.size() == 1, facts);
        }
      }
    }
  }

  /** "Company | Acme" and "Location – Berlin" are a label and its value, not two parts. */
  private static boolean readColumns(Line line, FactSheet facts) {
    if (line.length() > Lines.LONGEST_VALUE) {
      return false;
    }
    Line bare = withoutBullet(line);
    for (String dash : DASHES) {
      int at = bare.text().indexOf(dash);
      if (at > 0 && at <= Labels.LONGEST) {
        Optional<Labels.Label> label = Labels.of(bare.text().substring(0, at));
        if (label.isPresent() && !label.get().onlyWithColon()) {
          List<Line> values = Lines.parts(bare.part(at + dash.length(), bare.length()));
          if (values.isEmpty()) {
            return false;
          }
          Line value = values.getFirst();
          LabelledValue.offer(
              label.get(), untilNextLabel(value), LabelledValue.Place.BEHIND, facts);
          return true;
        }
      }
    }
    return false;
  }

  private static void readPart(
      Line part, List<Line> lines, int index, boolean whole, FactSheet facts) {
    Line bare = withoutBullet(part.length() > LONGEST_LINE ? part.part(0, LONGEST_LINE) : part);
    int colon = colon(bare.text());
    if (colon > 0) {
      Labels.of(bare.text().substring(0, colon))
          .ifPresent(label -> readBehindColon(label, bare, colon, lines, index, facts));
    } else if (whole) {
      Labels.of(bare.text())
          .filter(label -> !label.onlyWithColon())
          .ifPresent(label -> readBelow(label, lines, index, facts));
    }
  }

  private static void readBehindColon(
      Labels.Label label, Line bare, int colon, List<Line> lines, int index, FactSheet facts) {
    Line value = bare.part(colon + 1, bare.length());
    if (isMarkup(value.text())) {
      readBelow(label, lines, index, facts);
      return;
    }
    Line until = untilNextLabel(value);
    LabelledValue.offer(label, until, LabelledValue.Place.BEHIND, facts);
    if (until.end() < value.end()) {
      readPart(bare.part(until.end() - bare.start(), bare.length()), lines, index, false, facts);
    }
  }

  private static void readBelow(Labels.Label label, List<Line> lines, int index, FactSheet facts) {
    if (label.field() == PostingField.SKILLS) {
      LabelledValue.offerList(label, lines.subList(index + 1, lines.size()), facts);
    } else if (index + 1 < lines.size() && !isLabelled(lines.get(index + 1))) {
      Line below = withoutBullet(lines.get(index + 1));
      if (!HeadNoise.isHeading(below.text())) {
        LabelledValue.offer(label, untilNextLabel(below), LabelledValue.Place.BELOW, facts);
      }
    }
  }

  /** Whether a line is a label, or begins with one and a colon: then it is nobody's value. */
  static boolean isLabelled(Line line) {
    Line bare = withoutBullet(line);
    int colon = colon(bare.text());
    return colon > 0
        ? Labels.of(bare.text().substring(0, colon)).isPresent()
        : Labels.of(bare.text()).filter(label -> !label.onlyWithColon()).isPresent();
  }

  /** The colon behind a label's words; negative if there is none where a label may end. */
  private static int colon(String text) {
    int colon = text.indexOf(':');
    return colon > Labels.LONGEST || text.startsWith("://", colon) || isCode(text) ? -1 : colon;
  }

  /** A line of JSON, or of a chat template, labels nothing: somebody pasted it, or worse. */
  private static boolean isCode(String text) {
    return text.startsWith("\"") || text.startsWith("<") || text.startsWith("[");
  }

  /**
   * Ends a value where the next label begins, one we know or a single capitalised word: "Acme Ltd.
   * Location: Berlin Grade: 7".
   */
  private static Line untilNextLabel(Line value) {
    String text = Lines.cut(value.text());
    for (int colon = text.indexOf(':'); colon > 0; colon = text.indexOf(':', colon + 1)) {
      int longest = -1;
      int wordStart = colon;
      for (int words = 0; words < MOST_LABEL_WORDS && wordStart > 0; words++) {
        wordStart = text.lastIndexOf(' ', wordStart - 1);
        if (wordStart < 0) {
          break;
        }
        String label = text.substring(wordStart + 1, colon);
        if (Labels.of(label).isPresent() || (words == 0 && isCapitalised(label))) {
          longest = wordStart;
        }
      }
      if (longest > 0) {
        return value.part(0, longest);
      }
    }
    return value;
  }

  private static boolean isCapitalised(String word) {
    return word.length() > 3
        && Character.isUpperCase(word.charAt(0))
        && word.chars().allMatch(Character::isLetter);
  }

  private static boolean isMarkup(String text) {
    return text.chars().noneMatch(Character::isLetterOrDigit);
  }

  static Line withoutBullet(Line line) {
    int start = 0;
    while (start < line.length()) {
      int c = line.text().codePointAt(start);
      if (Character.isLetterOrDigit(c)
          || "$€£¥₹([<\"“+@.".indexOf(c) >= 0
          || isHashtag(line, start)) {
        break;
      }
      start += Character.charCount(c);
    }
    return start == 0 || start == line.length() ? line : line.part(start, line.length());
  }

  private static boolean isHashtag(Line line, int at) {
    return line.text().charAt(at) == '#'
        && at + 1 < line.length()
        && Character.isLetter(line.text().charAt(at + 1));
  }
}
