package dev.jobstream.cli;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Pacer;
import dev.jobstream.llm.llamacpp.FoundModel;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.web.Models;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models of this machine as the web pages use them: opened when they are first asked for, and
 * kept until the server ends. Thread-safe.
 */
final class ServedModels implements Models, AutoCloseable {
  private final Assembly assembly;
  private final Map<String, Assembly.OpenModel> openByKey = new LinkedHashMap<>();
  private @Nullable String chosen;

  ServedModels(Assembly assembly) {
    this.assembly = assembly;
  }

  @Override
  public synchronized Optional<Usable> forPostings() {
    if (chosen != null) {
      String key = chosen;
      return found().stream().filter(model -> key(model).equals(key)).findFirst().map(this::open);
    }
    return assembly
        .defaultModel()
        .map(model -> {
          chosen = key(model);
          return open(model);
        });
  }

  @Override
  public synchronized List<Usable> all() {
    Optional<Usable> first = forPostings();
    List<Usable> all = new ArrayList<>(first.stream().toList());
    for (FoundModel model : found()) {
      if (first.isEmpty() || !key(model).equals(first.get().key())) {
        try {
          all.add(open(model));
        } catch (LlmException.ModelUnavailable e) {
          // A file that is no model after all: `jobstream models` tells why.
        }
      }
    }
    return all;
  }

  @Override
  public synchronized boolean chooseForPostings(String key) {
    boolean there = found().stream().anyMatch(model -> key(model).equals(key));
    if (there) {
      chosen = key;
    }
    return there;
  }

  private List<FoundModel> found() {
    return assembly.localModels().stream()
        .filter(LocalModel::chats)
        .map(LocalModel::found)
        .toList();
  }

  private Usable open(FoundModel model) {
    String key = key(model);
    Assembly.OpenModel open =
        openByKey.computeIfAbsent(key, k -> assembly.open(model, LlamaOptions.defaults()));
    return new Usable(key, "on this machine", open.model(), Pacer.IN_PROCESS);
  }

  private static String key(FoundModel model) {
    return model.source() + "/" + model.id();
  }

  @Override
  public synchronized void close() {
    openByKey.values().forEach(Assembly.OpenModel::close);
    openByKey.clear();
  }
}
