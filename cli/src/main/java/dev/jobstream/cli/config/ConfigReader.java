package dev.jobstream.cli.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the settings of a file and checks each against the table. Not thread-safe; used once. */
final class ConfigReader {
  private static final KeyTree TABLE = KeyTree.of(ConfigKeys.ALL);
  private static final String PROFILES = "profiles";
  private static final String BACKENDS = "backends.";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** What people call a key. */
  private static final Set<String> KEYS =
      Set.of("key", "api-key", "apikey", "token", "api-token", "secret", "password");

  /** Headers that carry one. */
  private static final Pattern KEY_HEADER = Pattern.compile(".*(key|token|auth|secret|cookie).*");

  private final Path file;
  private final Problems problems;
  private final Map<String, Setting> base = new LinkedHashMap<>();
  private final Map<String, Map<String, Setting>> profiles = new LinkedHashMap<>();

  ConfigReader(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Reads the file; what is wrong with it is told to the problems, and left out. */
  void read() {
    YamlNode.Section root = YamlFile.read(file);
    List<YamlNode.Entry> plain =
        root.entries().stream().filter(entry -> !entry.name().equals(PROFILES)).toList();
    section(new YamlNode.Section(plain, root.line()), TABLE, "", new Place(null, base));
    root.entries().stream()
        .filter(entry -> entry.name().equals(PROFILES))
        .forEach(entry -> profiles(entry.value()));
  }

  /** The settings outside of profiles, by their paths. */
  Map<String, Setting> base() {
    return base;
  }

  /** The settings of each profile, by their paths. */
  Map<String, Map<String, Setting>> profiles() {
    return profiles;
  }

  /**
   * Whose settings are read.
   *
   * @param profile the profile's name; null outside of profiles
   * @param found where they go
   */
  private record Place(@Nullable String profile, Map<String, Setting> found) {
    /** A path as it stands in the file. */
    String written(String path) {
      return profile == null ? path : PROFILES + "." + profile + (path.isEmpty() ? "" : "." + path);
    }
  }

  private void profiles(YamlNode node) {
    if (node.isEmpty()) {
      return;
    }
    if (!(node instanceof YamlNode.Section section)) {
      problems.at(node.line(), "`profiles` must have names below it, each with settings.");
      return;
    }
    for (YamlNode.Entry entry : section.entries()) {
      if (!NAME.matcher(entry.name()).matches()) {
        problems.at(entry.line(), badName(PROFILES, entry.name()));
        continue;
      }
      Map<String, Setting> found = new LinkedHashMap<>();
      if (profiles.putIfAbsent(entry.name(), found) != null) {
        problems.at(entry.line(), twice(PROFILES + "." + entry.name()));
      } else if (entry.value() instanceof YamlNode.Section settings) {
        section(settings, TABLE, "", new Place(entry.name(), found));
      } else if (!entry.value().isEmpty()) {
        problems.at(
            entry.line(),
            "`profiles.%s` must have settings below it, indented.".formatted(entry.name()));
      }
    }
  }

  private void section(YamlNode.Section section, KeyTree tree, String path, Place place) {
    Map<String, Integer> lines = new HashMap<>();
    for (YamlNode.Entry entry : section.entries()) {
      String name = entry.name();
      String full = path.isEmpty() ? name : path + "." + name;
      Integer before = lines.putIfAbsent(name, entry.line());
      if (before != null) {
        problems.at(
            entry.line(),
            "`%s` stands here a second time, after line %d. Take one out."
                .formatted(place.written(full), before));
        continue;
      }
      KeyTree below = tree.below(name);
      Optional<String> refusal = refusal(name, path, below, tree, place);
      if (refusal.isPresent()) {
        problems.at(entry.line(), refusal.get());
      } else if (below != null) {
        value(entry, below, full, place);
      }
    }
  }

  /** Why a name may not stand in a section; empty if it may. */
  private Optional<String> refusal(
      String name, String path, @Nullable KeyTree below, KeyTree tree, Place place) {
    boolean header = path.endsWith(".headers");
    String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
    boolean ofBackend = path.startsWith(BACKENDS);
    if (ofBackend
        && (header ? KEY_HEADER.matcher(lower).matches() : below == null && KEYS.contains(lower))) {
      return Optional.of(keyRefused(path.substring(BACKENDS.length()).replaceFirst("\\..*", "")));
    }
    if (below == null) {
      return Optional.of(unknown(name, path, tree, place));
    }
    if (tree.namesAreFree() && !(header ? HEADER : NAME).matcher(name).matches()) {
      return Optional.of(badName(place.written(path), name));
    }
    return place.profile() != null && path.isEmpty() && name.equals("profile")
        ? Optional.of("A profile cannot choose a profile. Take `profile` out.")
        : Optional.empty();
  }

  private void value(YamlNode.Entry entry, KeyTree tree, String path, Place place) {
    ConfigKey<?> key = tree.key();
    YamlNode value = entry.value();
    String written = place.written(path);
    if (key == null) {
      if (value instanceof YamlNode.Section section) {
        section(section, tree, path, place);
      } else if (!value.isEmpty()) {
        problems.at(entry.line(), "`%s` must have settings below it, indented.".formatted(written));
      }
      return;
    }
    if (value.isEmpty()) {
      problems.at(
          entry.line(),
          "`%s` has no value; it must be %s. Write one, or take the line out."
              .formatted(written, key.kind().takes()));
      return;
    }
    Optional<String> text = text(value, key.kind());
    if (text.isEmpty()) {
      problems.at(entry.line(), "`%s` must be %s.".formatted(written, key.kind().takes()));
      return;
    }
    try {
      key.kind().parse(text.get());
      Origin origin = new Origin.Line(file, entry.line(), place.profile());
      place.found().put(path, new Setting(path, text.get(), origin));
    } catch (IllegalArgumentException e) {
      problems.at(value.line(), wrongValue(written, text.get(), key.kind()));
    }
  }

  /** The text of a value, of a list a line an item; empty if it has another form. */
  private static Optional<String> text(YamlNode value, Kind<?> kind) {
    return switch (value) {
      case YamlNode.Scalar scalar -> kind.list() ? Optional.empty() : Optional.of(scalar.text());
      case YamlNode.Items items -> {
        boolean plain =
            items.items().stream()
                .allMatch(item -> item instanceof YamlNode.Scalar && !item.isEmpty());
        yield kind.list() && plain
            ? Optional.of(
                String.join(
                    "\n",
                    items.items().stream().map(item -> ((YamlNode.Scalar) item).text()).toList()))
            : Optional.empty();
      }
      case YamlNode.Section section -> Optional.empty();
    };
  }

  static String wrongValue(String name, String text, Kind<?> kind) {
    String sentence =
        kind.quotable() && !text.isEmpty()
            ? "`%s` is `%s`; it must be %s.".formatted(name, text, kind.takes())
            : "`%s` must be %s.".formatted(name, kind.takes());
    return sentence
        + Spelling.nearest(text, kind.words()).map(" Did you mean `%s`?"::formatted).orElse("");
  }

  private static String unknown(String name, String path, KeyTree tree, Place place) {
    String section = place.written(path);
    return "There is no setting `%s`%s. %s"
        .formatted(name, section.isEmpty() ? "" : " in `" + section + "`", tree.advice(name));
  }

  private static String badName(String section, String name) {
    return "The name `%s` in `%s` must consist of small letters, digits and hyphens, and begin with a letter."
        .formatted(name, section);
  }

  private static String twice(String path) {
    return "`%s` stands here a second time. Take one out.".formatted(path);
  }

  private static String keyRefused(String backend) {
    String name = backend.toUpperCase(Locale.ROOT).replace('-', '_');
    return "A key must not stand in this file. Put it into an environment variable and write `key-env: %s_API_KEY`, or into a file that only you may read and write `key-file: ~/.jobstream/%s.key`."
        .formatted(name, backend);
  }
}
