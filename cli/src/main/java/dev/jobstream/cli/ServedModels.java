package dev.jobstream.cli;

import dev.jobstream.cli.config.BackendSettings;
import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.ConfigException;
import dev.jobstream.cli.config.ModelName;
import dev.jobstream.llm.DownloadListener;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.http.OllamaPull;
import dev.jobstream.llm.llamacpp.DownloadResult;
import dev.jobstream.llm.llamacpp.FoundModel;
import dev.jobstream.llm.llamacpp.ModelDownload;
import dev.jobstream.llm.llamacpp.SuggestedModel;
import dev.jobstream.llm.llamacpp.SystemMemory;
import dev.jobstream.web.Models;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models as the web pages use them: those that the settings name, and those of this machine.
 * They are opened when they are first asked for, and kept until the server ends. Thread-safe.
 */
final class ServedModels implements Models, AutoCloseable {
  /** Small, middling and good, each of a licence that asks nothing. */
  private static final Set<String> OFFERED = Set.of("qwen3-0.6b", "qwen3-1.7b", "qwen3-4b");

  /** Where models lie that are Jobstream's own. */
  private static final Set<String> OWN_SOURCES = Set.of("jobstream", "built-in");

  /** How long is waited for the servers of this machine. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private final Assembly assembly;
  private final LiveConfig settings;
  private final Map<String, OpenModel> openByKey = new LinkedHashMap<>();
  private Config openedUnder;
  private @Nullable Candidate chosen;

  /** A model that could be opened. */
  private record Candidate(String key, ModelName name) {}

  ServedModels(Assembly assembly, LiveConfig settings) {
    this.assembly = assembly;
    this.settings = settings;
    this.openedUnder = settings.now();
  }

  @Override
  public synchronized Optional<Usable> forPostings() {
    if (chosen == null) {
      chosen = first().orElse(null);
    }
    return Optional.ofNullable(chosen).map(this::open);
  }

  @Override
  public List<Usable> all() {
    // Without the lock: a server may take its time to answer.
    List<Candidate> served = servedBy(Backends::local);
    synchronized (this) {
      Optional<Usable> first = forPostings();
      List<Usable> all = new ArrayList<>(first.stream().toList());
      List<Candidate> candidates = new ArrayList<>(candidates());
      candidates.addAll(served);
      for (Candidate candidate : candidates) {
        if (first.isEmpty() || !candidate.key().equals(first.get().key())) {
          try {
            all.add(open(candidate));
          } catch (LlmException.ModelUnavailable e) {
            // A file that is no model after all: `jobstream models` tells why.
          }
        }
      }
      return all;
    }
  }

  @Override
  public List<Choosable> choosable() {
    Config config = settings.now();
    return everyCandidate()
        .map(candidate ->
            new Choosable(candidate.key(), shown(candidate), where(candidate.name(), config)))
        .toList();
  }

  /** By its name; that of a file without its folder. */
  private static String shown(Candidate candidate) {
    return candidate.name() instanceof ModelName.Gguf
        ? candidate.key().substring(candidate.key().indexOf('/') + 1)
        : candidate.name().toString();
  }

  @Override
  public boolean chooseForPostings(String key) {
    Optional<Candidate> found =
        everyCandidate().filter(candidate -> candidate.key().equals(key)).findFirst();
    found.ifPresent(candidate -> {
      synchronized (this) {
        chosen = candidate;
      }
      try {
        settings.change(Map.of("model", candidate.name().toString()));
      } catch (ConfigException | UncheckedIOException e) {
        // It holds until the server ends. What names the model elsewhere the settings tell.
      }
    });
    return found.isPresent();
  }

  private Stream<Candidate> everyCandidate() {
    return Stream.concat(candidates().stream(), servedBy(Backends::askable).stream()).distinct();
  }

  @Override
  public List<Offer> offers() {
    SystemMemory memory = assembly.memory();
    List<Offer> offers = new ArrayList<>();
    for (LocalModel model : assembly.localModels()) {
      if (model.chats()) {
        offers.add(
            new Offer.There(
                key(model.found().source(), model.found().id()),
                model.found().id(),
                "found in the folder of " + model.found().source(),
                model.neededBytes(),
                model.fits(memory)));
      }
    }
    Config config = settings.now();
    for (Candidate candidate : servedBy(Backends::local)) {
      offers.add(
          new Offer.There(
              candidate.key(),
              candidate.name().toString(),
              where(candidate.name(), config),
              -1,
              true));
    }
    for (SuggestedModel model : SuggestedModel.all()) {
      if (OFFERED.contains(model.name())) {
        long bytes = model.approximateBytes();
        offers.add(new Offer.Downloadable(model.name(), bytes, bytes <= memory.availableBytes()));
      }
    }
    return offers;
  }

  @Override
  public Download download(String name) {
    Config config = settings.now();
    if (config.modelName(name) instanceof ModelName.Served served) {
      OllamaPull pull = ServedPull.of(served, config, assembly);
      return new Download() {
        @Override
        public boolean run(DownloadListener listener) {
          return pull.run(listener) == OllamaPull.Outcome.COMPLETED;
        }

        @Override
        public void cancel() {
          pull.cancel();
        }
      };
    }
    ModelDownload download = assembly.download(name);
    return new Download() {
      @Override
      public boolean run(DownloadListener listener) {
        return download.run(listener) instanceof DownloadResult.Completed;
      }

      @Override
      public void cancel() {
        download.cancel();
      }
    };
  }

  /** What some servers have. */
  private List<Candidate> servedBy(Function<Backends, List<BackendSettings>> which) {
    Backends backends = new Backends(settings.now(), assembly, new Interrupts(exitCode -> {}));
    return new ServerModels(backends.ask(which.apply(backends), PATIENCE))
        .entries().stream()
            .map(entry -> new ModelName.Served(entry.backend(), entry.model().name(), null))
            .map(name -> new Candidate(key("served", name.toString()), name))
            .toList();
  }

  /** The one that the settings name, else the one that suits. */
  private Optional<Candidate> first() {
    return settings
        .now()
        .defaultModel()
        .map(this::named)
        .or(() -> assembly.defaultModel().map(ServedModels::local));
  }

  /** Those that need no server to be asked. */
  private List<Candidate> candidates() {
    Config config = settings.now();
    return Stream.of(
            config.defaultModel().stream().map(this::named),
            config.chains().keySet().stream().map(ModelName.Chain::new).map(this::named),
            assembly.localModels().stream()
                .filter(LocalModel::chats)
                .map(LocalModel::found)
                .map(ServedModels::local))
        .flatMap(stream -> stream)
        .distinct()
        .toList();
  }

  /** One that the settings name; the same as where it is found elsewhere. */
  private Candidate named(ModelName name) {
    return switch (name) {
      case ModelName.Gguf(String idOrPath) -> {
        try {
          yield local(assembly.models().find(idOrPath));
        } catch (LlmException.ModelUnavailable e) {
          yield new Candidate(key("settings", idOrPath), name);
        }
      }
      case ModelName.Served _ -> new Candidate(key("served", name.toString()), name);
      case ModelName.Chain _ -> new Candidate(key("settings", name.toString()), name);
    };
  }

  /**
   * A file: by its id if it is Jobstream's own, which may lie elsewhere later; else by its path.
   */
  private static Candidate local(FoundModel model) {
    String name = OWN_SOURCES.contains(model.source()) ? model.id() : model.file().toString();
    return new Candidate(key(model.source(), model.id()), new ModelName.Gguf(name));
  }

  private static String key(String source, String id) {
    return source + "/" + id;
  }

  private Usable open(Candidate candidate) {
    Config config = settings.now();
    // Equal is only what was read at once: a key may have changed and the settings not.
    if (!config.equals(openedUnder)) {
      closeServed();
      openedUnder = config;
    }
    OpenModel open =
        openByKey.computeIfAbsent(
            candidate.key(),
            _ -> assembly.opener(config, new EngineOptions()).open(candidate.name()));
    boolean inProcess = candidate.name() instanceof ModelName.Gguf;
    return new Usable(
        candidate.key(),
        where(candidate.name(), config),
        inProcess,
        open.model(),
        ReadingOptions.of(config.analysis()),
        inProcess ? config.display().inProcess() : open.displayInterval());
  }

  /** Those of servers are opened anew under other settings; files stay in memory. */
  private void closeServed() {
    openByKey
        .entrySet()
        .removeIf(open -> {
          boolean served =
              open.getKey().startsWith("served/") || open.getKey().startsWith("settings/");
          if (served) {
            open.getValue().close();
          }
          return served;
        });
  }

  private static String where(ModelName name, Config config) {
    return switch (name) {
      case ModelName.Gguf _ -> "on this machine";
      case ModelName.Served served -> {
        URI url = served.place().orElse(config.backend(served.backend()).url());
        yield "%s at %s".formatted(served.backend(), url.getAuthority());
      }
      case ModelName.Chain _ -> "a chain of the settings";
    };
  }

  @Override
  public synchronized void close() {
    openByKey.values().forEach(OpenModel::close);
    openByKey.clear();
  }
}
