package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a model is to be downloaded from. */
sealed interface ModelReference {

  /**
   * A repository at Hugging Face, of which one file is to be chosen.
   *
   * @param quantization the quantisation wanted; empty for a sensible one
   */
  record Repository(String repository, String revision, String quantization)
      implements ModelReference {}

  /** A file of a repository at Hugging Face. */
  record RepositoryFile(String repository, String revision, String path)
      implements ModelReference {}

  /** A file anywhere else. */
  record WebFile(URI uri) implements ModelReference {}

  String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";
  Pattern REPOSITORY_NAME = Pattern.compile("(%1$s/%1$s)(?::([A-Za-z0-9_-]+))?".formatted(NAME));
  Pattern REPOSITORY_FILE = Pattern.compile("(%1$s/%1$s)/(.+)".formatted(NAME));
  Pattern PAGE =
      Pattern.compile(
          "(%1$s/%1$s)(?:/(resolve|blob|raw|tree)/([^/]+)(?:/(.+))?)?/?".formatted(NAME));
  List<String> HUB_HOSTS = List.of("huggingface.co", "www.huggingface.co", "hf.co");

  /**
   * Reads what a user typed.
   *
   * @param endpoint the Hugging Face server in use; pages of it are understood too
   * @throws LlmException.ModelUnavailable if it is none of the known forms
   */
  static ModelReference parse(String typed, URI endpoint) {
    String name = typed.strip();
    if (name.regionMatches(true, 0, "http://", 0, 7)
        || name.regionMatches(true, 0, "https://", 0, 8)) {
      return parseUrl(name, endpoint);
    }
    for (String host : HUB_HOSTS) {
      if (name.startsWith(host + "/")) {
        return parseUrl("https://" + name, endpoint);
      }
    }
    int colon = name.indexOf(':');
    Optional<SuggestedModel> suggested =
        SuggestedModel.named(colon < 0 ? name : name.substring(0, colon));
    if (suggested.isPresent()) {
      return new Repository(
          suggested.get().repository(),
          "main",
          colon < 0 ? suggested.get().quantization() : name.substring(colon + 1));
    }
    Matcher repository = REPOSITORY_NAME.matcher(name);
    if (repository.matches()) {
      String quantization = repository.group(2);
      return new Repository(repository.group(1), "main", quantization == null ? "" : quantization);
    }
    Matcher file = REPOSITORY_FILE.matcher(name);
    if (file.matches() && isGguf(file.group(2))) {
      return new RepositoryFile(file.group(1), "main", file.group(2));
    }
    throw new LlmException.ModelUnavailable(
        "The name `%s` is none that a model can be downloaded by. Write one of %s, `organisation/repository`, `organisation/repository:Q4_K_M`, or the address of a GGUF file."
            .formatted(name, nearestSuggested(name)));
  }

  private static ModelReference parseUrl(String url, URI endpoint) {
    URI uri;
    try {
      uri = new URI(url.replace(" ", "%20"));
    } catch (URISyntaxException e) {
      throw new LlmException.ModelUnavailable(
          "The address `%s` is not valid (%s). Copy it anew from the browser."
              .formatted(withoutQuery(url), e.getReason()));
    }
    if (uri.getHost() == null) {
      throw new LlmException.ModelUnavailable(
          "The address `%s` names no host. Copy it anew from the browser."
              .formatted(withoutQuery(url)));
    }
    if (uri.getRawUserInfo() != null) {
      throw new LlmException.ModelUnavailable(
          "The address at `%s` holds a user name or password. Leave it out; for Hugging Face set `HF_TOKEN`."
              .formatted(uri.getHost()));
    }
    String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/+", "");
    boolean isHub = HUB_HOSTS.contains(uri.getHost().toLowerCase(Locale.ROOT));
    if (isHub || Hops.sameOrigin(uri, endpoint)) {
      Matcher page = PAGE.matcher(withoutPrefix(path, endpoint));
      if (page.matches()) {
        String revision = page.group(3) == null ? "main" : page.group(3);
        String file = page.group(4);
        if (file != null && isGguf(file)) {
          return new RepositoryFile(page.group(1), revision, file);
        }
        if (file == null || "tree".equals(page.group(2))) {
          return new Repository(page.group(1), revision, "");
        }
      }
    }
    if (!isGguf(path)) {
      throw new LlmException.ModelUnavailable(
          "The address `%s` is not that of a GGUF file. Copy the address of a file whose name ends in `.gguf`."
              .formatted(Hops.display(uri)));
    }
    return new WebFile(uri);
  }

  private static String withoutPrefix(String path, URI endpoint) {
    String prefix = endpoint.getPath() == null ? "" : endpoint.getPath().replaceFirst("^/+", "");
    return !prefix.isEmpty() && path.startsWith(prefix + "/")
        ? path.substring(prefix.length() + 1)
        : path;
  }

  private static boolean isGguf(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".gguf");
  }

  private static String withoutQuery(String url) {
    // A query may hold a signature, a user part a password.
    return url.replaceFirst("[?#].*", "").replaceFirst("//[^/@]*@", "//");
  }

  private static String nearestSuggested(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SuggestedModel.all().stream()
        .map(SuggestedModel::name)
        .sorted(Comparator.comparingInt(known -> EditDistance.between(lower, known)))
        .limit(3)
        .map(known -> "`" + known + "`")
        .collect(Collectors.joining(", "));
  }
}
