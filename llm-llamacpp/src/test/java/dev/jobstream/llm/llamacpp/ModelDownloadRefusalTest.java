package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a user reads when a server does not give the model. */
class ModelDownloadRefusalTest extends DownloadTestCase {
  private static final String GONE = "org/repo/m.gguf";

  @Test
  void aGatedModelIsToldWithWhereToAcceptItsLicence() {
    hub.hubAnswers.add(FakeHub.text(401, "", Map.of("X-Error-Code", "GatedRepo")));

    assertRefused(GONE)
        .hasMessage(
            "The model `org/repo` is gated. Accept its licence at %s/org/repo and set `HF_TOKEN` to a token of your account."
                .formatted(hub.endpoint()));
  }

  @Test
  void aGatedModelWithATokenNamesTheAccountAndNeverTheToken() {
    token = "hf_secret";
    hub.hubAnswers.add(FakeHub.text(403, "", Map.of("X-Error-Code", "GatedRepo")));

    assertRefused(GONE)
        .hasMessageStartingWith(
            "The model `org/repo` is gated, and the account of `HF_TOKEN` has no access to it.")
        .hasMessageNotContaining("hf_secret");
  }

  @Test
  void aPrivateOrMissingRepositoryIsTold() {
    hub.hubAnswers.add(FakeHub.text(401, "", Map.of("X-Error-Code", "RepoNotFound")));

    assertRefused(GONE)
        .hasMessage(
            "The repository `org/repo` does not exist or is private (401). Check the name; if it is private, set `HF_TOKEN`.");
  }

  @Test
  void aMissingFileIsToldWithWhereTheFilesAre() {
    hub.hubAnswers.add(FakeHub.text(404, "", Map.of("X-Error-Code", "EntryNotFound")));

    assertRefused(GONE)
        .hasMessage(
            "The repository `org/repo` has no file `m.gguf`. See what it has at %s/org/repo/tree/main"
                .formatted(hub.endpoint()));
  }

  @Test
  void anythingElseThatIsMissingIsTold() {
    assertRefused(GONE).hasMessageContaining("/org/repo/resolve/main/m.gguf` (404).");
    assertRefused(hub.storageAddress("gone.gguf") + "?signature=secret")
        .hasMessage(
            "There is no `%s` (404). Check the address."
                .formatted(hub.storageAddress("gone.gguf")));
  }

  @Test
  void aRedirectInCirclesIsToldAfterAFewHops() {
    for (int i = 0; i < 20; i++) {
      hub.hubAnswers.add(
          FakeHub.text(302, "", Map.of("Location", "/org/repo/resolve/main/m.gguf")));
    }

    assertRefused(GONE).hasMessageContaining("in circles");
    assertThat(hub.seen).hasSize(10);
  }

  @Test
  void aRedirectToSomethingOtherThanTheWebIsRefused() {
    hub.hubAnswers.add(FakeHub.text(302, "", Map.of("Location", "file:///etc/passwd")));

    assertRefused(GONE).hasMessageContaining("an address that is not safe");
  }

  @Test
  void aRelativeRedirectIsFollowedWithTheToken() throws IOException {
    token = "hf_secret";
    hub.files.put("m.gguf", GgufFiles.bytes(100, 1));
    hub.hubAnswers.add(
        FakeHub.text(307, "", Map.of("Location", "/org/renamed/resolve/main/m.gguf")));

    run(GONE);

    assertThat(folder.resolve("m.gguf")).hasSize(100);
    assertThat(hub.seenBy("hub").getLast().path()).isEqualTo("/org/renamed/resolve/main/m.gguf");
    assertThat(hub.seenBy("hub").getLast().header("Authorization")).isEqualTo("Bearer hf_secret");
  }

  @Test
  void whatIsNoModelIsNotKept() throws IOException {
    hub.hubAnswers.add(
        FakeHub.text(
            200,
            "<html>Please log in to this network</html>",
            Map.of("Content-Type", "text/html")));

    assertRefused(GONE)
        .hasMessageContaining("is not a GGUF model but `text/html`. Check the address.");
    assertNothingKept();
  }

  @Test
  void anEmptyFileIsNotTaken() throws IOException {
    hub.hubAnswers.add(exchange -> {
      exchange.getResponseHeaders().set("X-Linked-Size", "0");
      exchange.getResponseHeaders().set("X-Linked-Etag", FakeHub.sha256(new byte[0]));
      exchange.sendResponseHeaders(200, -1);
    });

    assertRefused(GONE).hasMessageContaining("is not a GGUF model");
    assertNothingKept();
  }

  @Test
  void aServerThatIsNotThereIsToldAtOnceWithItsName() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ModelDownload download =
        new ModelDownload(GONE, settings(URI.create("http://127.0.0.1:" + port)));

    assertThatThrownBy(() -> download.run(progress -> {}))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageStartingWith("The server `127.0.0.1` cannot be reached (")
        .hasMessageEndingWith(
            "Check the network, or set `HF_ENDPOINT` to a mirror; with a model on this machine Jobstream needs no network.");
  }

  @Test
  void aServerThatIsAlwaysBusyIsGivenUp() {
    for (int i = 0; i < attempts; i++) {
      hub.hubAnswers.add(FakeHub.text(503, "", Map.of()));
    }

    assertRefused(GONE)
        .hasMessageContaining("broke off 4 times in a row")
        .hasMessageContaining("the server answered 503");
  }

  @Test
  void aFolderThatCannotBeMadeIsTold() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("file"), "");
    DownloadSettings settings =
        DownloadSettings.of(Map.of("HF_ENDPOINT", hub.endpoint()), inTheWay.resolve("models"));

    assertThatThrownBy(() -> new ModelDownload(GONE, settings).run(progress -> {}))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageStartingWith(
            "The models folder `%s` cannot be made".formatted(inTheWay.resolve("models")));
  }

  @Test
  void variablesThatCannotBeMeantAreRefusedWithoutTheirSecrets() {
    assertThatThrownBy(() -> DownloadSettings.of(Map.of("HF_TOKEN", "hf_sec ret"), folder))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageContaining("`HF_TOKEN` holds characters that no token has")
        .hasMessageNotContaining("hf_sec");
    assertThatThrownBy(
            () -> DownloadSettings.of(Map.of("HF_ENDPOINT", "https://me:pass@mirror"), folder))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageContaining("`HF_ENDPOINT`")
        .hasMessageNotContaining("pass");
    assertThat(DownloadSettings.of(Map.of("HF_TOKEN", "hf_secret"), folder).toString())
        .doesNotContain("hf_secret");
    assertThat(
            DownloadSettings.of(Map.of("HF_ENDPOINT", "https://mirror.example/"), folder)
                .endpoint())
        .hasToString("https://mirror.example");
  }
}
