package dev.jobstream.llm.llamacpp.bindings;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.jobstream.llm.LlmException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The loaded native libraries. A process loads them once and never unloads them. Thread-safe. */
public final class LlamaLibrary {
  /** The one release whose layouts this binding knows. */
  public static final String RELEASE = "v0.4.0";

  private static @Nullable LlamaLibrary loaded;

  private final Path folder;
  private final NativeLog log;
  private final ModelFunctions models;
  private final ContextFunctions contexts;
  private final VocabularyFunctions vocabularies;
  private final SamplerFunctions samplers;
  private final String cpuLibrary;

  private LlamaLibrary(Path folder, NativeLog log, NativeSymbols symbols, String cpuLibrary) {
    this.folder = folder;
    this.log = log;
    this.models = new ModelFunctions(symbols);
    this.contexts = new ContextFunctions(symbols);
    this.vocabularies = new VocabularyFunctions(symbols);
    this.samplers = new SamplerFunctions(symbols);
    this.cpuLibrary = cpuLibrary;
  }

  /**
   * Loads the libraries, picks the best one for this CPU and checks the release.
   *
   * @param folder where the libraries lie, those for each CPU included
   * @param ggmlBase the file of ggml's base library
   * @param ggml the file of ggml
   * @param llama the file of llama
   * @throws LlmException.ModelUnavailable if the libraries cannot be loaded or are of another
   *     release
   * @throws IllegalStateException if other libraries were loaded before
   */
  public static synchronized LlamaLibrary load(Path folder, Path ggmlBase, Path ggml, Path llama) {
    if (loaded != null) {
      if (!loaded.folder.equals(folder)) {
        throw new IllegalStateException(
            "The libraries of `%s` are loaded; a process cannot load those of `%s` too."
                .formatted(loaded.folder, folder));
      }
      return loaded;
    }
    SymbolLookup lookup;
    try {
      // In this order: each needs the one before.
      lookup =
          SymbolLookup.libraryLookup(ggmlBase, Arena.global())
              .or(SymbolLookup.libraryLookup(ggml, Arena.global()))
              .or(SymbolLookup.libraryLookup(llama, Arena.global()));
    } catch (IllegalArgumentException e) {
      throw new LlmException.ModelUnavailable(
          "The native libraries in `%s` cannot be loaded (%s). Install them anew for this machine; on Linux they need glibc 2.34 or newer."
              .formatted(folder, e.getMessage()),
          e);
    }
    NativeSymbols symbols = new NativeSymbols(lookup);
    ReleaseCheck.check(symbols, folder);
    NativeLog log = new NativeLog();
    String cpuLibrary = start(symbols, log, folder);
    loaded = new LlamaLibrary(folder, log, symbols, cpuLibrary);
    return loaded;
  }

  private static String start(NativeSymbols symbols, NativeLog log, Path folder) {
    MethodHandle setLog = symbols.procedure("llama_log_set", ADDRESS, ADDRESS);
    MethodHandle loadBackends = symbols.procedure("ggml_backend_load_all_from_path", ADDRESS);
    MethodHandle start = symbols.procedure("llama_backend_init");
    try (Arena arena = Arena.ofConfined()) {
      setLog.invokeExact(log.callback(), MemorySegment.NULL);
      loadBackends.invokeExact(arena.allocateFrom(folder.toString()));
      start.invokeExact();
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
    String cpuLibrary =
        log.lines().stream()
            .map(NativeLog.Line::text)
            .filter(line -> line.contains("loaded CPU backend from "))
            .map(line -> line.substring(line.lastIndexOf("loaded CPU backend from ") + 24).strip())
            .map(file -> Path.of(file).getFileName().toString())
            .findFirst()
            .orElse("");
    if (cpuLibrary.isEmpty()) {
      throw new LlmException.ModelUnavailable(
          "None of the CPU libraries in `%s` fits this processor. Install the native libraries anew for this machine."
              .formatted(folder));
    }
    return cpuLibrary;
  }

  /** The folder that the libraries were loaded from. */
  public Path folder() {
    return folder;
  }

  /** The file name of the library that was chosen for this CPU. */
  public String cpuLibrary() {
    return cpuLibrary;
  }

  public ModelFunctions models() {
    return models;
  }

  public ContextFunctions contexts() {
    return contexts;
  }

  public VocabularyFunctions vocabularies() {
    return vocabularies;
  }

  public SamplerFunctions samplers() {
    return samplers;
  }

  /** Forgets what was logged, so that {@link #complaint} tells of the next call alone. */
  public void clearLog() {
    log.clear();
  }

  /** What the native code complained of since {@link #clearLog}, if it did. */
  public Optional<String> complaint() {
    String complaint = log.firstComplaint();
    return complaint.isEmpty() ? Optional.empty() : Optional.of(complaint);
  }

  /** What the native code logged last, for a report of a fault. */
  public List<String> recentLog() {
    return log.lines().stream().map(NativeLog.Line::text).toList();
  }
}
