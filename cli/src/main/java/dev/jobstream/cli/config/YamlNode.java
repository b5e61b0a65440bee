package dev.jobstream.cli.config;

import java.util.List;

/** A piece of a YAML file, with the line on which it begins; the first line is 1. */
sealed interface YamlNode {
  int line();

  /**
   * A single value.
   *
   * @param text as it is written, without quotes; empty if there is none
   */
  record Scalar(String text, int line) implements YamlNode {}

  /** A list. */
  record Items(List<YamlNode> items, int line) implements YamlNode {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Names with something below each, in the order of the file; a name may stand there twice. */
  record Section(List<Entry> entries, int line) implements YamlNode {
    public Section {
      entries = List.copyOf(entries);
    }
  }

  /** A name and what stands below it. */
  record Entry(String name, int line, YamlNode value) {}

  /** Whether there is nothing: a name without a value. */
  default boolean isEmpty() {
    return this instanceof Scalar scalar && scalar.text.isEmpty();
  }
}
