package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.DownloadProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Downloads that were cut, and go on. */
class ModelResumeTest extends DownloadTestCase {
  @Test
  void aCutInTheMiddleIsResumedWithoutReadingAnythingTwice() throws IOException {
    hub.cuts.add(1);
    hub.cuts.add(123_456);
    hub.cuts.add(100_000);

    run(NAME);

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

      run(NAME);

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

    run(NAME);

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

    run(NAME);

    assertThat(folder.resolve(FILE)).hasBinaryContent(changed);
  }

  @Test
  void aChangedHashStartsOverWithoutAskingForARest() throws IOException {
    leavePart(200_000);
    byte[] changed = GgufFiles.bytes(250_000, 2);
    hub.files.put(FILE, changed);

    run(NAME);

    assertThat(folder.resolve(FILE)).hasBinaryContent(changed);
    assertThat(hub.seenBy("storage").stream().map(r -> r.header("Range"))).containsExactly("", "");
  }

  @Test
  void aServerThatIgnoresRangesStartsOver() throws IOException {
    hub.ignoresRange = true;
    hub.cuts.add(150_000);

    run(NAME);

    assertWhole();
  }

  @Test
  void aFileWithoutTagOrHashIsNotResumed() throws IOException {
    hub.tellsLinked = false;
    hub.tellsEtag = false;
    hub.cuts.add(150_000);

    run(NAME);

    assertWhole();
    assertThat(hub.seenBy("storage").getLast().header("Range")).isEmpty();
  }

  @Test
  void aPartThatWasWholeAlreadyIsOnlyChecked() throws IOException {
    leavePart(CONTENT.length - 1);
    Files.write(folder.resolve(FILE + ".part"), CONTENT);

    run(NAME);

    assertWhole();
    assertThat(hub.seenBy("storage").getLast().header("Range"))
        .isEqualTo("bytes=" + CONTENT.length + "-");
  }

  @Test
  void aPartThatIsLongerThanTheFileIsThrownAway() throws IOException {
    leavePart(1_000);
    Files.write(folder.resolve(FILE + ".part"), GgufFiles.bytes(400_000, 3));

    run(NAME);

    assertWhole();
  }

  @Test
  void aDamagedPartIsFoundByItsHashAndDeleted() throws IOException {
    leavePart(200_000);
    byte[] damaged = Files.readAllBytes(folder.resolve(FILE + ".part"));
    damaged[100_000] ^= 1;
    Files.write(folder.resolve(FILE + ".part"), damaged);

    assertRefused(NAME)
        .hasMessageStartingWith(
            "The download of `%s` arrived damaged: its SHA-256 is `".formatted(FILE));

    assertNothingKept();
    run(NAME);
    assertWhole();
  }

  @Test
  void aServerThatAlwaysCutsIsGivenUpAndThePartIsKept() throws IOException {
    for (int i = 0; i < attempts; i++) {
      hub.cuts.add(1_000);
    }

    assertRefused(NAME)
        .hasMessageStartingWith(
            "The download of `%s/org/repo/resolve/main/%s` broke off 4 times in a row after 4.0 kB of 300.0 kB ("
                .formatted(hub.endpoint(), FILE))
        .hasMessageEndingWith("Run it again later: it goes on where it ended.");

    assertThat(folder.resolve(FILE)).doesNotExist();
    assertThat(folder.resolve(FILE + ".part")).hasSize(4_000);
    run(NAME);
    assertWhole();
  }

  @Test
  void whatIsThereAlreadyNeedsNoSpace() throws IOException {
    leavePart(200_000);
    freeSpace = path -> 100_000;

    run(NAME);

    assertWhole();
  }
}
