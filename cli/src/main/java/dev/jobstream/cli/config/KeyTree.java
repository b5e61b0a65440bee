package dev.jobstream.cli.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of settings as the file nests them. */
final class KeyTree {
  /** The name that stands for any name. */
  static final String ANY = "*";

  private final Map<String, KeyTree> children = new LinkedHashMap<>();
  private @Nullable ConfigKey<?> key;

  static KeyTree of(List<ConfigKey<?>> keys) {
    KeyTree root = new KeyTree();
    for (ConfigKey<?> key : keys) {
      KeyTree tree = root;
      for (String name : key.path().split("\\.", -1)) {
        tree = tree.children.computeIfAbsent(name, _ -> new KeyTree());
      }
      tree.key = key;
    }
    return root;
  }

  /** What stands below a name; null if nothing may. */
  @Nullable KeyTree below(String name) {
    KeyTree child = children.get(name);
    return child != null ? child : children.get(ANY);
  }

  /** The setting, if it is one; null if it is a section. */
  @Nullable ConfigKey<?> key() {
    return key;
  }

  /** Whether the user chooses the names in this section. */
  boolean namesAreFree() {
    return children.containsKey(ANY);
  }

  /** What a wrong name may have been meant to be: a sentence. */
  String advice(String wrong) {
    for (String path : paths()) {
      if (path.endsWith("." + wrong) && !path.contains(ANY)) {
        return "Did you mean `%s`?".formatted(path);
      }
    }
    if (Spelling.nearest(wrong, children.keySet()).isEmpty()) {
      for (String path : paths()) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        if (!path.contains(ANY) && Spelling.nearest(wrong, List.of(last)).isPresent()) {
          return "Did you mean `%s`?".formatted(path);
        }
      }
    }
    return Spelling.advice(wrong, List.copyOf(children.keySet()));
  }

  /** The paths of the settings in this section. */
  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    children.forEach((name, child) -> {
      if (child.key != null) {
        paths.add(name);
      }
      child.paths().forEach(path -> paths.add(name + "." + path));
    });
    paths.sort(Comparator.comparingInt(String::length));
    return paths;
  }
}
