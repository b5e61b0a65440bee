package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.DownloadListener;
import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub, a folder and the settings of a download. */
@Timeout(60)
abstract class DownloadTestCase {
  static final String FILE = "m-Q4_K_M.gguf";
  static final String NAME = "org/repo/" + FILE;
  static final byte[] CONTENT = GgufFiles.bytes(300_000, 1);

  @TempDir Path folder;
  FakeHub hub;
  String token = "";
  Duration idleTimeout = Duration.ofSeconds(30);
  int attempts = 4;
  DownloadSettings.FreeSpace freeSpace = path -> Long.MAX_VALUE;
  private final AtomicLong clock = new AtomicLong();

  @BeforeEach
  void startHub() throws IOException {
    hub = new FakeHub();
    hub.files.put(FILE, CONTENT);
  }

  @AfterEach
  void stopHub() {
    hub.close();
  }

  ModelDownload download(String name) {
    return new ModelDownload(name, settings(hub.endpointUri()));
  }

  DownloadSettings settings(URI endpoint) {
    return new DownloadSettings(
        endpoint,
        token,
        folder,
        idleTimeout,
        attempts,
        Duration.ofMillis(1),
        freeSpace,
        // A second between two looks at the clock, so that every step is told.
        () -> clock.addAndGet(1_000_000_000));
  }

  DownloadResult run(String name) {
    return run(name, progress -> {});
  }

  DownloadResult run(String name, DownloadListener listener) {
    return download(name)
        .run(progress -> {
          hub.clientHas(progress.doneBytes());
          listener.onProgress(progress);
        });
  }

  /** Leaves the beginning of the file, as a download that was cut does. */
  void leavePart(int bytes) {
    hub.cuts.add(bytes);
    int before = attempts;
    attempts = 1;
    assertRefused(NAME).hasMessageStartingWith("The download of `" + hub.endpoint());
    attempts = before;
    assertThat(folder.resolve(FILE + ".part")).hasSize(bytes);
  }

  AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String name) {
    return assertThatThrownBy(() -> run(name)).isInstanceOf(LlmException.ModelUnavailable.class);
  }

  void assertWhole() throws IOException {
    assertThat(folder.resolve(FILE)).hasBinaryContent(CONTENT);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(FILE, ".locks");
    }
  }

  void assertNothingKept() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly(".locks");
    }
  }
}
