package dev.jobstream.cli.config;

import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.tracker.PostingAnalyzer.FactsAsked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings as the program works with them. Immutable; made by {@link ConfigFile}.
 *
 * @param file where the settings stand; it need not exist
 * @param settings each setting with where it comes from
 * @param profile the profile in force; null if none is
 * @param profiles the names of all profiles
 * @param chains the models of each chain, in the order in which they are asked; by name
 * @param model the model if none is named; null if none is set
 * @param localOnly whether backends that are not on this machine are refused
 * @param engine how a model in this process is run
 * @param analysis how a model reads a posting
 * @param display how often a display changes
 */
public record Config(
    Path file,
    Settings settings,
    @Nullable String profile,
    SortedSet<String> profiles,
    Map<String, List<ModelName>> chains,
    @Nullable ModelName model,
    boolean localOnly,
    LlamaOptions engine,
    Analysis analysis,
    Display display) {

  /**
   * How a model reads a posting.
   *
   * @param maxTokens the most tokens that it may write
   * @param temperature the randomness of its words, from 0 to 5
   * @param factsAsked whether it is also asked for what the rules are sure of
   */
  public record Analysis(int maxTokens, double temperature, FactsAsked factsAsked) {}

  /**
   * The least time between two updates of a display.
   *
   * @param inProcess while a model in this process writes
   * @param http while a model behind a server writes
   */
  public record Display(Duration inProcess, Duration http) {}

  /** The largest document that is kept with an application. */
  public long mostDocumentBytes() {
    return settings.get(ConfigKeys.DOCUMENTS_MOST_MEGABYTES) * 1_000_000L;
  }

  /** The model if none is named, as the user set it. */
  public Optional<ModelName> defaultModel() {
    return Optional.ofNullable(model);
  }

  /** Reads the name of a model; see {@link ModelName#parse}. */
  public ModelName modelName(String written) {
    return ModelName.parse(written, backendNames(), chains.keySet());
  }

  /** The names of all backends: those that need no settings, then those of the user's own. */
  public Set<String> backendNames() {
    return BackendReader.names(settings);
  }

  /** The names of the backends of which something is set. */
  public Set<String> configuredBackends() {
    return settings.names("backends");
  }

  /**
   * A backend's settings, or its defaults.
   *
   * @param name one of {@link #backendNames}
   */
  public BackendSettings backend(String name) {
    return new BackendReader(settings, file).read(name);
  }
}
