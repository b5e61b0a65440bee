package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.DownloadProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ModelDownloadTest extends DownloadTestCase {
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

    run(NAME);

    assertThat(hub.seenBy("hub")).isNotEmpty();
    assertThat(hub.seenBy("hub"))
        .allMatch(r -> r.header("Authorization").equals("Bearer hf_secret"));
    assertThat(hub.seenBy("storage")).isNotEmpty();
    assertThat(hub.seenBy("storage")).allMatch(r -> r.header("Authorization").isEmpty());
  }

  @Test
  void aWrongHashIsToldAndNothingIsKept() throws IOException {
    hub.wrongHash = "a".repeat(64);

    assertRefused(NAME)
        .hasMessage(
            "The download of `%s` arrived damaged: its SHA-256 is `%s`, the server had announced `%s`. It is deleted; download it again."
                .formatted(FILE, FakeHub.sha256(CONTENT), "a".repeat(64)));

    assertNothingKept();
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

    assertRefused(NAME).hasMessageStartingWith("The download of `" + hub.endpoint());

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

    assertRefused(NAME)
        .hasMessageStartingWith(
            "The server `127.0.0.1` sends more for `%s` than the 1.0 kB".formatted(FILE));

    assertNothingKept();
  }

  @Test
  void aBodyInChunksIsTakenByItsEnd() throws IOException {
    hub.tellsLinked = false;
    hub.isChunked = true;

    run(NAME);

    assertWhole();
  }

  @Test
  void aStalledServerIsLeftAfterTheIdleTimeout() throws IOException {
    idleTimeout = Duration.ofSeconds(1);
    hub.stallsAfter = 10_000;
    AtomicReference<DownloadProgress> waiting = new AtomicReference<>();

    download(NAME)
        .run(progress -> {
          if (progress.phase() == DownloadProgress.Phase.WAITING
              && progress.doneBytes() == 10_000) {
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

    run(NAME);

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
    run(NAME);
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
              result.set(run(NAME));
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
    run(NAME);
    assertWhole();
  }

  @Test
  void tooLittleSpaceIsToldBeforehandWithBothNumbers() {
    freeSpace = path -> 123_000;

    assertRefused(NAME)
        .hasMessageStartingWith(
            "The download of `%s` needs 300.0 kB more, the disk of `%s` has 123.0 kB free."
                .formatted(FILE, folder));
  }

  @Test
  void aSecondDownloadOfTheSameFileIsRefused() throws Exception {
    hub.stallsAfter = 1_000;
    ModelDownload first = download(NAME);
    CompletableFuture<DownloadResult> result =
        CompletableFuture.supplyAsync(() -> first.run(progress -> {}));
    hub.stalled.await();

    assertRefused(NAME)
        .hasMessageStartingWith("Another download of `%s` is under way.".formatted(FILE));

    first.cancel();
    assertThat(result.get()).isInstanceOf(DownloadResult.Cancelled.class);
  }

  @Test
  void aFileThatIsThereIsNotDownloadedAgain() {
    run(NAME);
    int asked = hub.seenBy("storage").size();

    DownloadResult result = run(NAME);

    assertThat(result)
        .isEqualTo(new DownloadResult.Completed(folder.resolve(FILE), CONTENT.length, true));
    assertThat(hub.seenBy("storage")).hasSize(asked + 1);
  }

  @Test
  void anotherFileOfTheSameNameIsNotOverwritten() throws IOException {
    byte[] mine = GgufFiles.bytes(CONTENT.length, 9);
    Files.write(folder.resolve(FILE), mine);

    assertRefused(NAME)
        .hasMessageStartingWith(
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
}
