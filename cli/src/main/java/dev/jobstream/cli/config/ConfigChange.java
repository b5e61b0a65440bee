package dev.jobstream.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes settings in the file. What is to be written is read and compared before it replaces the
 * file, so that the file is right or stays as it was.
 */
final class ConfigChange {
  private final ConfigFile file;
  private final @Nullable String profile;

  ConfigChange(ConfigFile file, @Nullable String profile) {
    this.file = file;
    this.profile = profile;
  }

  void write(Map<String, String> values) throws IOException {
    Settings before = file.load(profile).settings();
    Map<String, String> wanted = written(file.path());
    // One that is a link, as dotfiles are, stays one.
    Path target = Files.exists(file.path()) ? file.path().toRealPath() : file.path();
    String text = Files.exists(target) ? Files.readString(target) : "";
    for (Map.Entry<String, String> value : values.entrySet()) {
      check(value.getKey(), value.getValue());
      String place = place(value.getKey(), before);
      wanted.put(place, value.getValue());
      text = YamlEdit.set(text, List.of(place.split("\\.")), value.getValue());
    }
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, ".config", ".yaml");
    try {
      Files.writeString(part, text);
      if (!wanted.equals(written(part))) {
        throw byHand(values);
      }
      new ConfigFile(part, file.environment()).load(profile);
      if (Files.exists(target)
          && target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(target));
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (ConfigException e) {
      throw byHand(values);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Every value in a file, those of profiles too, by its place. */
  private static Map<String, String> written(Path file) {
    Map<String, String> written = new TreeMap<>();
    if (Files.exists(file)) {
      ConfigReader reader = new ConfigReader(file, new Problems(file));
      reader.read();
      reader.base().forEach((path, setting) -> written.put(path, setting.text()));
      reader
          .profiles()
          .forEach((name, settings) ->
              settings.forEach(
                  (path, setting) -> written.put("profiles." + name + "." + path, setting.text())));
    }
    return written;
  }

  private static void check(String path, String value) {
    ConfigKey<?> key =
        ConfigKeys.ALL.stream().filter(each -> each.path().equals(path)).findFirst().orElseThrow();
    try {
      key.kind().parse(value);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(ConfigReader.wrongValue(path, value, key.kind())));
    }
  }

  /** The path at which the value stands in the file, be it in a profile. */
  private static String place(String path, Settings before) {
    Origin origin =
        before.all().stream()
            .filter(setting -> setting.path().equals(path))
            .findFirst()
            .map(Setting::origin)
            .orElse(Origin.DEFAULT);
    return switch (origin) {
      case Origin.Default _ -> path;
      case Origin.Line line ->
          line.profile() == null ? path : "profiles." + line.profile() + "." + path;
      case Origin.Variable(String name) -> throw elsewhere(path, "the variable `" + name + "`");
      case Origin.Option(String name) -> throw elsewhere(path, "the option `" + name + "`");
      case Origin.StoredKey(Path key) -> throw elsewhere(path, "`" + key + "`");
    };
  }

  private static ConfigException elsewhere(String path, String what) {
    return new ConfigException(
        List.of(
            "`%s` comes from %s, which goes before the file of the settings. Change it there."
                .formatted(path, what)));
  }

  private ConfigException byHand(Map<String, String> values) {
    return new ConfigException(
        List.of(
            "`%s` is written in a way that only a person can change. Write `%s` into it yourself."
                .formatted(
                    file.path(),
                    String.join(
                        "`, `",
                        values.entrySet().stream()
                            .map(value -> value.getKey() + ": " + value.getValue())
                            .toList()))));
  }
}
