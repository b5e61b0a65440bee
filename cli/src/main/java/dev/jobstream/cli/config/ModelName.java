package dev.jobstream.cli.config;

import dev.jobstream.llm.LlmException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a user calls a model by.
 *
 * <p>{@code BACKEND:NAME} and {@code BACKEND:NAME@URL} are a model behind a server; everything
 * behind the first colon is its name, which may hold colons, slashes and {@code @} itself. The name
 * of a chain is that chain. All else is a GGUF model on this machine, by its id or path; one whose
 * name begins with that of a backend and a colon is written with {@code ./} before it.
 */
public sealed interface ModelName {

  /** A GGUF model on this machine, run in this process. */
  record Gguf(String idOrPath) implements ModelName {
    @Override
    public String toString() {
      return idOrPath;
    }
  }

  /**
   * A model behind a server.
   *
   * @param backend one of the known backends
   * @param model what the server calls it
   * @param url where the server is; null means where the backend's settings say
   */
  record Served(String backend, String model, @Nullable URI url) implements ModelName {
    /** Where the server is, if the name says so. */
    public Optional<URI> place() {
      return Optional.ofNullable(url);
    }

    /** The same, wherever the server is. */
    public Served withoutUrl() {
      return new Served(backend, model, null);
    }

    @Override
    public String toString() {
      return backend + ":" + model + (url == null ? "" : "@" + url);
    }
  }

  /** Several models under one name, as the settings have it. */
  record Chain(String name) implements ModelName {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A place behind a model's name: with its scheme, or a host and a port. */
  Pattern WITH_SCHEME = Pattern.compile("(.*?)@(https?://.*)", Pattern.CASE_INSENSITIVE);

  Pattern WITH_PORT =
      Pattern.compile("(.*)@((?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+]):\\d{1,5}(?:/.*)?)");

  /**
   * Reads what a user wrote.
   *
   * @param backends the names of the known backends
   * @param chains the names of the chains
   * @throws LlmException.ModelUnavailable if it begins like a model behind a server and is none
   */
  static ModelName parse(String written, Set<String> backends, Set<String> chains) {
    String text = written.strip();
    if (chains.contains(text)) {
      return new Chain(text);
    }
    int colon = text.indexOf(':');
    String prefix = bare(text.substring(0, Math.max(0, colon)));
    return backends.stream()
        .filter(backend -> bare(backend).equals(prefix))
        .findFirst()
        .<ModelName>map(backend -> served(backend, text.substring(colon + 1)))
        .orElseGet(() -> new Gguf(text));
  }

  /** A backend's name as people type it too: {@code lmstudio} for {@code lm-studio}. */
  private static String bare(String backend) {
    return backend.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }

  /**
   * The backend that was meant by a name that is read as that of a GGUF model: {@code ollama} for
   * {@code olama:qwen3}.
   */
  static Optional<String> backendMeant(String idOrPath, Set<String> backends) {
    int colon = idOrPath.indexOf(':');
    return colon < 0 ? Optional.empty() : Spelling.nearest(idOrPath.substring(0, colon), backends);
  }

  private static Served served(String backend, String rest) {
    String model = rest;
    URI url = null;
    Matcher scheme = WITH_SCHEME.matcher(rest);
    Matcher port = WITH_PORT.matcher(rest);
    if (scheme.matches()) {
      model = scheme.group(1);
      url = url(backend, scheme.group(2));
    } else if (port.matches()) {
      model = port.group(1);
      url = url(backend, "http://" + port.group(2));
    }
    if (model.isBlank()) {
      throw new LlmException.ModelUnavailable(
          "The name `%s:` names no model. Write `%s:NAME`; `jobstream models --backend %s` lists those that the server has."
              .formatted(backend, backend, backend));
    }
    return new Served(backend, model, url);
  }

  private static URI url(String backend, String text) {
    try {
      return Kinds.url().parse(text);
    } catch (IllegalArgumentException e) {
      // It is not quoted: there may be a password in it.
      throw new LlmException.ModelUnavailable(
          "What stands behind `@` in the name of the model at `%s` must be %s. Correct it; a key goes into the settings as `key-env` or `key-file`."
              .formatted(backend, Kinds.url().takes()));
    }
  }
}
