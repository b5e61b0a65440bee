package dev.jobstream.cli.config;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.http.HttpProtocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks what one setting says of another, and reads the names of models. */
final class ConfigCheck {
  private final Settings settings;
  private final Problems problems;
  private final Set<String> backendNames;

  ConfigCheck(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
    this.backendNames = BackendReader.names(settings);
  }

  /** Checks the backends of which something is set. */
  void backends() {
    settings.names("backends").forEach(this::backend);
  }

  private void backend(String name) {
    Optional<HttpProtocol> own = KnownBackend.named(name).map(KnownBackend::protocol);
    Optional<Setting> set = settings.setting(ConfigKeys.PROTOCOL, name);
    if (own.isPresent()) {
      set.filter(setting -> !setting.text().equals(own.get().id()))
          .ifPresent(setting ->
              problems.at(
                  setting.origin(),
                  "`%s` speaks `%s` and nothing else. Give a backend that speaks `%s` a name of your own."
                      .formatted(name, own.get().id(), setting.text())));
    } else if (set.isEmpty()) {
      problems.at(
          anyOrigin(name),
          "`backends.%s` needs a `protocol`: what the server speaks. Only %s need none."
              .formatted(
                  name,
                  KnownBackend.ALL.stream()
                      .map(known -> "`" + known.name() + "`")
                      .collect(Collectors.joining(", "))));
    } else if (settings.setting(ConfigKeys.URL, name).isEmpty()) {
      problems.at(
          anyOrigin(name), "`backends.%s` needs a `url`: where the server is.".formatted(name));
    }
    String protocol = own.map(HttpProtocol::id).or(() -> set.map(Setting::text)).orElse("ollama");
    settings
        .setting(ConfigKeys.KEEP_ALIVE, name)
        .filter(setting -> !protocol.equals("ollama") && setting.isSet())
        .ifPresent(setting ->
            problems.at(
                setting.origin(),
                "`%s` is for Ollama alone, and `%s` speaks `%s`. Take it out."
                    .formatted(setting.path(), name, protocol)));
  }

  private Origin anyOrigin(String backend) {
    return settings.all().stream()
        .filter(setting -> setting.path().startsWith("backends." + backend + "."))
        .filter(Setting::isSet)
        .findFirst()
        .map(Setting::origin)
        .orElse(Origin.DEFAULT);
  }

  Map<String, List<ModelName>> chains() {
    Map<String, List<ModelName>> chains = new LinkedHashMap<>();
    for (String name : settings.names("chains")) {
      Setting setting = settings.setting(ConfigKeys.CHAIN, name).orElseThrow();
      List<ModelName> models = new ArrayList<>();
      for (String written : settings.get(ConfigKeys.CHAIN, name)) {
        model(setting, written).ifPresent(models::add);
      }
      if (models.stream().anyMatch(ModelName.Chain.class::isInstance)) {
        problems.at(
            setting.origin(),
            "The chain `%s` holds another chain. Write the models of that one in its place."
                .formatted(name));
      }
      if (backendNames.contains(name)) {
        problems.at(
            setting.origin(),
            "The chain `%s` has the name of a backend. Give it another.".formatted(name));
      }
      chains.put(name, List.copyOf(models));
    }
    return chains;
  }

  /** The model if none is named. */
  Optional<ModelName> model() {
    return settings
        .setting(ConfigKeys.MODEL_NAME)
        .flatMap(setting -> model(setting, setting.text()));
  }

  private Optional<ModelName> model(Setting setting, String written) {
    try {
      ModelName model = ModelName.parse(written, backendNames, settings.names("chains"));
      Optional<String> meant =
          model instanceof ModelName.Gguf
              ? ModelName.backendMeant(written, backendNames)
              : Optional.empty();
      meant.ifPresent(backend ->
          problems.at(
              setting.origin(),
              "`%s` names the model `%s`, and there is no such backend. Did you mean `%s:`?"
                  .formatted(setting.path(), written, backend)));
      return Optional.of(model);
    } catch (LlmException.ModelUnavailable e) {
      problems.at(setting.origin(), "`%s`: %s".formatted(setting.path(), e.getMessage()));
      return Optional.empty();
    }
  }
}
