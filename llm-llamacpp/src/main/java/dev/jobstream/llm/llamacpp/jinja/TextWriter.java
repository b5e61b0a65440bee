package dev.jobstream.llm.llamacpp.jinja;

import java.util.List;
import java.util.Map;

/** Writes values as Python does: {@code str} and {@code repr}. */
final class TextWriter {
  private final Budget budget;
  private final StringBuilder out = new StringBuilder();

  private TextWriter(Budget budget) {
    this.budget = budget;
  }

  /** As an output tag writes it. */
  static String text(Object value, Budget budget) {
    return switch (value) {
      case String text -> text;
      case Undefined undefined -> "";
      default -> repr(value, budget);
    };
  }

  static String repr(Object value, Budget budget) {
    TextWriter writer = new TextWriter(budget);
    writer.repr(value);
    return writer.out.toString();
  }

  private void repr(Object value) {
    switch (value) {
      case String text -> quoted(text);
      case Boolean truth -> write(truth ? "True" : "False");
      case Double number -> write(number(number));
      case None none -> write("None");
      case Undefined undefined -> write("Undefined");
      case Tuple tuple -> sequence(tuple, "(", tuple.size() == 1 ? ",)" : ")");
      case List<?> list -> sequence(list, "[", "]");
      case Map<?, ?> map -> {
        budget.enter();
        write("{");
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          write(separator);
          repr(entry.getKey());
          write(": ");
          repr(entry.getValue());
          separator = ", ";
        }
        write("}");
        budget.leave();
      }
      case Long number -> write(number.toString());
      default -> write("<" + Values.typeName(value) + ">");
    }
  }

  private void sequence(List<?> list, String begin, String end) {
    budget.enter();
    write(begin);
    String separator = "";
    for (Object element : list) {
      write(separator);
      repr(element);
      separator = ", ";
    }
    write(end);
    budget.leave();
  }

  private void quoted(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    budget.characters(text.length() + 2L);
    out.append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c == quote) {
            out.append('\\').append(c);
          } else if (c < ' ' || (c >= 0x7f && c < 0xa1)) {
            out.append("\\x%02x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append(quote);
  }

  static String number(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(number);
    if (size != 0 && (size < 1e-4 || size >= 1e16)) {
      String text = Double.toString(number).replace(".0E", "E").replace('E', 'e');
      int exponent = text.indexOf('e') + 1;
      int power = Integer.parseInt(text.substring(exponent));
      return text.substring(0, exponent)
          + (power < 0 ? "-" : "+")
          + (Math.abs(power) < 10 ? "0" : "")
          + Math.abs(power);
    }
    String text = new java.math.BigDecimal(Double.toString(number)).toPlainString();
    return text.contains(".") ? text : text + ".0";
  }

  private void write(String text) {
    budget.step();
    budget.characters(text.length());
    out.append(text);
  }
}
