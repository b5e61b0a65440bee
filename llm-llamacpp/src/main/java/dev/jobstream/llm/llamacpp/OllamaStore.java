package dev.jobstream.llm.llamacpp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The models that Ollama keeps.
 *
 * <p>{@code manifests/REGISTRY/NAMESPACE/NAME/TAG} is a JSON file whose layers name files in {@code
 * blobs} by their hash; the layer of type {@code application/vnd.ollama.image.model} is the GGUF
 * file.
 */
final class OllamaStore {
  private static final String MODEL_LAYER = "application/vnd.ollama.image.model";
  private static final Pattern DIGEST = Pattern.compile("sha256[:-]([0-9a-f]{64})");
  private static final long MAX_MANIFEST_BYTES = 1 << 20;
  private static final int MAX_ENTRIES = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  OllamaStore(Path folder) {
    this.folder = folder;
  }

  List<ModelCandidate> candidates() {
    List<ModelCandidate> candidates = new ArrayList<>();
    for (Path registry : folders(folder.resolve("manifests"))) {
      for (Path namespace : folders(registry)) {
        for (Path name : folders(namespace)) {
          for (Path tag : entries(name)) {
            candidate(registry, namespace, name, tag).ifPresent(candidates::add);
          }
        }
      }
    }
    return candidates;
  }

  private Optional<ModelCandidate> candidate(Path registry, Path namespace, Path name, Path tag) {
    return blob(tag)
        .flatMap(blob ->
            GgufName.wholeBytes(blob)
                .map(bytes -> {
                  String id =
                      ModelSource.OLLAMA.idPrefix()
                          + id(text(registry), text(namespace), text(name), text(tag));
                  return new ModelCandidate(id, id, blob, ModelSource.OLLAMA, bytes);
                }));
  }

  /** The name as Ollama shows it: without what its own registry's models have in common. */
  private static String id(String registry, String namespace, String name, String tag) {
    String id = name + ":" + tag;
    if (!registry.equals("registry.ollama.ai")) {
      id = registry + "/" + namespace + "/" + id;
    } else if (!namespace.equals("library")) {
      id = namespace + "/" + id;
    }
    return GgufName.asId(id);
  }

  private Optional<Path> blob(Path manifest) {
    try {
      if (!Files.isRegularFile(manifest) || Files.size(manifest) > MAX_MANIFEST_BYTES) {
        return Optional.empty();
      }
      for (JsonNode layer : JSON.readTree(Files.readAllBytes(manifest)).path("layers")) {
        if (!layer.path("mediaType").asText().equals(MODEL_LAYER)) {
          continue;
        }
        var digest = DIGEST.matcher(layer.path("digest").asText());
        if (digest.matches()) {
          return Optional.of(folder.resolve("blobs").resolve("sha256-" + digest.group(1)))
              .filter(Files::isRegularFile);
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static List<Path> folders(Path parent) {
    return entries(parent).stream()
        .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  private static List<Path> entries(Path parent) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(parent)) {
      for (Path entry : listing) {
        if (entries.size() == MAX_ENTRIES) {
          break;
        }
        entries.add(entry);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Not there or not ours to read: as good as empty.
      return List.of();
    }
    entries.sort(null);
    return entries;
  }

  private static String text(Path path) {
    return GgufName.of(path).fileName();
  }
}
