package dev.jobstream.llm.llamacpp;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The GGUF models in a folder and the folders in it.
 *
 * <p>Links to files are followed, as the caches are made of them; links to folders are not, so that
 * the search neither leaves the folder nor goes in circles. What cannot be read is passed over.
 */
final class ModelFolder {
  /** A folder with more files than this is no folder of models; the search ends there. */
  private static final int MAX_FILES = 20_000;

  private ModelFolder() {}

  /** The first parts of the models, sorted by path. */
  static List<Path> models(Path folder, int maxDepth) {
    List<Path> found = new ArrayList<>();
    try {
      // The folder itself may be a link: people keep models on another disk.
      Path real = folder.toRealPath();
      Files.walkFileTree(
          real,
          Set.of(),
          maxDepth,
          new SimpleFileVisitor<>() {
            private int files;

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (++files > MAX_FILES) {
                return FileVisitResult.TERMINATE;
              }
              GgufName name = GgufName.of(file);
              if (name.isGguf()
                  && !name.isCompanion()
                  && !name.isLaterPart()
                  && Files.isRegularFile(file)) {
                found.add(folder.resolve(real.relativize(file)));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      return List.of();
    }
    found.sort(null);
    return found;
  }

  /** The models with ids of their file names; the long id has the path in the folder. */
  static List<ModelCandidate> candidates(Path folder, int maxDepth, ModelSource source) {
    List<ModelCandidate> candidates = new ArrayList<>();
    for (Path file : models(folder, maxDepth)) {
      GgufName.wholeBytes(file)
          .ifPresent(bytes -> {
            String stem = GgufName.of(file).stem();
            candidates.add(
                new ModelCandidate(
                    source.idPrefix() + shortened(stem, source),
                    source.idPrefix() + pathId(folder, file, stem),
                    file,
                    source,
                    bytes));
          });
    }
    return candidates;
  }

  /** {@code org/repo/stem} for a file {@code org/repo/STEM.gguf} of the folder. */
  static String pathId(Path folder, Path file, String stem) {
    Path parent = folder.relativize(file).getParent();
    StringBuilder id = new StringBuilder();
    if (parent != null) {
      for (Path name : parent) {
        id.append(GgufName.asId(name.toString())).append('/');
      }
    }
    return id.append(stem).toString();
  }

  private static String shortened(String stem, ModelSource source) {
    // llama.cpp puts the repository before the name: `ggml-org_gemma-3-1b-it-GGUF_gemma-3-…`.
    int repository = stem.lastIndexOf("gguf_");
    return source == ModelSource.LLAMA_CPP
            && repository >= 0
            && repository + "gguf_".length() < stem.length()
        ? stem.substring(repository + "gguf_".length())
        : stem;
  }
}
