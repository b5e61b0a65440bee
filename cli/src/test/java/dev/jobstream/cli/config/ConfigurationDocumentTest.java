package dev.jobstream.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The document of the settings against their table. With {@code -Dgolden.update=true} the
 * document's table is written anew.
 */
final class ConfigurationDocumentTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("jobstream.project"), "docs/configuration.md");
  private static final String HEAD =
      "| setting | default | takes | what it does |\n|---|---|---|---|\n";

  @TempDir Path home;

  @Test
  void everySettingIsThereWithItsDefaultAndWhatItTakes() throws IOException {
    StringBuilder table = new StringBuilder(HEAD);
    for (ConfigKey<?> key : ConfigKeys.ALL) {
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  key.path(),
                  key.defaultText().map(text -> "`" + text + "`").orElse("none"),
                  key.kind().takes(),
                  key.description()));
    }
    String text = Files.readString(DOCUMENT);
    if (Boolean.getBoolean("golden.update")) {
      int start = text.contains(HEAD) ? text.indexOf(HEAD) : text.indexOf("TABLE\n");
      text = text.substring(0, start) + table;
      Files.writeString(DOCUMENT, text);
    }
    assertThat(text).endsWith(table.toString());
  }

  @Test
  void theExampleIsGood() throws IOException {
    Matcher example =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCUMENT));
    assertThat(example.find()).isTrue();
    Path file = Files.writeString(home.resolve("config.yaml"), example.group(1));
    ConfigFile config = new ConfigFile(file, java.util.Map.of());

    assertThat(config.load(null).model()).hasToString("anywhere");
    assertThat(config.profiles()).containsExactly("fast", "private");
    assertThat(config.load("private").localOnly()).isTrue();
    assertThat(config.load("fast").model()).hasToString("openrouter:qwen/qwen3-8b");
  }

  @Test
  void everyBackendThatNeedsNoSettingsIsNamed() throws IOException {
    List<String> names = KnownBackend.ALL.stream().map(KnownBackend::name).toList();

    assertThat(Files.readString(DOCUMENT))
        .contains(names.stream().map(name -> "`" + name + "`").toList());
    for (KnownBackend backend : KnownBackend.ALL) {
      backend
          .keyVariable()
          .ifPresent(variable -> assertThat(readDocument()).contains("`" + variable + "`"));
    }
  }

  private static String readDocument() {
    try {
      return Files.readString(DOCUMENT);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void everyDefaultIsAValueThatItsSettingTakes() {
    for (ConfigKey<?> key : ConfigKeys.ALL) {
      key.defaultText().ifPresent(text -> key.kind().parse(text));
    }
  }
}
