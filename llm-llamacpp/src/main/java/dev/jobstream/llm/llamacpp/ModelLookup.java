package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a name means among the found models. */
final class ModelLookup {
  private static final int NAMED_AT_MOST = 5;

  private final List<FoundModel> models;
  private final Path userHome;
  private final Path modelsFolder;

  ModelLookup(List<FoundModel> models, Path userHome, Path modelsFolder) {
    this.models = models;
    this.userHome = userHome;
    this.modelsFolder = modelsFolder;
  }

  FoundModel find(String idOrPath) {
    String name = idOrPath.strip();
    if (name.isEmpty()) {
      throw new LlmException.ModelUnavailable(
          "The model's name is empty. Name a model's id or the path of a GGUF file.");
    }
    String id = name.toLowerCase(Locale.ROOT);
    Optional<FoundModel> exact = models.stream().filter(model -> model.id().equals(id)).findFirst();
    if (exact.isPresent()) {
      return exact.get();
    }
    Optional<Path> path = path(name);
    if (path.isPresent() && isMeant(name, path.get())) {
      return atPath(path.get());
    }
    // From the strictest reading to the loosest; the first that fits any model decides.
    for (Predicate<FoundModel> reading :
        List.<Predicate<FoundModel>>of(
            model -> withoutSource(model).equals(id),
            model -> model.id().startsWith(id),
            model -> withoutSource(model).startsWith(id))) {
      List<FoundModel> matches = models.stream().filter(reading).toList();
      if (!matches.isEmpty()) {
        return onlyOne(name, matches);
      }
    }
    if (looksLikePath(name)) {
      throw new LlmException.ModelUnavailable(
          "The model file `%s` does not exist. Correct the path, or name a model's id%s."
              .formatted(path.map(Path::toString).orElse(name), examples(id)));
    }
    throw new LlmException.ModelUnavailable(
        models.isEmpty()
            ? "There is no model `%s`, nor any other on this machine. Put a GGUF file into `%s`, or get one with `jobstream models pull qwen3-1.7b`."
                .formatted(name, modelsFolder)
            : "There is no model `%s` on this machine. The nearest are %s; get another with `jobstream models pull`."
                .formatted(name, list(nearest(id))));
  }

  private static FoundModel onlyOne(String name, List<FoundModel> matches) {
    // Two names of one file are no choice.
    if (matches.stream().map(model -> ModelFinder.realPath(model.file())).distinct().count() == 1) {
      return matches.getFirst();
    }
    String more =
        matches.size() > NAMED_AT_MOST
            ? " and %d more".formatted(matches.size() - NAMED_AT_MOST)
            : "";
    throw new LlmException.ModelUnavailable(
        "The name `%s` fits %d models: %s%s. Write more of the one you mean."
            .formatted(
                name, matches.size(), list(matches.stream().limit(NAMED_AT_MOST).toList()), more));
  }

  private FoundModel atPath(Path path) {
    Path real = ModelFinder.realPath(path);
    for (FoundModel model : models) {
      if (ModelFinder.realPath(model.file()).equals(real)) {
        return model;
      }
    }
    GgufName name = GgufName.of(path);
    if (Files.isDirectory(path)) {
      throw new LlmException.ModelUnavailable(
          "The model `%s` is a folder. Name the GGUF file in it.".formatted(path));
    }
    if (!Files.isReadable(path)) {
      throw new LlmException.ModelUnavailable(
          "The model file `%s` cannot be read. Check its permissions.".formatted(path));
    }
    if (name.isLaterPart()) {
      throw new LlmException.ModelUnavailable(
          "The file `%s` is a later part of a model. Name its first part, `%s`."
              .formatted(path, name.parts().getFirst()));
    }
    long bytes =
        GgufName.wholeBytes(path)
            .orElseThrow(() ->
                new LlmException.ModelUnavailable(
                    "The file `%s` is not a GGUF model, or one of its parts is missing. Download it again."
                        .formatted(path)));
    return new FoundModel(name.stem(), path, "file", bytes);
  }

  /** A word that happens to name a folder or a text file here is still a word. */
  private static boolean isMeant(String name, Path path) {
    return looksLikePath(name)
        ? Files.exists(path)
        : Files.isRegularFile(path) && GgufName.hasMagic(path);
  }

  private Optional<Path> path(String name) {
    try {
      return Optional.of(
          name.startsWith("~/") ? userHome.resolve(name.substring(2)) : Path.of(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean looksLikePath(String name) {
    return name.startsWith("/")
        || name.startsWith("./")
        || name.startsWith("../")
        || name.startsWith("~/")
        || name.contains("\\")
        || name.toLowerCase(Locale.ROOT).endsWith(".gguf");
  }

  private static String withoutSource(FoundModel model) {
    for (ModelSource source : ModelSource.values()) {
      if (source.title().equals(model.source())) {
        return model.id().substring(source.idPrefix().length());
      }
    }
    return model.id();
  }

  private String examples(String id) {
    return models.isEmpty() ? "" : " such as " + list(nearest(id));
  }

  private List<FoundModel> nearest(String id) {
    return models.stream()
        .sorted(Comparator.comparingInt(model -> distance(id, model)))
        .limit(3)
        .toList();
  }

  private static int distance(String id, FoundModel model) {
    return Math.min(
        EditDistance.between(id, model.id()), EditDistance.between(id, withoutSource(model)));
  }

  private static String list(List<FoundModel> models) {
    return models.stream().map(model -> "`" + model.id() + "`").collect(Collectors.joining(", "));
  }
}
