package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong settings, and what is said of each. */
final class ConfigErrorTest {
  @TempDir Path home;

  @Test
  void everyMistakeIsToldWithItsLineAndTheNearestThatIsRight() {
    StringBuilder text = new StringBuilder();
    for (String yaml :
        List.of(
            "modle: tiny",
            "backends:\n  ollama:\n    idel: 5s",
            "backends:\n  ollama:\n    timeouts:\n      idel: 5s",
            "backends:\n  ollama:\n    idle: 5s",
            "engine:\n  nonsense: 5",
            "engine:\n  threads: many",
            "engine:\n  threads: 0",
            "engine:\n  flash-attention: of",
            "backends:\n  ollama:\n    timeouts:\n      idle: 5",
            "backends:\n  ollama:\n    timeouts:\n      idle: 5 weeks",
            "local-only: maybe",
            "analysis:\n  temperature: 9",
            "model:",
            "model: [a, b]",
            "model: {name: a}",
            "engine: fast",
            "chains:\n  any: tiny",
            "chains:\n  any: []",
            "chains:\n  any: [tiny, [b]]",
            "chains:\n  any: [tiny, other]\n  other: [tiny]",
            "chains:\n  ollama: [tiny]",
            "chains:\n  any: [tiny, 'olama:qwen3']",
            "chains:\n  Any One: [tiny]",
            "model: 'ollama:'",
            "model: 'olama:qwen3'",
            "backends:\n  openrouter:\n    key: sk-secret",
            "backends:\n  openrouter:\n    api_key: sk-secret",
            "backends:\n  openrouter:\n    key-env: sk-secret",
            "backends:\n  openrouter:\n    key-file: sk-secret",
            "backends:\n  openrouter:\n    headers: {Authorization: Bearer sk-secret}",
            "backends:\n  ollama:\n    url: https://me:sk-secret@example.com",
            "backends:\n  ollama:\n    url: localhost:11434",
            "backends:\n  work:\n    url: http://localhost:9000",
            "backends:\n  work:\n    protocol: openai",
            "backends:\n  work:\n    protocol: opneai",
            "backends:\n  groq:\n    protocol: ollama",
            "backends:\n  groq:\n    keep-alive: 5m",
            "profile: fats\nprofiles:\n  fast: {model: tiny}",
            "profile: fast",
            "profiles:\n  fast: {profile: fast}",
            "profiles:\n  fast:\n    modle: tiny",
            "profiles:\n  fast:\n    chains:\n      any: ['ollama:']",
            "profiles: fast",
            "profiles:\n  fast: tiny",
            "profiles:\n  F: {model: tiny}",
            "model: a\nengine: {threads: 2}\nmodel: b",
            "- model",
            "just words",
            "model: 'tiny",
            "model: tiny\n  engine: 5",
            "model: tiny\tengine: \u0007",
            "[1]: 2",
            "a: 1\n---\nb: 2",
            "modle: tiny\nengine:\n  threads: many\n  nonsense: 1")) {
      TestSession session = new TestSession(home).config(yaml);
      assertThat(session.run("config", "check")).as(yaml).isEqualTo(ExitCode.USAGE);
      assertThat(session.err()).as(yaml).doesNotContain("sk-secret");
      text.append(yaml.indent(4).replace('\u0007', '?'))
          .append(session.err().replace(home.resolve(".jobstream") + "/", ""))
          .append('\n');
    }
    Golden.check("config-errors.txt", text.toString());
  }

  @Test
  void aCommandThatNeedsTheSettingsTellsWhatIsWrongWithThem() {
    TestSession session = new TestSession(home).config("modle: tiny").input("Gardener\n");

    assertThat(session.run("analyze", "-")).isEqualTo(ExitCode.USAGE);
    assertThat(session.err()).contains("line 1").contains("Did you mean `model`?");
  }

  @Test
  void readingByRulesAloneNeedsNoSettings() {
    TestSession session = new TestSession(home).config("modle: tiny").input("Gardener\n");

    assertThat(session.run("analyze", "--no-ai", "-")).isEqualTo(ExitCode.DONE);
    assertThat(session.err()).isEmpty();
  }
}
