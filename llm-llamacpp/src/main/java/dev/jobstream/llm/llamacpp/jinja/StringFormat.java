package dev.jobstream.llm.llamacpp.jinja;

/** Python's {@code str.format} and {@code %}, as far as a value is only put into a text. */
final class StringFormat {
  private StringFormat() {}

  /** {@code '{} {0} {name}'.format(…)}. */
  static String format(String text, Arguments arguments, Budget budget) {
    StringBuilder result = new StringBuilder();
    int next = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == '{' || c == '}') && i + 1 < text.length() && text.charAt(i + 1) == c) {
        result.append(c);
        i++;
      } else if (c == '{') {
        int end = text.indexOf('}', i);
        if (end < 0) {
          throw JinjaException.failed("a format string has a '{' without an end");
        }
        String field = text.substring(i + 1, end);
        int place = field.isEmpty() ? next++ : place(field);
        String value = TextWriter.text(arguments.required(place, field), budget);
        budget.characters(value.length());
        result.append(value);
        i = end;
      } else {
        result.append(c);
      }
    }
    budget.characters(text.length());
    return result.toString();
  }

  /** A field's number; one beyond every argument if it is a name. */
  private static int place(String field) {
    if (field.chars().allMatch(c -> c >= '0' && c <= '9') && field.length() < 6) {
      return Integer.parseInt(field);
    }
    if (!field.chars().allMatch(Character::isUnicodeIdentifierPart)) {
      throw JinjaException.failed("the format '{" + field + "}' is not known");
    }
    return Integer.MAX_VALUE;
  }

  /** {@code '%s and %d' % values}. */
  static String percent(String text, Object values, Budget budget) {
    Tuple arguments = values instanceof Tuple tuple ? tuple : Tuple.of(values);
    StringBuilder result = new StringBuilder();
    int next = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        result.append(c);
        continue;
      }
      char kind = ++i < text.length() ? text.charAt(i) : ' ';
      if (kind == '%') {
        result.append('%');
        continue;
      }
      if (next >= arguments.size()) {
        throw JinjaException.failed("not enough arguments for format string");
      }
      Object value = arguments.get(next++);
      String written =
          switch (kind) {
            case 's' -> TextWriter.text(value, budget);
            case 'r' -> TextWriter.repr(value, budget);
            case 'd', 'i' -> {
              Number number = Values.number(value);
              if (number == null) {
                throw JinjaException.failed("%d format: a number is required");
              }
              yield Long.toString(number.longValue());
            }
            default -> throw JinjaException.failed("the format '%" + kind + "' is not known");
          };
      budget.characters(written.length());
      result.append(written);
    }
    budget.characters(text.length());
    return result.toString();
  }
}
