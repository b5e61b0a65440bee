package dev.jobstream.llm.llamacpp;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The models that Hugging Face's tools keep.
 *
 * <p>{@code models--ORG--NAME/snapshots/REVISION/…} holds links to files in {@code blobs}; {@code
 * models--ORG--NAME/refs/main} names the revision downloaded last.
 */
final class HuggingFaceCache {
  private static final String REPOSITORY = "models--";
  private static final int MAX_DEPTH = 4;
  private static final int MAX_REVISION_BYTES = 256;

  private final Path folder;

  HuggingFaceCache(Path folder) {
    this.folder = folder;
  }

  List<ModelCandidate> candidates() {
    List<ModelCandidate> candidates = new ArrayList<>();
    for (Path repository : folders(folder)) {
      String name = GgufName.of(repository).fileName();
      if (name.startsWith(REPOSITORY)) {
        String repositoryId =
            GgufName.asId(name.substring(REPOSITORY.length()).replace("--", "/")) + "/";
        Set<String> seen = new HashSet<>();
        for (Path snapshot : snapshots(repository)) {
          add(candidates, snapshot, repositoryId, seen);
        }
      }
    }
    return candidates;
  }

  private static void add(
      List<ModelCandidate> candidates, Path snapshot, String repositoryId, Set<String> seen) {
    String prefix = ModelSource.HUGGING_FACE.idPrefix();
    for (Path file : ModelFolder.models(snapshot, MAX_DEPTH)) {
      String stem = GgufName.of(file).stem();
      String longId = prefix + repositoryId + ModelFolder.pathId(snapshot, file, stem);
      GgufName.wholeBytes(file)
          .filter(bytes -> seen.add(longId))
          .ifPresent(bytes ->
              candidates.add(
                  new ModelCandidate(
                      prefix + stem, longId, file, ModelSource.HUGGING_FACE, bytes)));
    }
  }

  /** The current revision first, then the newest: of a file that several hold, the first counts. */
  private static List<Path> snapshots(Path repository) {
    List<Path> snapshots = new ArrayList<>(folders(repository.resolve("snapshots")));
    snapshots.sort(Comparator.comparing(HuggingFaceCache::modified).reversed());
    String current = currentRevision(repository);
    snapshots.sort(
        Comparator.comparingInt(
            snapshot -> GgufName.of(snapshot).fileName().equals(current) ? 0 : 1));
    return snapshots;
  }

  private static String currentRevision(Path repository) {
    Path ref = repository.resolve("refs/main");
    try {
      return Files.isRegularFile(ref) && Files.size(ref) <= MAX_REVISION_BYTES
          ? Files.readString(ref).strip()
          : "";
    } catch (IOException e) {
      // An unreadable reference is as good as none.
      return "";
    }
  }

  private static FileTime modified(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private static List<Path> folders(Path parent) {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> listing =
        Files.newDirectoryStream(
            parent, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
      listing.forEach(folders::add);
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    folders.sort(null);
    return folders;
  }
}
