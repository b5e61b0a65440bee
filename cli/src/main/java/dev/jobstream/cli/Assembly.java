package dev.jobstream.cli;

import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.ConfigFile;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.FoundModel;
import dev.jobstream.llm.llamacpp.HomeFolder;
import dev.jobstream.llm.llamacpp.LlamaChatModel;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.llm.llamacpp.ModelDownload;
import dev.jobstream.llm.llamacpp.ModelFinder;
import dev.jobstream.llm.llamacpp.NativeFolder;
import dev.jobstream.llm.llamacpp.ProcessorCores;
import dev.jobstream.llm.llamacpp.SystemMemory;
import dev.jobstream.llm.llamacpp.bindings.LlamaLibrary;
import dev.jobstream.tracker.applications.DocumentFolder;
import dev.jobstream.tracker.applications.Store;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.exchange.Backups;
import dev.jobstream.tracker.sql.SqlStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts the parts together: the one class that knows which engine runs a model and where models come
 * from. Thread-safe.
 */
final class Assembly {
  /** Names a database of PostgreSQL; not a setting, since its address may hold a password. */
  private static final String DATABASE_VARIABLE = "JOBSTREAM_DATABASE";

  private final Map<String, String> environment;
  private final ModelFinder finder;
  private final Engine engine;
  private final Browser browser;
  private final Path home;
  private final Clock clock;

  /** Opens the model of a file. */
  @FunctionalInterface
  interface Engine {
    /**
     * Opens a model; its weights are loaded when its first stream is read.
     *
     * @throws LlmException.ModelUnavailable if the file is not a model that can be used
     */
    OpenModel open(Path gguf, LlamaOptions options);
  }

  /**
   * The native libraries in use.
   *
   * @param folder where they lie
   * @param cpuLibrary the file of the library that fits this processor
   */
  record Natives(NativeFolder folder, String cpuLibrary) {}

  Assembly(Map<String, String> environment, Path userHome, Engine engine, Browser browser) {
    this(environment, userHome, engine, browser, Clock.system(ZoneId.systemDefault()));
  }

  /**
   * Parts that go by another clock than the system's.
   *
   * @param clock tells the time and, by its zone, which day it is
   */
  Assembly(
      Map<String, String> environment, Path userHome, Engine engine, Browser browser, Clock clock) {
    this.environment = Map.copyOf(environment);
    this.finder = new ModelFinder(environment, userHome);
    this.engine = engine;
    this.browser = browser;
    this.home = HomeFolder.of(environment, userHome);
    this.clock = clock;
  }

  /** The parts as this process's environment asks for them. */
  static Assembly ofThisMachine() {
    return new Assembly(
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        Assembly::openInProcess,
        Browser.ofSystem(System.getenv()));
  }

  private static OpenModel openInProcess(Path gguf, LlamaOptions options) {
    LlamaChatModel model = LlamaChatModel.open(gguf, options);
    OpenModel open = OpenModel.inProcess(model, model::close);
    return options.contexts() == 1 ? open : open.withCancelSight(new CancelSight.Blind());
  }

  /** The variables that Jobstream was started with. */
  Map<String, String> environment() {
    return environment;
  }

  /** The folder in which everything is kept. */
  Path home() {
    return home;
  }

  /** Tells the time and, by its zone, which day it is. */
  Clock clock() {
    return clock;
  }

  /** Gets ready on another thread what {@link #tracker} takes some time for. */
  void prepareTracker() {
    if (databaseFile().isPresent()) {
      Thread.ofPlatform().daemon().name("sqlite-driver").start(SqlStore::prepareSqlite);
    }
  }

  /**
   * Opens what is kept; the caller closes it.
   *
   * @throws TrackerException.StoreUnavailable if it cannot be used
   */
  Tracker tracker() {
    DocumentFolder documents =
        new DocumentFolder(home.resolve("documents"), configFile().load(null).mostDocumentBytes());
    Store store = openStore();
    boolean opened = false;
    try {
      Tracker tracker = new Tracker(store, documents, clock());
      opened = true;
      return tracker;
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  /** The file of the database; empty if it is on a server. */
  Optional<Path> databaseFile() {
    String url = environment.getOrDefault(DATABASE_VARIABLE, "");
    return url.isBlank() ? Optional.of(home.resolve("jobstream.db")) : Optional.empty();
  }

  private Store openStore() {
    return databaseFile()
        .map(this::openStore)
        .orElseGet(
            () -> SqlStore.postgresql(Objects.requireNonNull(environment.get(DATABASE_VARIABLE))));
  }

  /** Opens the database of a file; the caller closes it. */
  Store openStore(Path file) {
    return SqlStore.sqlite(file);
  }

  /** Backups of what is kept. */
  Backups backups(Tracker tracker) {
    return new Backups(tracker, home, this::openStore, clock);
  }

  /** Opens pages for the user. */
  Browser browser() {
    return browser;
  }

  /** Finds the models that lie on this machine. */
  ModelFinder models() {
    return finder;
  }

  /** The models on this machine, with what their headers tell. */
  List<LocalModel> localModels() {
    return finder.all().stream().map(LocalModel::read).toList();
  }

  /** The model that reads postings if none is named; empty if there is none. */
  Optional<FoundModel> defaultModel() {
    return DefaultModel.forPostings(finder.all(), memory());
  }

  /** The model that is asked anything else if none is named; empty if there is none. */
  Optional<FoundModel> defaultForFreeText() {
    return DefaultModel.forFreeText(finder.all(), memory());
  }

  /**
   * Prepares the download of a model into Jobstream's own folder.
   *
   * @throws LlmException.ModelUnavailable if the name is none that can be used
   */
  ModelDownload download(String name) {
    return ModelDownload.of(name, environment, finder.modelsFolder());
  }

  /** The file of the settings; it need not exist. */
  ConfigFile configFile() {
    return new ConfigFile(home.resolve("config.yaml"), environment);
  }

  /** The servers behind the backends, as the settings say. */
  Servers servers(Config config) {
    return new Servers(config, environment);
  }

  /** Opens models as the settings say, and before them a command's options. */
  ModelOpener opener(Config config, EngineOptions options) {
    return new ModelOpener(config, options, servers(config), finder, this::openTuned);
  }

  /** With what was found to be fastest, where the options say nothing else. */
  private OpenModel openTuned(Path gguf, LlamaOptions options) {
    LlamaOptions tuned = tunings().find(gguf).map(tuning -> tuning.under(options)).orElse(options);
    return engine.open(gguf, tuned.withPrefixFolder(home.resolve("cache").resolve("prompts")));
  }

  /** What `jobstream tune` found. */
  Tunings tunings() {
    return new Tunings(home.resolve("tuning.json"));
  }

  SystemMemory memory() {
    return SystemMemory.now();
  }

  int physicalCores() {
    return ProcessorCores.physical();
  }

  /**
   * Loads the native libraries, which tells which of them fit this processor.
   *
   * @throws LlmException.ModelUnavailable if they are missing or do not fit
   */
  Natives natives() {
    NativeFolder folder = NativeFolder.find();
    LlamaLibrary library =
        LlamaLibrary.load(folder.folder(), folder.ggmlBase(), folder.ggml(), folder.llama());
    return new Natives(folder, library.cpuLibrary());
  }
}
