package dev.jobstream.cli;

import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.ModelName;
import dev.jobstream.llm.LlmException;
import dev.jobstream.web.Models;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models as the web pages use them: those that the settings name, and those of this machine.
 * They are opened when they are first asked for, and kept until the server ends. Thread-safe.
 */
final class ServedModels implements Models, AutoCloseable {
  private final Assembly assembly;
  private final Config config;
  private final ModelOpener opener;
  private final Map<String, OpenModel> openByKey = new LinkedHashMap<>();
  private @Nullable String chosen;

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
      chosen = first().map(Candidate::key).orElse(null);
    }
    String key = chosen;
    return key == null
        ? Optional.empty()
        : candidates().stream()
            .filter(candidate -> candidate.key().equals(key))
            .findFirst()
            .map(this::open);
  }

  @Override
  public synchronized List<Usable> all() {
    Optional<Usable> first = forPostings();
    List<Usable> all = new ArrayList<>(first.stream().toList());
    for (Candidate candidate : candidates()) {
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

  @Override
  public synchronized boolean chooseForPostings(String key) {
    boolean there = candidates().stream().anyMatch(candidate -> candidate.key().equals(key));
    if (there) {
      chosen = key;
    }
    return there;
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
