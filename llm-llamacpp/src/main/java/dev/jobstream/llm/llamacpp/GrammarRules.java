package dev.jobstream.llm.llamacpp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of a grammar in llama.cpp's GBNF, as they are made. An expression is what may stand in
 * a sequence: a rule's name, a literal, a class of characters, or a group in brackets.
 *
 * <p>llama.cpp writes a repetition out, one rule for each time, and refuses a grammar with 2,000 or
 * more in one place. So what is repeated is always a rule of its own, whose rules are not written
 * out again, and long repetitions go by blocks.
 */
final class GrammarRules {
  /** No upper limit. */
  static final int UNBOUNDED = Integer.MAX_VALUE;

  /** The most repetitions that can be counted. */
  static final int MAX_REPETITIONS = 100_000;

  private static final int BLOCK = 256;

  private final Map<String, String> bodies = new LinkedHashMap<>();
  private final Map<String, String> names = new HashMap<>();

  /** Defines a rule, or finds the one with this body; returns its name, which is like the hint. */
  String define(String hint, String body) {
    String known = names.get(body);
    if (known != null) {
      return known;
    }
    String name = reserve(hint);
    fill(name, body);
    names.put(body, name);
    return name;
  }

  /** Takes a name for a rule whose body is not known yet. */
  String reserve(String hint) {
    String clean = hint.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    String base = clean.isEmpty() ? "value" : clean;
    String name = base;
    for (int i = 2; bodies.containsKey(name); i++) {
      name = base + "-" + i;
    }
    bodies.put(name, "");
    return name;
  }

  /** Gives a reserved name its body. */
  void fill(String name, String body) {
    bodies.put(name, body);
  }

  int count() {
    return bodies.size();
  }

  String print() {
    StringBuilder text = new StringBuilder();
    bodies.forEach((name, body) -> text.append(name).append(" ::= ").append(body).append('\n'));
    return text.toString();
  }

  /** Expressions of which one must match. */
  static String oneOf(List<String> alternatives) {
    return alternatives.size() == 1
        ? alternatives.getFirst()
        : "(" + String.join(" | ", alternatives) + ")";
  }

  /** A text that must stand there as it is. */
  static String literal(String text) {
    StringBuilder escaped = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> escaped.append("\\\"");
        case '\\' -> escaped.append("\\\\");
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        default -> escaped.append(c);
      }
    }
    return escaped.append('"').toString();
  }

  /**
   * Repeats a rule, a class of characters or a literal.
   *
   * @param item a rule's name, a class or a literal; a group becomes a rule
   * @param max {@link #UNBOUNDED}, or at most {@link #MAX_REPETITIONS}
   */
  String repeat(String item, int min, int max) {
    String unit = item.startsWith("(") ? define("part", item) : item;
    if (max == 0) {
      return "\"\"";
    }
    if (min == 1 && max == 1) {
      return unit;
    }
    if (min <= BLOCK && (max == UNBOUNDED || max <= BLOCK)) {
      return unit + quantifier(min, max);
    }
    List<String> parts = new ArrayList<>();
    if (min >= BLOCK) {
      parts.add(block(unit) + quantifier(min / BLOCK, min / BLOCK));
    }
    if (min % BLOCK > 0) {
      parts.add(unit + quantifier(min % BLOCK, min % BLOCK));
    }
    if (max == UNBOUNDED) {
      parts.add(unit + "*");
    } else if (max > min) {
      parts.add(upTo(unit, max - min));
    }
    return parts.size() == 1 ? parts.getFirst() : "(" + String.join(" ", parts) + ")";
  }

  private static String quantifier(int min, int max) {
    if (min == 1 && max == 1) {
      return "";
    }
    if (max == UNBOUNDED) {
      return min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}";
    }
    return min == 0 && max == 1 ? "?" : min == max ? "{" + min + "}" : "{" + min + "," + max + "}";
  }

  private String block(String unit) {
    return define("block", unit + "{" + BLOCK + "}");
  }

  /** Either a whole block and again, or less than a block: there is one way to count only. */
  private String upTo(String unit, int max) {
    String rest = unit + quantifier(0, max % BLOCK);
    String name = max % BLOCK == 0 ? "" : define("up-to", rest);
    for (int blocks = 1; blocks <= max / BLOCK; blocks++) {
      name =
          define(
              "up-to",
              (block(unit) + " " + name).strip() + " | " + unit + quantifier(0, BLOCK - 1));
    }
    return name;
  }
}
