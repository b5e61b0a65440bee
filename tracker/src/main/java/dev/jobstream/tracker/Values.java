package dev.jobstream.tracker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.parser.Parser;

/** Cleans values: one line, no markup, no placeholder for a value that is missing. */
final class Values {
  private Values() {}

  private static final int LONGEST_ITEM = 60;
  private static final int MOST_ITEMS = 40;

  /** What people and forms write where they know nothing, as {@link Words}. */
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "",
          "n a",
          "na",
          "none",
          "null",
          "nil",
          "undefined",
          "unknown",
          "not specified",
          "unspecified",
          "not applicable",
          "not available",
          "not disclosed",
          "not provided",
          "not mentioned",
          "not stated",
          "not given",
          "not listed",
          "no information",
          "k a",
          "keine angabe",
          "keine angaben",
          "nicht angegeben",
          "unbekannt",
          "non précisé",
          "non spécifié",
          "no especificado",
          "tbd",
          "tba",
          "tbc",
          "to be determined",
          "to be announced",
          "confidential",
          "company confidential",
          "see below",
          "see description",
          "see above",
          "various",
          "nan",
          "siehe unten",
          "todo",
          "your company",
          "company name",
          "job title");

  /** The value on one line without markup; empty if nothing is left, or only a placeholder. */
  static Optional<String> clean(String raw) {
    String value = Lines.cut(raw);
    if (value.indexOf('&') >= 0) {
      value = unescape(value);
    }
    if (value.indexOf('<') >= 0) {
      value = withoutTags(value);
    }
    value = oneLine(value);
    int start = 0;
    int end = value.length();
    while (start < end && isWrapping(value.charAt(start))) {
      start++;
    }
    while (end > start
        && (isWrapping(value.charAt(end - 1)) || isTrailing(value.charAt(end - 1)))) {
      end--;
    }
    value = balanced(value.substring(start, end));
    return isPlaceholder(value) ? Optional.empty() : Optional.of(value);
  }

  static boolean isPlaceholder(String value) {
    return PLACEHOLDERS.contains(Words.of(value).toString());
  }

  /** HTML's entities decoded, twice where a page has encoded them twice. */
  static String unescape(String text) {
    String once = Parser.unescapeEntities(text, false);
    return once.indexOf('&') >= 0 ? Parser.unescapeEntities(once, false) : once;
  }

  private static String withoutTags(String value) {
    StringBuilder text = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean opens =
          c == '<'
              && i + 1 < value.length()
              && (Character.isLetter(value.charAt(i + 1)) || value.charAt(i + 1) == '/');
      int close = opens ? value.indexOf('>', i) : -1;
      if (close >= 0) {
        text.append(' ');
        i = close;
      } else if (opens) {
        break; // a tag that was cut
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static String oneLine(String value) {
    StringBuilder line = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c == '\u00a0' || c == '\u202f' || Character.isWhitespace(c)) {
        if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
          line.append(' ');
        }
      } else if (c != '\u200b' && c != '\ufeff') {
        line.append(c);
      }
    }
    return line.toString().strip();
  }

  private static boolean isWrapping(char c) {
    return " *_`•·|–—-:\"“”".indexOf(c) >= 0;
  }

  private static boolean isTrailing(char c) {
    return ",;/#(".indexOf(c) >= 0;
  }

  /** "Engineer (m/w/d" and "Berlin)" come from cuts. */
  private static String balanced(String value) {
    boolean closes = value.endsWith(")") && value.indexOf('(') < 0;
    return closes ? value.substring(0, value.length() - 1).stripTrailing() : value;
  }

  /** The items of a list that is written in one line; none longer than a few words. */
  static List<String> items(String value) {
    Map<String, String> items = new LinkedHashMap<>();
    for (String part : split(value)) {
      clean(part)
          .map(Values::withoutLastStop)
          .filter(item -> !item.isEmpty() && item.length() <= LONGEST_ITEM)
          .ifPresent(item -> items.putIfAbsent(item.toLowerCase(Locale.ROOT), item));
    }
    return items.values().stream().limit(MOST_ITEMS).toList();
  }

  private static String withoutLastStop(String item) {
    return item.endsWith(".") ? item.substring(0, item.length() - 1) : item;
  }

  /** At commas and the like, but not inside brackets: "Cloud (AWS, Azure)" is one item. */
  private static List<String> split(String value) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth = Math.max(0, depth - 1);
      } else if (depth == 0 && ",;|•·\n".indexOf(c) >= 0) {
        parts.add(value.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(value.substring(start));
    return parts;
  }
}
