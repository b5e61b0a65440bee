package dev.jobstream.cli.config;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.tracker.PostingAnalyzer.FactsAsked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The file with the user's settings, and the environment that goes before it.
 *
 * @param path where it is; it need not exist, and then the defaults hold
 * @param environment the process's variables
 */
public record ConfigFile(Path path, Map<String, String> environment) {
  /** The option that chooses a profile. */
  public static final String PROFILE_OPTION = "--profile";

  /** The variable that chooses a profile if no option does. */
  public static final String PROFILE_VARIABLE = "JOBSTREAM_PROFILE";

  /** The variable that names the model if no option does. */
  public static final String MODEL_VARIABLE = "JOBSTREAM_MODEL";

  public ConfigFile {
    environment = Map.copyOf(environment);
  }

  /**
   * Reads and checks the settings.
   *
   * @param profile the profile that the user chose by an option; null if none was chosen
   * @throws ConfigException with everything that is wrong
   */
  public Config load(@Nullable String profile) {
    Problems problems = new Problems(path);
    Map<String, Setting> inForce = new LinkedHashMap<>();
    Map<String, Map<String, Setting>> profiles = Map.of();
    if (Files.exists(path)) {
      // Without a file nothing of YAML is loaded.
      ConfigReader reader = new ConfigReader(path, problems);
      reader.read();
      inForce.putAll(reader.base());
      profiles = reader.profiles();
    }
    Optional<Setting> choice = chosen(profile, inForce);
    if (choice.isPresent()) {
      Map<String, Setting> overrides = profiles.get(choice.get().text());
      if (overrides == null) {
        problems.at(choice.get().origin(), noProfile(choice.get(), profiles));
      } else {
        inForce.putAll(overrides);
        inForce.put(choice.get().path(), choice.get());
      }
    }
    variable(MODEL_VARIABLE, ConfigKeys.MODEL_NAME)
        .ifPresent(setting -> inForce.put(setting.path(), setting));
    addAddresses(inForce, problems);
    addKeys(inForce);
    Config config =
        config(
            new Settings(inForce),
            problems,
            choice.map(Setting::text).orElse(null),
            new TreeSet<>(profiles.keySet()));
    problems.throwIfAny();
    return config;
  }

  /** The keys that Jobstream keeps for the user. */
  public StoredKeys storedKeys() {
    return new StoredKeys(path.resolveSibling("keys"));
  }

  /**
   * Changes settings in the file, each where it stands now, and leaves the rest as it is written.
   *
   * @param profile as for {@link #load}
   * @param values the new values by the paths of their settings, as they would be written
   * @throws ConfigException if a setting comes from elsewhere, takes no such value, or the file is
   *     written in a way that only a person can change; then nothing is changed
   */
  public void change(@Nullable String profile, Map<String, String> values) throws IOException {
    new ConfigChange(this, profile).write(values);
  }

  /**
   * The names of the profiles, also where other things are wrong.
   *
   * @throws ConfigException if the file cannot be read at all
   */
  public SortedSet<String> profiles() {
    if (!Files.exists(path)) {
      return new TreeSet<>();
    }
    ConfigReader reader = new ConfigReader(path, new Problems(path));
    reader.read();
    return new TreeSet<>(reader.profiles().keySet());
  }

  private Config config(
      Settings settings, Problems problems, @Nullable String profile, SortedSet<String> profiles) {
    ConfigCheck check = new ConfigCheck(settings, problems);
    check.backends();
    return new Config(
        path,
        settings,
        profile,
        profiles,
        check.chains(),
        check.model().orElse(null),
        settings.get(ConfigKeys.LOCAL_ONLY),
        engine(settings),
        new Config.Analysis(
            settings.get(ConfigKeys.MAX_TOKENS),
            settings.get(ConfigKeys.TEMPERATURE),
            factsAsked(settings)),
        new Config.Display(
            settings.get(ConfigKeys.DISPLAY_IN_PROCESS), settings.get(ConfigKeys.DISPLAY_HTTP)));
  }

  private static FactsAsked factsAsked(Settings settings) {
    return settings
        .get(ConfigKeys.LEAVE_OUT_FACTS)
        .map(leftOut -> leftOut ? FactsAsked.NEVER : FactsAsked.ALWAYS)
        .orElse(FactsAsked.AUTO);
  }

  private static LlamaOptions engine(Settings settings) {
    return new LlamaOptions(
        settings.get(ConfigKeys.ENGINE_CONTEXT_TOKENS).orElse(LlamaOptions.AUTO),
        settings.get(ConfigKeys.ENGINE_BATCH_TOKENS),
        settings.get(ConfigKeys.ENGINE_THREADS).orElse(LlamaOptions.AUTO),
        settings.get(ConfigKeys.ENGINE_BATCH_THREADS).orElse(LlamaOptions.AUTO),
        settings.get(ConfigKeys.ENGINE_CONTEXTS),
        settings.get(ConfigKeys.ENGINE_QUEUE),
        settings.get(ConfigKeys.ENGINE_GPU_LAYERS).orElse(-1),
        settings.get(ConfigKeys.ENGINE_FLASH_ATTENTION),
        LlamaOptions.defaults().cacheType(),
        LlamaOptions.defaults().levers(),
        settings.get(ConfigKeys.ENGINE_PARALLEL_FIELDS),
        LlamaOptions.defaults().prefixFolder());
  }

  private Optional<Setting> chosen(@Nullable String profile, Map<String, Setting> base) {
    if (profile != null) {
      return Optional.of(
          new Setting(ConfigKeys.PROFILE.path(), profile, new Origin.Option(PROFILE_OPTION)));
    }
    return variable(PROFILE_VARIABLE, ConfigKeys.PROFILE)
        .or(() -> Optional.ofNullable(base.get(ConfigKeys.PROFILE.path())));
  }

  private Optional<Setting> variable(String name, ConfigKey<?> key) {
    String value = environment.getOrDefault(name, "").strip();
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Setting(key.path(), value, new Origin.Variable(name)));
  }

  /** Where the variables of other programs say that backends are. */
  private void addAddresses(Map<String, Setting> inForce, Problems problems) {
    for (KnownBackend backend : KnownBackend.ALL) {
      try {
        backend
            .fromEnvironment(environment)
            .ifPresent(setting -> inForce.putIfAbsent(setting.path(), setting));
      } catch (IllegalArgumentException | LlmException.ModelUnavailable e) {
        problems.at(
            Origin.DEFAULT,
            "The variable `%s` must be %s. Correct it."
                .formatted(backend.protocol().uriVariable(), Kinds.url().takes()));
      }
    }
  }

  /** The keys that Jobstream keeps, where the file does not say where one is. */
  private void addKeys(Map<String, Setting> inForce) {
    StoredKeys keys = storedKeys();
    for (String backend : BackendReader.names(new Settings(inForce))) {
      String path = ConfigKeys.KEY_FILE.path(backend);
      if (keys.has(backend)
          && !inForce.containsKey(path)
          && !inForce.containsKey(ConfigKeys.KEY_ENV.path(backend))) {
        Path file = keys.file(backend).toAbsolutePath();
        inForce.put(path, new Setting(path, file.toString(), new Origin.StoredKey(file)));
      }
    }
  }

  private String noProfile(Setting choice, Map<String, ?> profiles) {
    String where =
        switch (choice.origin()) {
          case Origin.Option option -> ", which `%s` names".formatted(option.name());
          case Origin.Variable variable -> ", which `%s` names".formatted(variable.name());
          case Origin.Line _, Origin.Default _, Origin.StoredKey _ -> "";
        };
    String advice =
        profiles.isEmpty()
            ? "There are no `profiles` in `%s`.".formatted(path)
            : Spelling.advice(choice.text(), profiles.keySet());
    return "There is no profile `%s`%s. %s".formatted(choice.text(), where, advice);
  }
}
