package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelDownloadTest {
  private static final String FILE = "m-Q4_K_M.gguf";
  private static final String NAME = "org/repo/" + FILE;
  private static final byte[] CONTENT = GgufFiles.bytes(300_000, 1);

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong();
  private FakeHub hub;
  private String token = "";
  private Duration idleTimeout = Duration.ofSeconds(30);
  private int attempts = 4;
  private DownloadSettings.FreeSpace freeSpace = path -> Long.MAX_VALUE;

  @BeforeEach
  void startHub() throws IOException {
    hub = new FakeHub();
    hub.files.put(FILE, CONTENT);
  }

  @AfterEach
  void stopHub() {
    hub.close();
  }

  @Test
  void aFileIsDownloadedWholeAndNothingElseIsLeft() throws IOException {
    List<DownloadProgress> told = new ArrayList<>();

    DownloadResult result = run(NAME, told::add);

    assertThat(result)
        .isEqualTo(new DownloadResult.Completed(folder.resolve(FILE), CONTENT.length, false));
    assertWhole();
    assertThat(told.getLast().doneBytes()).isEqualTo(CONTENT.length);
    assertThat(told).allMatch(progress -> progress.totalBytes() == CONTENT.length);
    assertThat(told.stream().map(DownloadProgress::doneBytes)).isSorted().hasSizeGreaterThan(3);
  }

  @Test
  void theTokenGoesToTheHubAndNeverToTheStorageHost() {
    token = "hf_secret";

    run(NAME, progress -> {});

    assertThat(hub.seenBy("hub")).isNotEmpty();
    assertThat(hub.seenBy("hub"))
        .allMatch(r -> r.header("Authorization").equals("Bearer hf_secret"));
    assertThat(hub.seenBy("storage")).isNotEmpty();
    assertThat(hub.seenBy("storage")).allMatch(r -> r.header("Authorization").isEmpty());
  }

  @Test
  void aCutInTheMiddleIsResumedWithoutReadingAnythingTwice() throws IOException {
    hub.cuts.add(1);
    hub.cuts.add(123_456);
    hub.cuts.add(100_000);

    run(NAME, progress -> {});

    assertWhole();
    assertThat(hub.seenBy("storage").stream().map(r -> r.header("Range")))
        .containsExactly("", "bytes=1-", "bytes=123457-", "bytes=223457-");
  }

  @Test
  void cutsAnywhereStillGiveTheWholeFile() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 8; round++) {
      Files.deleteIfExists(folder.resolve(FILE));
      hub.cuts.clear();
      for (int cut = 0; cut < 3; cut++) {
        hub.cuts.add(random.nextInt(CONTENT.length / 2));
      }
      String cuts = hub.cuts.toString();
      hub.cutsWhatWasRead = round % 2 == 0;

      run(NAME, progress -> {});

      assertThat(Files.readAllBytes(folder.resolve(FILE)))
          .as("seed %d, cuts %s", seed, cuts)
          .isEqualTo(CONTENT);
    }
  }

  @Test
  void aLaterRunGoesOnWhereAnEarlierOneEnded() throws IOException {
    leavePart(200_000);
    List<DownloadProgress> told = new ArrayList<>();

    run(NAME, told::add);

    assertWhole();
    assertThat(hub.seenBy("storage").getLast().header("Range")).isEqualTo("bytes=200000-");
    assertThat(told.getFirst().phase()).isEqualTo(DownloadProgress.Phase.CHECKING);
  }

  @Test
  void withoutAHashTheServersTagGuardsTheResume() throws IOException {
    hub.tellsLinked = false;
    leavePart(200_000);

    run(NAME, progress -> {});

    assertWhole();
    assertThat(hub.seenBy("storage").getLast().header("If-Range")).isEqualTo("\"storage-1\"");
    assertThat(hub.seenBy("storage").getLast().header("Range")).isEqualTo("bytes=200000-");
  }

  @Test
  void aChangedTagStartsOver() throws IOException {
    hub.tellsLinked = false;
    leavePart(200_000);
    byte[] changed = GgufFiles.bytes(250_000, 2);
    hub.files.put(FILE, changed);
    hub.storageEtag = "\"storage-2\"";

    run(NAME, progress -> {});

    assertThat(folder.resolve(FILE)).hasBinaryContent(changed);
  }

  @Test
  void aChangedHashStartsOverWithoutAskingForARest() throws IOException {
    leavePart(200_000);
    byte[] changed = GgufFiles.bytes(250_000, 2);
    hub.files.put(FILE, changed);

    run(NAME, progress -> {});

    assertThat(folder.resolve(FILE)).hasBinaryContent(changed);
    assertThat(hub.seenBy("storage").getLast().header("Range")).isEmpty();
  }

  @Test
  void aServerThatIgnoresRangesStartsOver() throws IOException {
    hub.ignoresRange = true;
    hub.cuts.add(150_000);

    run(NAME, progress -> {});

    assertWhole();
  }

  @Test
  void aFileWithoutTagOrHashIsNotResumed() throws IOException {
    hub.tellsLinked = false;
    hub.tellsEtag = false;
    hub.cuts.add(150_000);

    run(NAME, progress -> {});

    assertWhole();
    assertThat(hub.seenBy("storage").getLast().header("Range")).isEmpty();
  }

  @Test
  void aPartThatWasWholeAlreadyIsOnlyChecked() throws IOException {
    leavePart(CONTENT.length - 1);
    Files.write(folder.resolve(FILE + ".part"), CONTENT);

    run(NAME, progress -> {});

    assertWhole();
    assertThat(hub.seenBy("storage").getLast().header("Range"))
        .isEqualTo("bytes=" + CONTENT.length + "-");
  }

  @Test
  void aPartThatIsLongerThanTheFileIsThrownAway() throws IOException {
    leavePart(1_000);
    Files.write(folder.resolve(FILE + ".part"), GgufFiles.bytes(400_000, 3));

    run(NAME, progress -> {});

    assertWhole();
  }

  @Test
  void aDamagedPartIsFoundByItsHashAndDeleted() throws IOException {
    leavePart(200_000);
    byte[] damaged = Files.readAllBytes(folder.resolve(FILE + ".part"));
    damaged[100_000] ^= 1;
    Files.write(folder.resolve(FILE + ".part"), damaged);

    assertRefused(NAME, "The download of `%s` arrived damaged: its SHA-256 is `".formatted(FILE));

    assertFolderHasOnlyLocks();
    run(NAME, progress -> {});
    assertWhole();
  }

  @Test
  void aWrongHashIsToldAndNothingIsKept() throws IOException {
    hub.wrongHash = "a".repeat(64);

    assertThatThrownBy(() -> run(NAME, progress -> {}))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessage(
            "The download of `%s` arrived damaged: its SHA-256 is `%s`, the server had announced `%s`. It is deleted; download it again."
                .formatted(FILE, FakeHub.sha256(CONTENT), "a".repeat(64)));

    assertFolderHasOnlyLocks();
  }

  @Test
  void aServerThatAlwaysCutsIsGivenUpAndThePartIsKept() throws IOException {
    for (int i = 0; i < attempts; i++) {
      hub.cuts.add(1_000);
    }

    assertThatThrownBy(() -> run(NAME, progress -> {}))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageStartingWith(
            "The download of `%s/org/repo/resolve/main/%s` broke off 4 times in a row after 4.0 kB of 300.0 kB ("
                .formatted(hub.endpoint(), FILE))
        .hasMessageEndingWith("Run it again later: it goes on where it ended.");

    assertThat(folder.resolve(FILE)).doesNotExist();
    assertThat(folder.resolve(FILE + ".part")).hasSize(4_000);
    run(NAME, progress -> {});
    assertWhole();
  }

  @Test
  void aFileShorterThanAnnouncedIsNotTaken() {
    byte[] half = GgufFiles.bytes(1_000, 1);
    for (int i = 0; i < attempts; i++) {
      hub.hubAnswers.add(exchange -> {
        exchange.getResponseHeaders().set("X-Linked-Size", "300000");
        exchange.getResponseHeaders().set("X-Linked-Etag", FakeHub.sha256(CONTENT));
        exchange.sendResponseHeaders(200, half.length);
        exchange.getResponseBody().write(half);
      });
    }

    assertRefused(NAME, "The download of `" + hub.endpoint());

    assertThat(folder.resolve(FILE)).doesNotExist();
  }

  @Test
  void aFileLongerThanAnnouncedIsNotTaken() throws IOException {
    hub.hubAnswers.add(exchange -> {
      exchange.getResponseHeaders().set("X-Linked-Size", "1000");
      exchange.getResponseHeaders().set("X-Linked-Etag", FakeHub.sha256(CONTENT));
      exchange.sendResponseHeaders(200, CONTENT.length);
      exchange.getResponseBody().write(CONTENT);
    });

    assertRefused(
        NAME, "The server `127.0.0.1` sends more for `%s` than the 1.0 kB".formatted(FILE));

    assertFolderHasOnlyLocks();
  }

  @Test
  void aBodyInChunksIsTakenByItsEnd() throws IOException {
    hub.tellsLinked = false;
    hub.isChunked = true;

    run(NAME, progress -> {});

    assertWhole();
  }

  @Test
  void aStalledServerIsLeftAfterTheIdleTimeout() throws IOException {
    idleTimeout = Duration.ofMillis(300);
    hub.stallsAfter = 10_000;
    AtomicReference<DownloadProgress> waiting = new AtomicReference<>();

    download(NAME)
        .run(progress -> {
          if (progress.phase() == DownloadProgress.Phase.WAITING) {
            waiting.set(progress);
            hub.stallsAfter = -1;
          }
        });

    assertWhole();
    assertThat(waiting.get().doneBytes()).isEqualTo(10_000);
  }

  @Test
  void aBusyServerIsAskedAgain() throws IOException {
    hub.hubAnswers.add(FakeHub.text(503, "", Map.of()));
    hub.hubAnswers.add(FakeHub.text(429, "", Map.of("Retry-After", "0")));

    run(NAME, progress -> {});

    assertWhole();
  }

  @Test
  void aCancelFromAnotherThreadEndsAStalledDownloadAndKeepsThePart() throws Exception {
    hub.stallsAfter = 100_000;
    ModelDownload download = download(NAME);
    CompletableFuture<DownloadResult> result =
        CompletableFuture.supplyAsync(() ->
            download.run(progress -> {
              if (progress.doneBytes() == 100_000) {
                Thread.ofVirtual().start(download::cancel);
              }
            }));

    assertThat(result.get()).isEqualTo(new DownloadResult.Cancelled(100_000));
    assertThat(folder.resolve(FILE)).doesNotExist();

    hub.stallsAfter = -1;
    run(NAME, progress -> {});
    assertWhole();
    assertThat(hub.seenBy("storage").getLast().header("Range")).isEqualTo("bytes=100000-");
  }

  @Test
  void aCancelBeforeTheRunEndsItAtOnce() {
    ModelDownload download = download(NAME);
    download.cancel();

    assertThat(download.run(progress -> {})).isEqualTo(new DownloadResult.Cancelled(0));
    assertThat(hub.seen).isEmpty();
  }

  @Test
  void anInterruptIsACancelAndStaysSet() throws Exception {
    hub.stallsAfter = 100_000;
    AtomicReference<DownloadResult> result = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              result.set(run(NAME, progress -> {}));
              flag.set(Thread.currentThread().isInterrupted());
            });
    hub.stalled.await();
    thread.interrupt();
    thread.join();

    assertThat(result.get()).isInstanceOf(DownloadResult.Cancelled.class);
    assertThat(flag.get()).isTrue();
    assertThat(folder.resolve(FILE)).doesNotExist();
  }

  @Test
  void whatTheListenerThrowsEndsTheDownloadAndKeepsThePart() throws IOException {
    assertThatThrownBy(() ->
            download(NAME)
                .run(progress -> {
                  throw new IllegalStateException("from the listener");
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("from the listener");

    assertThat(folder.resolve(FILE)).doesNotExist();
    run(NAME, progress -> {});
    assertWhole();
  }

  @Test
  void tooLittleSpaceIsToldBeforehandWithBothNumbers() {
    freeSpace = path -> 123_000;

    assertRefused(
        NAME,
        "The download of `%s` needs 300.0 kB more, the disk of `%s` has 123.0 kB free."
            .formatted(FILE, folder));
  }

  @Test
  void whatIsThereAlreadyNeedsNoSpace() throws IOException {
    leavePart(200_000);
    freeSpace = path -> 100_000;

    run(NAME, progress -> {});

    assertWhole();
  }

  @Test
  void aSecondDownloadOfTheSameFileIsRefused() throws Exception {
    hub.stallsAfter = 1_000;
    ModelDownload first = download(NAME);
    CompletableFuture<DownloadResult> result =
        CompletableFuture.supplyAsync(() -> first.run(progress -> {}));
    hub.stalled.await();

    assertRefused(NAME, "Another download of `%s` is under way.".formatted(FILE));

    first.cancel();
    assertThat(result.get()).isInstanceOf(DownloadResult.Cancelled.class);
  }

  @Test
  void aFileThatIsThereIsNotDownloadedAgain() {
    run(NAME, progress -> {});
    int asked = hub.seenBy("storage").size();

    DownloadResult result = run(NAME, progress -> {});

    assertThat(result)
        .isEqualTo(new DownloadResult.Completed(folder.resolve(FILE), CONTENT.length, true));
    assertThat(hub.seenBy("storage")).hasSize(asked + 1);
  }

  @Test
  void anotherFileOfTheSameNameIsNotOverwritten() throws IOException {
    byte[] mine = GgufFiles.bytes(CONTENT.length, 9);
    Files.write(folder.resolve(FILE), mine);

    assertRefused(
        NAME,
        "The file `%s` is there already and is not the one to download. Rename or delete it."
            .formatted(folder.resolve(FILE)));

    assertThat(folder.resolve(FILE)).hasBinaryContent(mine);
  }

  @Test
  void aDownloadRunsOnce() {
    ModelDownload download = download(NAME);
    download.run(progress -> {});

    assertThatThrownBy(() -> download.run(progress -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  private void leavePart(int bytes) {
    hub.cuts.add(bytes);
    int before = attempts;
    attempts = 1;
    assertRefused(NAME, "The download of `" + hub.endpoint());
    attempts = before;
    assertThat(folder.resolve(FILE + ".part")).hasSize(bytes);
  }

  private void assertRefused(String name, String messageStart) {
    assertThatThrownBy(() -> run(name, progress -> {}))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageStartingWith(messageStart);
  }

  private void assertWhole() throws IOException {
    assertThat(folder.resolve(FILE)).hasBinaryContent(CONTENT);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(FILE, ".locks");
    }
  }

  private void assertFolderHasOnlyLocks() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly(".locks");
    }
  }

  private ModelDownload download(String name) {
    return new ModelDownload(
        name,
        new DownloadSettings(
            hub.endpointUri(),
            token,
            folder,
            idleTimeout,
            attempts,
            Duration.ofMillis(1),
            freeSpace,
            // A second between two looks at the clock, so that every step is told.
            () -> clock.addAndGet(1_000_000_000)));
  }

  private DownloadResult run(String name, DownloadListener listener) {
    return download(name)
        .run(progress -> {
          hub.clientHas(progress.doneBytes());
          listener.onProgress(progress);
        });
  }
}
