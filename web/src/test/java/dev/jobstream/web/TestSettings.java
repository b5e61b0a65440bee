package dev.jobstream.web;

import dev.jobstream.llm.Capabilities.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings as a test wants them: an engine, a server on this machine, two elsewhere. */
final class TestSettings implements Settings {
  private final Map<String, String> keys = new TreeMap<>();
  private Display display =
      new Display(
          new Value<>(Duration.ofMillis(50), "default"),
          new Value<>(Duration.ofMillis(20), "default"));

  /** The keys that are kept, by their backends. */
  synchronized Map<String, String> keys() {
    return Map.copyOf(keys);
  }

  @Override
  public String file() {
    return "/home/ada/.jobstream/config.yaml";
  }

  @Override
  public Value<String> model() {
    return new Value<>("", "default");
  }

  @Override
  public synchronized Display display() {
    return display;
  }

  @Override
  public synchronized void setDisplay(Duration inProcess, Duration http) {
    display =
        new Display(new Value<>(inProcess, "config.yaml:2"), new Value<>(http, "config.yaml:3"));
  }

  @Override
  public synchronized List<Backend> backends() {
    List<Backend> all = new ArrayList<>();
    all.add(
        new Backend(
            "llama.cpp",
            null,
            null,
            true,
            State.REACHABLE,
            "",
            "llama.cpp v0.4.0",
            null,
            Cancellation.STOPS_COMPUTE,
            "",
            List.of("qwen3-1.7b"),
            null));
    all.add(
        new Backend(
            "ollama",
            "ollama",
            "http://localhost:11434",
            true,
            State.REACHABLE,
            "",
            "Ollama 0.32.1",
            Duration.ofMillis(3),
            Cancellation.STOPS_COMPUTE,
            "",
            List.of("qwen3:0.6b", "gemma3:1b"),
            new Key(KeyPlace.NONE, "")));
    all.add(
        new Backend(
            "llama-server",
            "openai",
            "http://localhost:8080/v1",
            true,
            State.UNREACHABLE,
            "Nothing answers at `http://localhost:8080`. Look whether the server runs.",
            "",
            null,
            null,
            "",
            List.of(),
            new Key(KeyPlace.ELSEWHERE, "a file that config.yaml:12 names")));
    all.add(service("openai", "https://api.openai.com/v1"));
    all.add(service("openrouter", "https://openrouter.ai/api/v1"));
    return all;
  }

  private Backend service(String name, String url) {
    String key = keys.get(name);
    State state =
        key == null
            ? State.NOT_ASKED
            : key.startsWith("good") ? State.REACHABLE : State.UNREACHABLE;
    return new Backend(
        name,
        "openai",
        url,
        false,
        state,
        state == State.UNREACHABLE ? "The server refuses the key. Copy it anew." : "",
        state == State.REACHABLE ? "OpenRouter" : "",
        state == State.REACHABLE ? Duration.ofMillis(180) : null,
        state == State.REACHABLE ? Cancellation.STOPS_READING : null,
        "",
        state == State.REACHABLE ? List.of("qwen/qwen3-8b", "small/one") : List.of(),
        key == null
            ? new Key(KeyPlace.NONE, "")
            : new Key(KeyPlace.KEPT, "/home/ada/.jobstream/keys/" + name + ".key"));
  }

  @Override
  public Backend backend(String name) {
    return backends().stream()
        .filter(backend -> backend.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new SettingsException("There is no backend `%s`.".formatted(name)));
  }

  @Override
  public List<String> services() {
    return List.of("openai", "openrouter");
  }

  @Override
  public synchronized void keepKey(String backend, String key) {
    if (backend(backend).key() instanceof Key(KeyPlace place, String from)
        && place == KeyPlace.ELSEWHERE) {
      throw new SettingsException(
          "The key of `%s` comes from elsewhere: %s.".formatted(backend, from));
    }
    if (key.isBlank() || key.contains(" ")) {
      throw new SettingsException("The API key holds white space. Copy it anew.");
    }
    keys.put(backend, key);
  }

  @Override
  public synchronized void forgetKey(String backend) {
    backend(backend);
    keys.remove(backend);
  }
}
