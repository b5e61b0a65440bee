package dev.jobstream.cli;

import dev.jobstream.cli.config.BackendSettings;
import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.ModelName;
import dev.jobstream.llm.DownloadListener;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.http.BackendReport;
import dev.jobstream.llm.http.ServedModel;
import dev.jobstream.llm.llamacpp.DownloadResult;
import dev.jobstream.llm.llamacpp.ModelDownload;
import dev.jobstream.llm.llamacpp.SuggestedModel;
import dev.jobstream.llm.llamacpp.SystemMemory;
import dev.jobstream.web.Models;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The models as the web pages use them: those that the settings name, and those of this machine.
 * They are opened when they are first asked for, and kept until the server ends. Thread-safe.
 */
final class ServedModels implements Models, AutoCloseable {
  /** Small, middling and good, each of a licence that asks nothing. */
  private static final Set<String> OFFERED = Set.of("qwen3-0.6b", "qwen3-1.7b", "qwen3-4b");

  /** How long is waited for the servers of this machine. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private final Assembly assembly;
  private final Config config;
  private final ModelOpener opener;
  private final Map<String, OpenModel> openByKey = new LinkedHashMap<>();
  private @Nullable Candidate chosen;

  /** A model that could be opened. */
  private record Candidate(String key, ModelName name) {}

  ServedModels(Assembly assembly, Config config) {
    this.assembly = assembly;
    this.config = config;
    this.opener = assembly.opener(config, new EngineOptions());
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
    List<Candidate> served = servedHere();
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
  public boolean chooseForPostings(String key) {
    List<Candidate> candidates = new ArrayList<>(candidates());
    candidates.addAll(servedHere());
    Optional<Candidate> found =
        candidates.stream().filter(candidate -> candidate.key().equals(key)).findFirst();
    synchronized (this) {
      found.ifPresent(candidate -> chosen = candidate);
    }
    return found.isPresent();
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
    for (Candidate candidate : servedHere()) {
      offers.add(
          new Offer.There(
              candidate.key(), candidate.name().toString(), where(candidate.name()), -1, true));
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

  /** What the servers of this machine have, such as Ollama. */
  private List<Candidate> servedHere() {
    List<BackendSettings> backends =
        config.backendNames().stream()
            .map(config::backend)
            .filter(backend -> Loopback.is(backend.url()))
            .toList();
    List<Candidate> found = new ArrayList<>();
    Servers servers = assembly.servers(config);
    try (BackendProbes probes = new BackendProbes(servers::probe)) {
      List<BackendReport> reports = probes.ask(backends, PATIENCE);
      for (int i = 0; i < reports.size(); i++) {
        if (reports.get(i) instanceof BackendReport.Reachable server) {
          for (ServedModel model : server.models()) {
            ModelName name = new ModelName.Served(backends.get(i).name(), model.name(), null);
            found.add(new Candidate(key("served", name.toString()), name));
          }
        }
      }
    }
    return found;
  }

  /** The one that the settings name, else the one that suits. */
  private Optional<Candidate> first() {
    return config
        .defaultModel()
        .map(ServedModels::named)
        .or(() ->
            assembly
                .defaultModel()
                .map(model -> new Candidate(key(model.source(), model.id()), gguf(model.file()))));
  }

  private List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    config.defaultModel().map(ServedModels::named).ifPresent(candidates::add);
    for (String chain : config.chains().keySet()) {
      Candidate candidate = named(new ModelName.Chain(chain));
      if (!candidates.contains(candidate)) {
        candidates.add(candidate);
      }
    }
    assembly.localModels().stream()
        .filter(LocalModel::chats)
        .map(LocalModel::found)
        .map(model -> new Candidate(key(model.source(), model.id()), gguf(model.file())))
        .forEach(candidates::add);
    return candidates;
  }

  private static Candidate named(ModelName name) {
    return new Candidate(key("settings", name.toString()), name);
  }

  private static ModelName gguf(Path file) {
    return new ModelName.Gguf(file.toString());
  }

  private static String key(String source, String id) {
    return source + "/" + id;
  }

  private Usable open(Candidate candidate) {
    OpenModel open = openByKey.computeIfAbsent(candidate.key(), _ -> opener.open(candidate.name()));
    return new Usable(
        candidate.key(), where(candidate.name()), open.model(), open.displayInterval());
  }

  private String where(ModelName name) {
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
