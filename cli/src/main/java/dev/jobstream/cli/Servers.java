package dev.jobstream.cli;

import dev.jobstream.cli.config.BackendSettings;
import dev.jobstream.cli.config.Config;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.http.ApiKey;
import dev.jobstream.llm.http.BackendReport;
import dev.jobstream.llm.http.HttpModelOptions;
import dev.jobstream.llm.http.LlamaServerSlots;
import dev.jobstream.llm.http.OpenAiChatModel;
import dev.jobstream.llm.http.OpenAiPreset;
import dev.jobstream.llm.http.ServerOptions;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The servers behind the backends, with their keys: the one class that speaks to them. Immutable.
 */
final class Servers {
  private final Config config;
  private final Map<String, String> environment;

  Servers(Config config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
  }

  /**
   * Opens a model of a server. Ollama is asked for a few things, for some seconds at most.
   *
   * @param url where the server is
   * @param contextTokens goes before that of the settings
   * @throws LlmException.ModelUnavailable as {@link #options}
   */
  ChatModel open(BackendSettings backend, URI url, String model, Optional<Integer> contextTokens) {
    HttpModelOptions served =
        HttpModelOptions.of(options(backend, url), model).withStreaming(backend.streaming());
    Optional<Integer> context = contextTokens.or(backend::contextTokens);
    if (context.isPresent()) {
      served = served.withContextTokens(context.get());
    }
    if (backend.keepAlive().isPresent()) {
      served = served.withKeepAlive(backend.keepAlive().get());
    }
    // The name tells what an unusual address does not; `openai` is that of the protocol as well.
    Optional<OpenAiPreset> preset =
        OpenAiPreset.named(backend.name()).filter(named -> named != OpenAiPreset.OPENAI);
    return preset.isPresent()
        ? OpenAiChatModel.open(served, preset.get())
        : backend.protocol().open(served);
  }

  /**
   * Asks a backend's server what it is and has. A server that is not there, and one that may not be
   * asked, are results too.
   */
  BackendReport probe(BackendSettings backend) {
    try {
      return backend.protocol().probe(options(backend, backend.url()));
    } catch (LlmException e) {
      return new BackendReport.Unreachable(backend.url(), e);
    }
  }

  /** How one can see whether a server still computes. */
  CancelSight cancelSight(BackendSettings backend, URI url) {
    return switch (backend.protocol()) {
      case OLLAMA ->
          new CancelSight.NextRequest("`OLLAMA_NUM_PARALLEL` lets it compute several at once");
      case OPENAI ->
          backend.name().equals(OpenAiPreset.LLAMA_SERVER.id())
              ? new CancelSight.BusySlots(() -> LlamaServerSlots.busy(options(backend, url)))
              : new CancelSight.Blind();
      case ANTHROPIC -> new CancelSight.Blind();
    };
  }

  /**
   * How a backend's server is spoken to.
   *
   * @param url where it is, if not where the backend usually is; the backend's key does not go
   *     there
   * @throws LlmException.ModelUnavailable if the settings refuse it, or its key cannot be had
   */
  ServerOptions options(BackendSettings backend, URI url) {
    if (config.localOnly() && !Loopback.is(url)) {
      throw new LlmException.ModelUnavailable(
          "The backend `%s` is at `%s`, and the settings allow only servers on this machine (`local-only`%s). Choose another model or another profile."
              .formatted(
                  backend.name(),
                  url.getHost(),
                  config.profile() == null ? "" : ", profile `" + config.profile() + "`"));
    }
    return new ServerOptions(
        url,
        sameOrigin(url, backend.url()) ? key(backend).orElse(null) : null,
        sameOrigin(url, backend.url()) ? backend.headers() : Map.of(),
        backend.timeouts(),
        backend.retry());
  }

  private Optional<ApiKey> key(BackendSettings backend) {
    if (backend.keyFile().isPresent()) {
      return backend.keyFile().map(ApiKey::ofFile);
    }
    if (backend.keyVariable().isEmpty()) {
      // Many servers want no key.
      return backend
          .usualKeyVariable()
          .flatMap(variable -> ApiKey.ofVariable(environment, variable));
    }
    String variable = backend.keyVariable().get();
    Optional<ApiKey> key = ApiKey.ofVariable(environment, variable);
    if (key.isEmpty()) {
      throw new LlmException.ModelUnavailable(
          "The variable `%s`, which `backends.%s.key-env` names, is not set. Put the key into it, or write a `key-file` instead."
              .formatted(variable, backend.name()));
    }
    return key;
  }

  private static boolean sameOrigin(URI a, URI b) {
    return a.getScheme().equalsIgnoreCase(b.getScheme())
        && a.getHost().equalsIgnoreCase(b.getHost())
        && a.getPort() == b.getPort();
  }
}
