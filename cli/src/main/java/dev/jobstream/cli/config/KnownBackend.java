package dev.jobstream.cli.config;

import dev.jobstream.llm.http.HttpProtocol;
import dev.jobstream.llm.http.OpenAiPreset;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A backend that needs no settings.
 *
 * @param name what it is called
 * @param protocol what it speaks
 * @param url where it is by default
 */
record KnownBackend(String name, HttpProtocol protocol, URI url) {
  /** In the order in which they are shown. */
  static final List<KnownBackend> ALL = all();

  static Optional<KnownBackend> named(String name) {
    return ALL.stream().filter(backend -> backend.name.equals(name)).findFirst();
  }

  /** The environment variable in which its own programs look for a key, if they do. */
  Optional<String> keyVariable() {
    return protocol.keyVariable(url);
  }

  /**
   * Where the environment says that it is, as the variable of the backend's own programs has it;
   * empty if it says nothing.
   *
   * @throws IllegalArgumentException if what it says is no address
   * @throws dev.jobstream.llm.LlmException.ModelUnavailable if what it says is no address
   */
  Optional<Setting> fromEnvironment(Map<String, String> environment) {
    if (!name.equals(protocol.id())) {
      return Optional.empty();
    }
    String variable = protocol.uriVariable();
    if (environment.getOrDefault(variable, "").isBlank()) {
      return Optional.empty();
    }
    String address = protocol.defaultUri(environment).toString();
    Kinds.url().parse(address);
    return Optional.of(
        new Setting(ConfigKeys.URL.path(name), address, new Origin.Variable(variable)));
  }

  private static List<KnownBackend> all() {
    List<KnownBackend> all = new ArrayList<>();
    all.add(ofProtocol(HttpProtocol.OLLAMA));
    for (OpenAiPreset preset : OpenAiPreset.values()) {
      if (preset != OpenAiPreset.OTHER) {
        all.add(new KnownBackend(preset.id(), HttpProtocol.OPENAI, preset.baseUri()));
      }
    }
    all.add(ofProtocol(HttpProtocol.ANTHROPIC));
    return List.copyOf(all);
  }

  private static KnownBackend ofProtocol(HttpProtocol protocol) {
    return new KnownBackend(protocol.id(), protocol, protocol.defaultUri(Map.of()));
  }
}
