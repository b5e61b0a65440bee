package dev.jobstream.cli.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a YAML file; the one class that knows the library. */
final class YamlFile {
  private static final int MAX_BYTES = 1_000_000;

  /** More than any setting needs; an alias may stand for what it lies in, without end. */
  private static final int MAX_DEPTH = 16;

  private final Path file;

  private YamlFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @return the sections of the file; empty if it says nothing
   * @throws ConfigException if it cannot be read, or is not YAML of names and values
   */
  static YamlNode.Section read(Path file) {
    return new YamlFile(file).parse();
  }

  private YamlNode.Section parse() {
    String text = text();
    try {
      Optional<Node> root =
          new Compose(LoadSettings.builder().setLabel(file.toString()).build()).composeString(text);
      if (root.isEmpty() || isNull(root.get())) {
        return new YamlNode.Section(List.of(), 1);
      }
      if (node(root.get(), 0) instanceof YamlNode.Section section) {
        return section;
      }
      throw fault(line(root.get()), "Settings are a name, a colon and a value each.");
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
      throw fault(line, "This is not YAML: %s.".formatted(problem(e)));
    } catch (ReaderException e) {
      throw fault(
          lineOf(text, e.getPosition()),
          "The character U+%04X is not allowed in YAML. Take it out.".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw fault(1, "This is not YAML: %s.".formatted(onOneLine(e.getMessage())));
    }
  }

  private String text() {
    byte[] bytes;
    try {
      if (Files.isDirectory(file)) {
        throw new ConfigException(
            List.of("`%s` is a folder; the settings are a file. Move it away.".formatted(file)));
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(
            List.of(
                "The settings `%s` have more than %,d bytes. Is this the right file?"
                    .formatted(file, MAX_BYTES)));
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ConfigException(
          List.of(
              "The settings `%s` cannot be read (%s). Check the file's permissions."
                  .formatted(file, e.getClass().getSimpleName())));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ConfigException(
          List.of("The settings `%s` are not in UTF-8. Save them as UTF-8.".formatted(file)));
    }
  }

  private YamlNode node(Node node, int depth) {
    int line = line(node);
    if (depth > MAX_DEPTH) {
      throw fault(line, "The settings are nested too deeply.");
    }
    return switch (node) {
      case ScalarNode scalar ->
          new YamlNode.Scalar(isNull(scalar) ? "" : scalar.getValue().strip(), line);
      case SequenceNode sequence -> {
        List<YamlNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(node(item, depth + 1));
        }
        yield new YamlNode.Items(items, line);
      }
      case MappingNode mapping -> {
        List<YamlNode.Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
          Node key = tuple.getKeyNode();
          if (!(key instanceof ScalarNode name)) {
            throw fault(line(key), "The name of a setting must be a word.");
          }
          entries.add(
              new YamlNode.Entry(
                  name.getValue(), line(key), node(tuple.getValueNode(), depth + 1)));
        }
        yield new YamlNode.Section(entries, line);
      }
      default ->
          throw fault(line, "The settings hold something that is neither a value nor a list.");
    };
  }

  private ConfigException fault(int line, String sentence) {
    return new ConfigException(List.of("`%s`, line %d: %s".formatted(file, line, sentence)));
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private static int lineOf(String text, int position) {
    return (int) text.chars().limit(position).filter(c -> c == '\n').count() + 1;
  }

  private static String problem(MarkedYamlEngineException e) {
    return onOneLine(e.getProblem() == null ? e.getContext() : e.getProblem());
  }

  /** The library's words, on one line and without a period. */
  private static String onOneLine(@Nullable String words) {
    return String.valueOf(words).replaceAll("\\s+", " ").replaceFirst("[. ]+$", "");
  }
}
