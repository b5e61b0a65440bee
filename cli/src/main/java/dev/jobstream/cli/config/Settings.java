package dev.jobstream.cli.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The settings in force, each with where it comes from. Immutable. */
public final class Settings {
  private final Map<String, Setting> set;

  /**
   * @param set those that somebody has set, by their paths
   */
  Settings(Map<String, Setting> set) {
    this.set = Map.copyOf(set);
  }

  /** The value of a setting, or its default; empty if it has neither. */
  <T> Optional<T> find(ConfigKey<T> key, String... names) {
    return setting(key, names).map(setting -> key.kind().parse(setting.text()));
  }

  /** The value of a setting that has a default. */
  <T> T get(ConfigKey<T> key, String... names) {
    return find(key, names).orElseThrow();
  }

  /** A setting; empty if nobody set it and it has no default. */
  Optional<Setting> setting(ConfigKey<?> key, String... names) {
    String path = key.path(names);
    return Optional.ofNullable(set.get(path))
        .or(() -> key.defaultText().map(text -> new Setting(path, text, Origin.DEFAULT)));
  }

  /** The names that the user chose in a section; sorted. */
  SortedSet<String> names(String section) {
    String prefix = section + ".";
    SortedSet<String> names = new TreeSet<>();
    for (String path : set.keySet()) {
      if (path.startsWith(prefix)) {
        names.add(path.substring(prefix.length()).split("\\.", 2)[0]);
      }
    }
    return names;
  }

  /**
   * All settings in the order of the table: those that somebody has set, and the defaults of the
   * others; where the user chooses the names, name by name.
   */
  public List<Setting> all() {
    List<Setting> all = new ArrayList<>();
    Set<String> sections = new HashSet<>();
    for (ConfigKey<?> key : ConfigKeys.ALL) {
      int star = key.path().indexOf("." + KeyTree.ANY);
      if (star < 0) {
        setting(key).ifPresent(all::add);
        continue;
      }
      String section = key.path().substring(0, star);
      if (sections.add(section)) {
        names(section).forEach(name -> addAll(section, name, all));
      }
    }
    return all;
  }

  private void addAll(String section, String name, List<Setting> all) {
    for (ConfigKey<?> key : ConfigKeys.ALL) {
      if (!key.path().startsWith(section + "." + KeyTree.ANY)) {
        continue;
      }
      String path = key.path(name);
      if (path.endsWith("." + KeyTree.ANY)) {
        String within = path.substring(0, path.length() - 2);
        names(within).forEach(inner -> setting(key, name, inner).ifPresent(all::add));
      } else {
        setting(key, name).ifPresent(all::add);
      }
    }
  }
}
