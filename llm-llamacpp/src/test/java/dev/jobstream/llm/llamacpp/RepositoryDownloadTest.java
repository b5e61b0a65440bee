package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.DownloadProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Downloads of what a repository lists. */
class RepositoryDownloadTest extends DownloadTestCase {
  @Test
  void aSensibleQuantisationIsChosenFromAllPagesOfTheList() {
    put("M-Q8_0.gguf", 300);
    put("M-Q4_K_M.gguf", 200);
    put("mmproj-M-f16.gguf", 100);
    hub.hubAnswers.add(
        FakeHub.text(
            200,
            list("M-Q8_0.gguf", "mmproj-M-f16.gguf"),
            Map.of("Link", "<" + hub.endpoint() + "/page2>; rel=\"next\"")));
    hub.hubAnswers.add(FakeHub.text(200, list("M-Q4_K_M.gguf"), Map.of()));

    DownloadResult result = run("org/repo");

    assertThat(result)
        .isEqualTo(new DownloadResult.Completed(folder.resolve("M-Q4_K_M.gguf"), 200, false));
    assertThat(hub.seenBy("hub").stream().map(FakeHub.Seen::path))
        .containsExactly(
            "/api/models/org/repo/tree/main?recursive=1",
            "/page2",
            "/org/repo/resolve/main/M-Q4_K_M.gguf");
  }

  @Test
  void anotherServersNextPageIsNotAsked() {
    put("M-Q4_K_M.gguf", 200);
    hub.hubAnswers.add(
        FakeHub.text(
            200,
            list("M-Q4_K_M.gguf"),
            Map.of("Link", "<" + hub.storageAddress("list") + ">; rel=\"next\"")));

    run("org/repo");

    assertThat(hub.seenBy("storage").stream().map(FakeHub.Seen::path))
        .noneMatch(path -> path.contains("list"));
  }

  @Test
  void theQuantisationCanBeNamed() {
    put("M-Q8_0.gguf", 300);
    put("M-Q4_K_M.gguf", 200);
    hub.hubAnswers.add(FakeHub.text(200, list("M-Q8_0.gguf", "M-Q4_K_M.gguf"), Map.of()));

    assertThat(run("org/repo:q8_0"))
        .isEqualTo(new DownloadResult.Completed(folder.resolve("M-Q8_0.gguf"), 300, false));
  }

  @Test
  void theHashOfTheListIsCheckedWhereTheRedirectTellsNone() {
    put("M-Q4_K_M.gguf", 200);
    hub.tellsLinked = false;
    String list = list("M-Q4_K_M.gguf");
    hub.files.put("M-Q4_K_M.gguf", GgufFiles.bytes(200, 99));
    hub.hubAnswers.add(FakeHub.text(200, list, Map.of()));

    assertRefused("org/repo").hasMessageContaining("arrived damaged");
  }

  @Test
  void aModelInPartsIsDownloadedWithAllOfThemAndOneProgress() {
    put("Big-Q4_K_M-00001-of-00003.gguf", 1_000);
    put("Big-Q4_K_M-00002-of-00003.gguf", 2_000);
    put("Big-Q4_K_M-00003-of-00003.gguf", 3_000);
    hub.hubAnswers.add(
        FakeHub.text(
            200,
            list(
                "Big-Q4_K_M-00001-of-00003.gguf",
                "Big-Q4_K_M-00002-of-00003.gguf",
                "Big-Q4_K_M-00003-of-00003.gguf"),
            Map.of()));
    List<DownloadProgress> told = new ArrayList<>();

    DownloadResult result = download("org/repo").run(told::add);

    Path first = folder.resolve("Big-Q4_K_M-00001-of-00003.gguf");
    assertThat(result).isEqualTo(new DownloadResult.Completed(first, 6_000, false));
    assertThat(GgufName.wholeBytes(first)).contains(6_000L);
    assertThat(told).allMatch(progress -> progress.totalBytes() == 6_000);
    assertThat(told.stream().map(DownloadProgress::doneBytes)).isSorted().endsWith(6_000L);
  }

  @Test
  void theSpaceForAllPartsIsAskedBeforeTheFirst() {
    put("Big-Q4_K_M-00001-of-00002.gguf", 1_000);
    put("Big-Q4_K_M-00002-of-00002.gguf", 2_000);
    hub.hubAnswers.add(
        FakeHub.text(
            200,
            list("Big-Q4_K_M-00001-of-00002.gguf", "Big-Q4_K_M-00002-of-00002.gguf"),
            Map.of()));
    freeSpace = path -> 2_500;

    assertRefused("org/repo")
        .hasMessageContaining("needs 3.0 kB more")
        .hasMessageContaining("has 2.5 kB free");
  }

  @Test
  void thePartsOfAWebAddressAreFoundByTheirNumbers() {
    put("Big-00001-of-00002.gguf", 1_000);
    put("Big-00002-of-00002.gguf", 2_000);

    DownloadResult result =
        download(hub.storageAddress("Big-00002-of-00002.gguf")).run(progress -> {});

    assertThat(result)
        .isEqualTo(
            new DownloadResult.Completed(folder.resolve("Big-00001-of-00002.gguf"), 3_000, false));
    assertThat(hub.seenBy("hub")).isEmpty();
  }

  @Test
  void theAddressOfAPageOfTheHubIsUnderstood() {
    put("M-Q4_K_M.gguf", 200);

    download(hub.endpoint() + "/org/repo/blob/main/sub/M-Q4_K_M.gguf?download=true")
        .run(progress -> {});

    assertThat(hub.seenBy("hub").getFirst().path())
        .isEqualTo("/org/repo/resolve/main/sub/M-Q4_K_M.gguf");
    assertThat(folder.resolve("M-Q4_K_M.gguf")).hasSize(200);
  }

  @Test
  void aServerThatAnswersWithAPageIsNoHub() {
    hub.hubAnswers.add(FakeHub.text(200, "<html>log in</html>", Map.of()));

    assertRefused("org/repo")
        .hasMessage(
            "The server `127.0.0.1` does not answer as Hugging Face does. Check `HF_ENDPOINT`, or the network's login page.");
  }

  private void put(String name, int bytes) {
    hub.files.put(name, GgufFiles.bytes(bytes, name.hashCode()));
  }

  private String list(String... names) {
    return Arrays.stream(names)
        .map(this::entry)
        .collect(
            Collectors.joining(
                ",", "[{\"type\": \"directory\", \"path\": \"sub.gguf\", \"size\": 0},", "]"));
  }

  private String entry(String name) {
    byte[] content = hub.files.getOrDefault(name, new byte[0]);
    return """
    {"type": "file", "oid": "0123", "path": "%s", "size": 135,
     "lfs": {"oid": "%s", "size": %d, "pointerSize": 135}}
    """
        .formatted(name, FakeHub.sha256(content), content.length);
  }
}
