package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chooses the files to download for what a user named. */
final class FileChoice {
  private static final int NAMED_AT_MOST = 6;

  private final HuggingFaceHub hub;

  FileChoice(HuggingFaceHub hub) {
    this.hub = hub;
  }

  /** The files of one model: one, or its parts in order. */
  List<RemoteFile> files(ModelReference reference) {
    return switch (reference) {
      case ModelReference.WebFile(URI uri) -> webFiles(uri);
      case ModelReference.RepositoryFile(String repository, String revision, String path) -> {
        GgufName name = new GgufName(RemoteFile.nameOf(path));
        yield name.parts().size() == 1
            ? List.of(
                new RemoteFile(
                    hub.fileUri(repository, revision, path), name.fileName(), repository, -1, ""))
            : parts(repository, revision, path, hub.ggufFiles(repository, revision));
      }
      case ModelReference.Repository(String repository, String revision, String quantization) -> {
        List<HuggingFaceHub.Entry> entries = hub.ggufFiles(repository, revision);
        yield parts(
            repository, revision, choose(repository, quantization, entries).path(), entries);
      }
    };
  }

  private static List<RemoteFile> webFiles(URI uri) {
    String fileName = RemoteFile.nameOf(uri.getPath());
    List<RemoteFile> files = new ArrayList<>();
    for (String part : new GgufName(fileName).parts()) {
      // A part's name differs from the others' in its digits alone, which no address encodes.
      URI partUri =
          part.equals(fileName)
              ? uri
              : URI.create(uri.toString().replace(digits(fileName), digits(part)));
      files.add(new RemoteFile(partUri, part, "", -1, ""));
    }
    return files;
  }

  private static String digits(String partName) {
    return partName.substring(partName.length() - "-00001-of-00002.gguf".length());
  }

  private List<RemoteFile> parts(
      String repository, String revision, String path, List<HuggingFaceHub.Entry> entries) {
    String folder = path.substring(0, path.length() - RemoteFile.nameOf(path).length());
    List<RemoteFile> files = new ArrayList<>();
    for (String part : new GgufName(RemoteFile.nameOf(path)).parts()) {
      HuggingFaceHub.Entry entry =
          entries.stream()
              .filter(candidate -> candidate.path().equals(folder + part))
              .findFirst()
              .orElseThrow(() ->
                  new LlmException.ModelUnavailable(
                      "The repository `%s` has no file `%s`. Choose another of its files."
                          .formatted(repository, folder + part)));
      files.add(
          new RemoteFile(
              hub.fileUri(repository, revision, entry.path()),
              part,
              repository,
              entry.bytes(),
              entry.sha256()));
    }
    return files;
  }

  /** The file of the wanted quantisation, or of the most sensible one there is. */
  static HuggingFaceHub.Entry choose(
      String repository, String quantization, List<HuggingFaceHub.Entry> all) {
    List<HuggingFaceHub.Entry> models =
        all.stream()
            .filter(entry -> isModel(new GgufName(RemoteFile.nameOf(entry.path()))))
            .toList();
    if (models.isEmpty()) {
      throw new LlmException.ModelUnavailable(
          "The repository `%s` holds no GGUF model. Look for one whose name ends in `-GGUF`."
              .formatted(repository));
    }
    if (!quantization.isEmpty()) {
      String wanted = quantization.toUpperCase(Locale.ROOT);
      return only(repository, with(wanted, models))
          .orElseThrow(() ->
              new LlmException.ModelUnavailable(
                  "The repository `%s` has no `%s`. It has %s."
                      .formatted(repository, wanted, quantizations(models))));
    }
    for (String preferred : Quantization.PREFERRED) {
      Optional<HuggingFaceHub.Entry> entry = only(repository, with(preferred, models));
      if (entry.isPresent()) {
        return entry.get();
      }
    }
    return only(repository, models).orElseThrow();
  }

  private static boolean isModel(GgufName name) {
    return !name.isCompanion() && !name.isLaterPart();
  }

  private static List<HuggingFaceHub.Entry> with(
      String quantization, List<HuggingFaceHub.Entry> models) {
    return models.stream()
        .filter(entry -> Quantization.of(RemoteFile.nameOf(entry.path())).equals(quantization))
        .toList();
  }

  private static Optional<HuggingFaceHub.Entry> only(
      String repository, List<HuggingFaceHub.Entry> entries) {
    if (entries.size() > 1) {
      throw new LlmException.ModelUnavailable(
          "The repository `%s` holds several models that fit: %s. Name the file: `%s/FILE.gguf`."
              .formatted(
                  repository,
                  entries.stream()
                      .sorted(Comparator.comparing(HuggingFaceHub.Entry::path))
                      .limit(NAMED_AT_MOST)
                      .map(entry -> "`" + entry.path() + "`")
                      .collect(Collectors.joining(", ")),
                  repository));
    }
    return entries.stream().findFirst();
  }

  private static String quantizations(List<HuggingFaceHub.Entry> models) {
    return models.stream()
        .map(entry -> Quantization.of(RemoteFile.nameOf(entry.path())))
        .filter(quantization -> !quantization.isEmpty())
        .distinct()
        .sorted()
        .map(quantization -> "`" + quantization + "`")
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(", "), text -> text.isEmpty() ? "none that are named" : text));
  }
}
