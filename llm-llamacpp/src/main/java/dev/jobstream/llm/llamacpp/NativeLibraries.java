package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.bindings.LlamaLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The search for the native libraries among installed npm packages.
 *
 * <p>A package {@code @node-llama-cpp/linux-x64} keeps them in {@code bins/linux-x64}: {@code
 * libggml-base.so}, {@code libggml.v0.4.0.so}, {@code libllama.v0.4.0.so} and one library per kind
 * of processor; a package with CUDA, Vulkan or Metal says so in the name: {@code
 * libllama.vulkan.v0.4.0.so}. Every package is complete in itself.
 */
final class NativeLibraries {
  private final String osName;
  private final String osArch;
  private final @Nullable String named;
  private final Path jobstreamHome;

  /**
   * @param named the folder that the user named; null or blank if none
   * @param jobstreamHome Jobstream's own folder, searched if none was named
   */
  NativeLibraries(String osName, String osArch, @Nullable String named, Path jobstreamHome) {
    this.osName = osName;
    this.osArch = osArch;
    this.named = named;
    this.jobstreamHome = jobstreamHome;
  }

  static NativeLibraries ofThisMachine() {
    Map<String, String> environment = System.getenv();
    return new NativeLibraries(
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        choose(
            System.getProperty(NativeFolder.SYSTEM_PROPERTY),
            environment.get(NativeFolder.ENVIRONMENT_VARIABLE)),
        HomeFolder.of(environment, Path.of(System.getProperty("user.home"))));
  }

  static @Nullable String choose(@Nullable String property, @Nullable String variable) {
    return property != null && !property.isBlank() ? property : variable;
  }

  NativeFolder find() {
    NativePlatform platform =
        NativePlatform.of(osName, osArch)
            .orElseThrow(() ->
                new LlmException.ModelUnavailable(
                    "There are no native libraries of llama.cpp for `%s` on `%s`. Use a model of a server instead, such as Ollama."
                        .formatted(osName, osArch)));
    String folder = named == null ? "" : named.strip();
    Path start = folder.isEmpty() ? jobstreamHome.resolve("natives") : parse(folder);
    if (!folder.isEmpty() && !Files.isDirectory(start)) {
      throw new LlmException.ModelUnavailable(
          "The folder for native libraries `%s` does not exist. %s"
              .formatted(start, advice(platform)));
    }
    // A package of another release may lie before one that fits: it is told only if none does.
    NativeFolder stale = null;
    for (Candidate candidate : candidates(start, platform)) {
      Optional<NativeFolder> found = read(candidate, platform);
      if (found.isPresent() && found.get().release().equals(LlamaLibrary.RELEASE)) {
        return found.get();
      }
      if (stale == null) {
        stale = found.orElse(null);
      }
    }
    if (stale != null) {
      throw new LlmException.ModelUnavailable(
          "The native libraries in `%s` are of llama.cpp `%s`, this version of Jobstream needs `%s`. %s"
              .formatted(stale.folder(), stale.release(), LlamaLibrary.RELEASE, advice(platform)));
    }
    throw new LlmException.ModelUnavailable(
        "There are no native libraries for `%s` in `%s`. %s"
            .formatted(platform.packageName(), start, advice(platform)));
  }

  private String advice(NativePlatform platform) {
    return "Install them with `npm install --prefix %s @node-llama-cpp/%s@%s`, or run `npm ci` in the folder llm-llamacpp/natives and name it in `%s`."
        .formatted(
            jobstreamHome.resolve("natives"),
            platform.packageName(),
            NativePlatform.NPM_VERSION,
            NativeFolder.ENVIRONMENT_VARIABLE);
  }

  private static Path parse(String folder) {
    try {
      return Path.of(folder).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new LlmException.ModelUnavailable(
          "The folder for native libraries `%s` is not a path. Correct `%s`."
              .formatted(folder, NativeFolder.ENVIRONMENT_VARIABLE),
          e);
    }
  }

  private record Candidate(Path bins, String platform) {}

  /** Where the libraries may lie, the best first. */
  private static List<Candidate> candidates(Path start, NativePlatform platform) {
    // Nothing beside the folder is searched: who names one means it, and not a card's next to it.
    List<Path> scopes =
        List.of(
            start, start.resolve("@node-llama-cpp"), start.resolve("node_modules/@node-llama-cpp"));
    List<String> packages = new ArrayList<>(platform.accelerated());
    packages.add(platform.packageName());

    List<Candidate> candidates = new ArrayList<>();
    // The folder itself, first: who names one package or folder of libraries means that one.
    candidates.add(new Candidate(start, name(start)));
    for (String packageName : packages) {
      candidates.add(new Candidate(start.resolve("bins").resolve(packageName), packageName));
    }
    for (String packageName : packages) {
      for (Path scope : scopes) {
        candidates.add(
            new Candidate(
                scope.resolve(packageName).resolve("bins").resolve(packageName), packageName));
      }
    }
    return candidates;
  }

  private static String name(Path folder) {
    Path name = folder.getFileName();
    return name == null ? "" : name.toString();
  }

  private static Optional<NativeFolder> read(Candidate candidate, NativePlatform platform) {
    Path folder = candidate.bins();
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    List<Path> files;
    try (Stream<Path> listing = Files.list(folder)) {
      files = listing.sorted().toList();
    } catch (IOException e) {
      throw new LlmException.ModelUnavailable(
          "The folder of native libraries `%s` cannot be read. Check its permissions."
              .formatted(folder),
          e);
    }
    Optional<Path> llama = library(files, platform, "llama");
    Optional<Path> ggml = library(files, platform, "ggml");
    Path ggmlBase = folder.resolve(platform.ggmlBaseFile());
    if (llama.isEmpty() || ggml.isEmpty() || !Files.isRegularFile(ggmlBase)) {
      return Optional.empty();
    }
    return Optional.of(
        new NativeFolder(
            folder,
            ggmlBase,
            ggml.get(),
            llama.get(),
            candidate.platform(),
            release(llama.get(), platform)));
  }

  private static Optional<Path> library(List<Path> files, NativePlatform platform, String name) {
    return files.stream()
        .filter(file ->
            name(file).startsWith(platform.fileStart(name))
                && name(file).endsWith(platform.fileEnd()))
        .findFirst();
  }

  /**
   * {@code v0.4.0} of {@code libllama.metal.v0.4.0.dylib}; {@code unknown} of {@code llama.dll}.
   */
  private static String release(Path llama, NativePlatform platform) {
    String name = name(llama);
    String start = platform.fileStart("llama");
    if (name.length() < start.length() + platform.fileEnd().length()) {
      return "unknown";
    }
    String middle = name.substring(start.length(), name.length() - platform.fileEnd().length());
    for (String backend : List.of("cuda.", "vulkan.", "metal.")) {
      if (middle.startsWith(backend)) {
        middle = middle.substring(backend.length());
      }
    }
    return middle.isEmpty() ? "unknown" : middle;
  }
}
