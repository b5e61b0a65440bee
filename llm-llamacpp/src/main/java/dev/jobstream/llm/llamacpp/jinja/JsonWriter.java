package dev.jobstream.llm.llamacpp.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as Python's {@code json.dumps} does with {@code ensure_ascii=False}. */
final class JsonWriter {
  private final @Nullable String indent;
  private final String itemSeparator;
  private final String keySeparator;
  private final boolean sortsKeys;
  private final Budget budget;
  private final StringBuilder out = new StringBuilder();

  /**
   * @param indent what each depth is indented with; null writes all in one line
   */
  JsonWriter(
      @Nullable String indent,
      String itemSeparator,
      String keySeparator,
      boolean sortsKeys,
      Budget budget) {
    this.indent = indent;
    this.itemSeparator = itemSeparator;
    this.keySeparator = keySeparator;
    this.sortsKeys = sortsKeys;
    this.budget = budget;
  }

  String json(Object value) {
    write(value, 0);
    return out.toString();
  }

  private void write(Object value, int depth) {
    switch (value) {
      case String text -> string(text);
      case Boolean truth -> append(truth ? "true" : "false");
      case Long number -> append(number.toString());
      case Double number -> append(TextWriter.number(number));
      case None none -> append("null");
      case List<?> list -> {
        begin("[");
        for (int i = 0; i < list.size(); i++) {
          newItem(i, depth + 1);
          write(list.get(i), depth + 1);
        }
        end("]", list.isEmpty(), depth);
      }
      case Map<?, ?> map -> {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (sortsKeys) {
          entries.sort((a, b) -> Values.compare(a.getKey(), b.getKey(), budget));
        }
        begin("{");
        for (int i = 0; i < entries.size(); i++) {
          newItem(i, depth + 1);
          string(TextWriter.text(entries.get(i).getKey(), budget));
          append(keySeparator);
          write(entries.get(i).getValue(), depth + 1);
        }
        end("}", entries.isEmpty(), depth);
      }
      default ->
          throw JinjaException.failed(
              "Object of type " + Values.typeName(value) + " is not JSON serializable");
    }
  }

  private void begin(String bracket) {
    budget.enter();
    append(bracket);
  }

  private void newItem(int index, int depth) {
    if (index > 0) {
      append(itemSeparator);
    }
    newLine(depth);
  }

  private void end(String bracket, boolean empty, int depth) {
    if (!empty) {
      newLine(depth);
    }
    append(bracket);
    budget.leave();
  }

  private void newLine(int depth) {
    if (indent != null) {
      append("\n");
      for (int i = 0; i < depth; i++) {
        append(indent);
      }
    }
  }

  private void string(String text) {
    budget.characters(text.length() + 2L);
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private void append(String text) {
    budget.step();
    budget.characters(text.length());
    out.append(text);
  }
}
