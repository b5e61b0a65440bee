package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds GGUF models where people already have them: Jobstream's own models folder, Ollama, LM
 * Studio, and the caches of Hugging Face and llama.cpp; and the one that comes with Jobstream.
 * Nothing is copied or changed.
 *
 * <p>Thread-safe: every call looks anew.
 */
public final class ModelFinder {
  /** The variable that names the file of the model that comes with Jobstream. */
  private static final String BUILT_IN_VARIABLE = "JOBSTREAM_BUILT_IN";

  /** What that is called. */
  private static final String BUILT_IN = "built-in";

  private static final int MAX_DEPTH = 5;

  /** Where Ollama keeps models when it runs as a service of a Linux system. */
  private static final List<Path> SYSTEM_OLLAMA_FOLDERS =
      List.of(Path.of("/usr/share/ollama/.ollama/models"), Path.of("/var/lib/ollama"));

  private final Map<String, String> environment;
  private final Path userHome;
  private final List<Path> systemOllamaFolders;

  /**
   * @param environment the environment variables that move the folders, such as {@code
   *     JOBSTREAM_HOME}, {@code OLLAMA_MODELS}, {@code HF_HOME}
   * @param userHome the home that the folders lie in if no variable moves them
   */
  public ModelFinder(Map<String, String> environment, Path userHome) {
    this(environment, userHome, SYSTEM_OLLAMA_FOLDERS);
  }

  ModelFinder(Map<String, String> environment, Path userHome, List<Path> systemOllamaFolders) {
    this.environment = Map.copyOf(environment);
    this.userHome = userHome;
    this.systemOllamaFolders = List.copyOf(systemOllamaFolders);
  }

  /** The finder for the environment and the home of this process. */
  public static ModelFinder ofThisMachine() {
    return new ModelFinder(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** Jobstream's own models folder, where downloads go; it may not exist yet. */
  public Path modelsFolder() {
    return HomeFolder.of(environment, userHome).resolve("models");
  }

  /**
   * The models of all sources, source by source and each sorted by path. A file that two sources
   * hold is told once; a tag of Ollama's is a model of its own.
   */
  public List<FoundModel> all() {
    List<ModelCandidate> candidates =
        distinct(
            Stream.of(
                    ModelFolder.candidates(modelsFolder(), MAX_DEPTH, ModelSource.JOBSTREAM),
                    builtIn(),
                    ollama(),
                    folders(lmStudioFolders(), ModelSource.LM_STUDIO),
                    new HuggingFaceCache(huggingFaceFolder()).candidates(),
                    ModelFolder.candidates(llamaCppFolder(), 2, ModelSource.LLAMA_CPP))
                .flatMap(List::stream)
                .toList());
    return withIds(candidates);
  }

  /**
   * The model that a name means: an id, the path of a GGUF file, or the beginning of just one
   * model's id, with or without its source. Case is ignored in ids.
   *
   * @throws LlmException.ModelUnavailable if there is none, or more than one; the message names the
   *     nearest
   */
  public FoundModel find(String idOrPath) {
    return new ModelLookup(all(), userHome, modelsFolder()).find(idOrPath);
  }

  private List<ModelCandidate> builtIn() {
    if (environment.getOrDefault(BUILT_IN_VARIABLE, "").isBlank()) {
      return List.of();
    }
    Path file = variable(BUILT_IN_VARIABLE, userHome);
    return GgufName.wholeBytes(file).stream()
        .map(bytes -> new ModelCandidate(BUILT_IN, BUILT_IN, file, ModelSource.BUILT_IN, bytes))
        .toList();
  }

  private List<ModelCandidate> ollama() {
    List<Path> folders = new ArrayList<>();
    folders.add(variable("OLLAMA_MODELS", userHome.resolve(".ollama/models")));
    folders.addAll(systemOllamaFolders);
    // The same name in two stores: the user's own goes first.
    Map<String, ModelCandidate> byId = new LinkedHashMap<>();
    for (Path folder : folders) {
      for (ModelCandidate candidate : new OllamaStore(folder).candidates()) {
        byId.putIfAbsent(candidate.shortId(), candidate);
      }
    }
    return List.copyOf(byId.values());
  }

  private List<Path> lmStudioFolders() {
    return List.of(
        userHome.resolve(".lmstudio/models"), userHome.resolve(".cache/lm-studio/models"));
  }

  private Path huggingFaceFolder() {
    Path home = variable("HF_HOME", cacheFolder().resolve("huggingface"));
    return variable("HF_HUB_CACHE", variable("HUGGINGFACE_HUB_CACHE", home.resolve("hub")));
  }

  private Path llamaCppFolder() {
    Path onMac = userHome.resolve("Library/Caches/llama.cpp");
    Path ifUnset = Files.isDirectory(onMac) ? onMac : cacheFolder().resolve("llama.cpp");
    String localAppData = environment.getOrDefault("LOCALAPPDATA", "");
    if (!localAppData.isBlank()) {
      ifUnset = Path.of(localAppData).resolve("llama.cpp");
    }
    return variable("LLAMA_CACHE", ifUnset);
  }

  private Path cacheFolder() {
    return variable("XDG_CACHE_HOME", userHome.resolve(".cache"));
  }

  private Path variable(String name, Path ifUnset) {
    return HomeFolder.variable(environment, name, userHome, ifUnset);
  }

  private static List<ModelCandidate> folders(List<Path> folders, ModelSource source) {
    return folders.stream()
        .flatMap(folder -> ModelFolder.candidates(folder, MAX_DEPTH, source).stream())
        .toList();
  }

  private static List<ModelCandidate> distinct(List<ModelCandidate> candidates) {
    Map<Path, ModelSource> holders = new HashMap<>();
    List<ModelCandidate> kept = new ArrayList<>();
    for (ModelCandidate candidate : candidates) {
      ModelSource holder = holders.putIfAbsent(realPath(candidate.file()), candidate.source());
      // Ollama's tags are names that people know a file by: all of them are kept.
      if (holder == null
          || (holder == ModelSource.OLLAMA && candidate.source() == ModelSource.OLLAMA)) {
        kept.add(candidate);
      }
    }
    return kept;
  }

  static Path realPath(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }

  /**
   * Gives every model its short id, or its long one where several want the same: an id that changed
   * its meaning when a file came along would be worse than one that ends.
   */
  private static List<FoundModel> withIds(List<ModelCandidate> candidates) {
    Map<String, Integer> wanted = new HashMap<>();
    candidates.forEach(candidate -> wanted.merge(candidate.shortId(), 1, Integer::sum));
    Set<String> given = new HashSet<>();
    List<FoundModel> models = new ArrayList<>();
    for (ModelCandidate candidate : candidates) {
      boolean alone = wanted.getOrDefault(candidate.shortId(), 0) == 1;
      String wish = alone ? candidate.shortId() : candidate.longId();
      String id = wish;
      for (int number = 2; !given.add(id); number++) {
        id = String.format(Locale.ROOT, "%s#%d", wish, number);
      }
      models.add(candidate.as(id));
    }
    return List.copyOf(models);
  }
}
