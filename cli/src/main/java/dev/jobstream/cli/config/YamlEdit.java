package dev.jobstream.cli.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Sets one value in a YAML text and leaves the rest as somebody wrote it, comments included. It
 * knows the plain forms that settings have; who uses it checks what came out.
 */
final class YamlEdit {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9./~][A-Za-z0-9./_:@~+-]*");

  private final String text;

  private YamlEdit(String text) {
    this.text = text;
  }

  /**
   * Sets a value.
   *
   * @param text YAML that can be read; may be empty
   * @param names the names from the outermost on
   * @return the text with the value in it
   */
  static String set(String text, List<String> names, String value) {
    Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(text);
    YamlEdit edit = new YamlEdit(text);
    return root.isPresent() && root.get() instanceof MappingNode mapping
        ? edit.set(mapping, names, scalar(value))
        : edit.atEnd(nested(names, scalar(value), ""));
  }

  private String set(MappingNode mapping, List<String> names, String scalar) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode name
          && name.getValue().equals(names.getFirst())) {
        Node value = tuple.getValueNode();
        List<String> rest = names.subList(1, names.size());
        if (!rest.isEmpty() && value instanceof MappingNode inner && !inner.getValue().isEmpty()) {
          return set(inner, rest, scalar);
        }
        // In braces, since what stands here may be on the line of its name.
        String written = braced(rest, scalar);
        String before = text.substring(0, start(value));
        return before
            + (before.endsWith(":") ? " " : "")
            + written
            + text.substring(value instanceof ScalarNode ? end(value) : lastEnd(value));
      }
    }
    return add(mapping, names, scalar);
  }

  private String add(MappingNode mapping, List<String> names, String scalar) {
    if (mapping.getFlowStyle() == FlowStyle.FLOW) {
      int inside = start(mapping) + 1;
      String entry = names.getFirst() + ": " + braced(names.subList(1, names.size()), scalar);
      return text.substring(0, inside)
          + entry
          + (mapping.getValue().isEmpty() ? "" : ", ")
          + text.substring(inside);
    }
    int column = column(mapping);
    if (column == 0) {
      return atEnd(nested(names, scalar, ""));
    }
    int line = text.indexOf('\n', lastEnd(mapping));
    String entry = nested(names, scalar, " ".repeat(column));
    return line < 0 ? atEnd(entry) : text.substring(0, line + 1) + entry + text.substring(line + 1);
  }

  private String atEnd(String entry) {
    return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + entry;
  }

  /** A name a line, each further in. */
  private static String nested(List<String> names, String scalar, String indent) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      lines.append(indent).append("  ".repeat(i)).append(names.get(i)).append(':');
      lines.append(i == names.size() - 1 ? " " + scalar : "").append('\n');
    }
    return lines.toString();
  }

  /** All on one line. */
  private static String braced(List<String> names, String scalar) {
    return names.reversed().stream()
        .reduce(scalar, (below, name) -> "{" + name + ": " + below + "}");
  }

  private static String scalar(String value) {
    return PLAIN.matcher(value).matches() && !value.endsWith(":")
        ? value
        : "'" + value.replace("'", "''") + "'";
  }

  private static int column(MappingNode mapping) {
    return mapping.getValue().getFirst().getKeyNode().getStartMark().orElseThrow().getColumn();
  }

  /** Where the last thing of a node ends, before the comments that follow it. */
  private int lastEnd(Node node) {
    return switch (node) {
      case MappingNode mapping
          when mapping.getFlowStyle() != FlowStyle.FLOW && !mapping.getValue().isEmpty() ->
          lastEnd(mapping.getValue().getLast().getValueNode());
      case SequenceNode sequence
          when sequence.getFlowStyle() != FlowStyle.FLOW && !sequence.getValue().isEmpty() ->
          lastEnd(sequence.getValue().getLast());
      default -> end(node);
    };
  }

  private int start(Node node) {
    return index(node.getStartMark().orElseThrow());
  }

  private int end(Node node) {
    return index(node.getEndMark().orElseThrow());
  }

  /** The library counts characters, not their halves. */
  private int index(Mark mark) {
    return text.offsetByCodePoints(0, mark.getIndex());
  }
}
