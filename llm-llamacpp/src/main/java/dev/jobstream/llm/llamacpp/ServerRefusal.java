package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.net.URI;

/** What a server's refusal means and what to do about it. */
final class ServerRefusal {
  private ServerRefusal() {}

  /**
   * The error for an answer that is neither a file nor a wish to wait.
   *
   * @param repository the repository that was asked for; empty if the address is none of Hugging
   *     Face's
   * @see <a href="https://huggingface.co/docs/hub/models-gated">Gated models</a>
   */
  static LlmException of(
      Hops.Answer answer, URI uri, String repository, DownloadSettings settings) {
    int status = answer.status();
    // Hugging Face tells the reason in a header, since its 401 means several things.
    String code = answer.header("X-Error-Code").orElse("");
    return new LlmException.ModelUnavailable(
        repository.isEmpty()
            ? ofAnyServer(status, uri, settings)
            : ofHub(status, code, uri, repository, settings));
  }

  private static String ofHub(
      int status, String code, URI uri, String repository, DownloadSettings settings) {
    String page = settings.endpoint() + "/" + repository;
    boolean hasToken = !settings.token().isEmpty();
    if (code.equals("GatedRepo") || (status == 403 && code.isEmpty())) {
      return hasToken
          ? "The model `%s` is gated, and the account of `HF_TOKEN` has no access to it. Accept its licence with that account at %s"
              .formatted(repository, page)
          : "The model `%s` is gated. Accept its licence at %s and set `HF_TOKEN` to a token of your account."
              .formatted(repository, page);
    }
    if (code.equals("EntryNotFound")) {
      return "The repository `%s` has no file `%s`. See what it has at %s/tree/main"
          .formatted(repository, RemoteFile.nameOf(uri.getPath()), page);
    }
    if (status == 401 || status == 403) {
      return hasToken
          ? "The repository `%s` does not exist, or `HF_TOKEN` gives no access to it (%d). Check the name and the token."
              .formatted(repository, status)
          : "The repository `%s` does not exist or is private (%d). Check the name; if it is private, set `HF_TOKEN`."
              .formatted(repository, status);
    }
    if (status == 404 || status == 410) {
      return "There is no `%s` (%d). Check the name at %s"
          .formatted(Hops.display(uri), status, page);
    }
    return other(status, uri);
  }

  private static String ofAnyServer(int status, URI uri, DownloadSettings settings) {
    if (status == 401 || status == 403) {
      return "The server `%s` refuses `%s` without a login (%d). Download it in a browser and put it into `%s`."
          .formatted(uri.getHost(), Hops.display(uri), status, settings.folder());
    }
    if (status == 404 || status == 410) {
      return "There is no `%s` (%d). Check the address.".formatted(Hops.display(uri), status);
    }
    return other(status, uri);
  }

  private static String other(int status, URI uri) {
    return "The server `%s` answered %d to `%s`. Try again later."
        .formatted(uri.getHost(), status, Hops.display(uri));
  }
}
