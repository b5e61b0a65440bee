package dev.jobstream.cli;

import dev.jobstream.cli.config.BackendSettings;
import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.ModelName;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.FallbackChatModel;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.ThrottledChatModel;
import dev.jobstream.llm.llamacpp.ModelFinder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Opens what a user calls a model by, as the settings say. */
final class ModelOpener {
  private final Config config;
  private final EngineOptions options;
  private final Servers servers;
  private final ModelFinder finder;
  private final Assembly.Engine engine;

  /** A backend's limits hold for all of its models together. */
  private final Map<String, ThrottledChatModel.Gate> gates = new ConcurrentHashMap<>();

  /**
   * @param options what the command's options say of how a model is run
   */
  ModelOpener(
      Config config,
      EngineOptions options,
      Servers servers,
      ModelFinder finder,
      Assembly.Engine engine) {
    this.config = config;
    this.options = options;
    this.servers = servers;
    this.finder = finder;
    this.engine = engine;
  }

  /**
   * Opens a model; the caller closes it. Of a chain, those that cannot be opened fail when they are
   * asked.
   *
   * @throws LlmException.ModelUnavailable if it cannot be opened
   */
  OpenModel open(ModelName name) {
    return switch (name) {
      case ModelName.Gguf gguf -> gguf(gguf);
      case ModelName.Served served -> served(served);
      case ModelName.Chain(String chain) -> chain(config.chains().getOrDefault(chain, List.of()));
    };
  }

  /** Opens a model; one that cannot be opened fails when it is asked. */
  OpenModel openOrFail(ModelName name) {
    try {
      return open(name);
    } catch (LlmException.ModelUnavailable e) {
      return OpenModel.of(
          new UnavailableModel(name.toString(), e), Duration.ZERO, new CancelSight.Blind());
    }
  }

  private OpenModel gguf(ModelName.Gguf name) {
    try {
      return engine
          .open(finder.find(name.idOrPath()).file(), options.over(config.engine()))
          .withDisplayInterval(config.display().inProcess());
    } catch (LlmException.ModelUnavailable e) {
      Optional<String> meant = ModelName.backendMeant(name.idOrPath(), config.backendNames());
      if (meant.isEmpty()) {
        throw e;
      }
      throw new LlmException.ModelUnavailable(
          "%s Or did you mean the backend `%s:`?".formatted(e.getMessage(), meant.get()), e);
    }
  }

  private OpenModel served(ModelName.Served name) {
    BackendSettings backend = config.backend(name.backend());
    URI url = name.place().orElse(backend.url());
    ChatModel served =
        new NamedModel(
            name.withoutUrl().toString(),
            servers.open(backend, url, name.model(), options.contextTokens()));
    return OpenModel.of(
        backend
            .limits()
            .map(limits ->
                gates.computeIfAbsent(backend.name(), _ -> new ThrottledChatModel.Gate(limits)))
            .<ChatModel>map(gate -> new ThrottledChatModel(served, gate))
            .orElse(served),
        config.display().http(),
        servers.cancelSight(backend, url));
  }

  private OpenModel chain(List<ModelName> names) {
    List<OpenModel> models = new ArrayList<>();
    names.forEach(name -> models.add(openOrFail(name)));
    return new OpenModel(
        new FallbackChatModel(models.stream().map(OpenModel::model).toList()),
        models.stream()
            .map(OpenModel::displayInterval)
            .max(Comparator.naturalOrder())
            .orElseThrow(),
        // Whichever answers, the next request may go to another.
        new CancelSight.Blind(),
        () -> models.forEach(OpenModel::close));
  }
}
