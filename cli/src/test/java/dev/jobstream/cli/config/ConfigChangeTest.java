package dev.jobstream.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigChangeTest {
  @TempDir Path home;

  @Test
  void aFileThatIsNotThereIsMade() {
    change(null, Map.of("model", "ollama:qwen3:1.7b"));
    assertThat(text()).isEqualTo("model: ollama:qwen3:1.7b\n");
  }

  @Test
  void aValueIsReplacedWhereItStandsAndEverythingElseStaysAsItIsWritten() {
    write(
        """
        # Mine.
        model: 'qwen3-1.7b'   # small
        display:
          # slow terminal
          in-process: 100ms   # ten a second

        # Servers \uD83D\uDE80.
        backends:
          ollama:
            keep-alive: 30m
        """);
    change(null, Map.of("model", "ollama:qwen3:4b"));
    change(null, Map.of("display.in-process", "60ms"));
    change(null, Map.of("display.http", "30ms"));
    assertThat(text())
        .isEqualTo(
            """
            # Mine.
            model: ollama:qwen3:4b   # small
            display:
              # slow terminal
              in-process: 60ms   # ten a second
              http: 30ms

            # Servers \uD83D\uDE80.
            backends:
              ollama:
                keep-alive: 30m
            """);
  }

  @Test
  void whatIsMissingIsAddedInTheFormOfItsSection() {
    write("backends: {ollama: {keep-alive: 30m}}\ndisplay: {http: 10ms}");
    change(null, Map.of("display.in-process", "1s"));
    change(null, Map.of("model", "my model #1"));
    assertThat(text())
        .isEqualTo(
            """
            backends: {ollama: {keep-alive: 30m}}
            display: {in-process: 1s, http: 10ms}
            model: 'my model #1'
            """);
    write("display:\nlocal-only: no\n");
    change(null, Map.of("display.http", "1s"));
    assertThat(text()).isEqualTo("display: {http: 1s}\nlocal-only: no\n");
    write("profiles:\n  fast:\n    local-only: yes\n");
    change(null, Map.of("display.http", "2s"));
    assertThat(text()).isEqualTo("profiles:\n  fast:\n    local-only: yes\ndisplay:\n  http: 2s\n");
  }

  @Test
  void aValueOfTheProfileInForceIsChangedInTheProfile() {
    write("model: one\nprofiles:\n  fast:\n    model: two\n");
    change("fast", Map.of("model", "three"));
    assertThat(text()).isEqualTo("model: one\nprofiles:\n  fast:\n    model: three\n");
    assertThat(file(Map.of()).load("fast").defaultModel().orElseThrow()).hasToString("three");
  }

  @Test
  void whatCannotBeChangedHereIsToldAndTheFileStays() {
    String aliases = "display: &d {http: 10ms}\nprofiles:\n  other:\n    display: *d\n";
    write(aliases);
    assertThatThrownBy(() -> change("other", Map.of("display.http", "30ms")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("only a person can change")
        .hasMessageContaining("display.http: 30ms");
    assertThat(text()).isEqualTo(aliases);

    write("model: one\n");
    assertThatThrownBy(() -> change(null, Map.of("display.http", "never")))
        .hasMessageContaining("`display.http` is `never`; it must be a time from 0ms to 5s");
    assertThatThrownBy(
            () -> file(Map.of("JOBSTREAM_MODEL", "two")).change(null, Map.of("model", "three")))
        .hasMessageContaining("the variable `JOBSTREAM_MODEL`");
    assertThat(text()).isEqualTo("model: one\n");
    assertThat(home).isDirectoryNotContaining(path -> path.toString().contains(".part"));
    assertThat(home).isDirectoryNotContaining("glob:**/.config*");
  }

  @Test
  void aLinkStaysALinkAndPermissionsStayAsTheyAre() throws IOException {
    Path real = Files.writeString(home.resolve("dotfile"), "model: one\n");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(path(), real);
    change(null, Map.of("model", "two"));
    assertThat(Files.isSymbolicLink(path())).isTrue();
    assertThat(real).hasContent("model: two\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aKeyIsKeptInAFileOfItsOwnersThatTheSettingsKnow() throws IOException {
    write("backends:\n  openai:\n    key-env: MINE\n");
    StoredKeys keys = file(Map.of()).storedKeys();
    keys.store("openrouter", "  sk-secret\n");
    keys.store("openai", "sk-other");
    Path key = keys.file("openrouter");
    assertThat(key).hasContent("sk-secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())))
        .isEqualTo("rwx------");

    Config config = file(Map.of()).load(null);
    assertThat(config.backend("openrouter").keyFile()).contains(key.toAbsolutePath());
    assertThat(config.configuredBackends()).contains("openrouter");
    // What the file says goes before.
    assertThat(config.backend("openai").keyFile()).isEmpty();

    assertThatThrownBy(() -> keys.store("openrouter", "two words"))
        .hasMessageContaining("holds white space")
        .hasMessageNotContaining("two words");
    keys.delete("openrouter");
    keys.delete("openrouter");
    assertThat(file(Map.of()).load(null).backend("openrouter").keyFile()).isEmpty();
  }

  private Path path() {
    return home.resolve("config.yaml");
  }

  private ConfigFile file(Map<String, String> environment) {
    return new ConfigFile(path(), environment);
  }

  private void change(@Nullable String profile, Map<String, String> values) {
    try {
      file(Map.of()).change(profile, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String text) {
    try {
      Files.writeString(path(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text() {
    try {
      return Files.readString(path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
