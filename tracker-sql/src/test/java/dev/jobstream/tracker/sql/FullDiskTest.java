package dev.jobstream.tracker.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of a few megabytes, which needs the right to mount one. */
final class FullDiskTest {
  @TempDir Path folder;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString());
    assumeTrue(mounted, "A small disk cannot be mounted here: that takes root on Linux.");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private static JobApplication add(Tracker tracker, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      text.append(Integer.toString(random.nextInt(1_000_000), 36)).append(' ');
    }
    return tracker
        .applications()
        .add(
            NewApplication.of(
                new NewPosting(text.toString(), null, null, null),
                JobDetails.of("Job", "Company")));
  }

  @Test
  void aFullDiskLosesNothingThatWasAcknowledged() throws Exception {
    Random random = new Random(1);
    Path ballast = disk.resolve("ballast");
    Files.write(ballast, new byte[1_500_000]);
    List<Id> acknowledged = new ArrayList<>();
    try (Tracker tracker = WritingProcess.open(disk)) {
      assertThatThrownBy(
              () -> {
                while (acknowledged.size() < 10_000) {
                  acknowledged.add(add(tracker, random).id());
                }
              })
          .isInstanceOf(TrackerException.StoreUnavailable.class)
          .hasMessageStartingWith("The disk is full, so nothing was changed in the database `")
          .hasMessageEndingWith("Free some space and try again.");
      assertThat(acknowledged).isNotEmpty();
      assertThat(ids(tracker)).isEqualTo(acknowledged);
      assertThatThrownBy(() ->
              tracker
                  .documents()
                  .attach(
                      acknowledged.getFirst(),
                      Document.Kind.OTHER,
                      "x.bin",
                      new ByteArrayInputStream(new byte[900_000])))
          .isInstanceOf(TrackerException.StoreUnavailable.class)
          .hasMessageContaining("Check its rights and the space left.");
      // Room again: the same tracker goes on.
      Files.delete(ballast);
      acknowledged.add(add(tracker, random).id());
      assertThat(ids(tracker)).isEqualTo(acknowledged);
      assertThat(tracker.store().check()).isEmpty();
    }
    try (Tracker tracker = WritingProcess.open(disk)) {
      assertThat(ids(tracker)).isEqualTo(acknowledged);
      assertThat(tracker.store().check()).isEmpty();
    }
  }

  private static List<Id> ids(Tracker tracker) {
    return tracker.dossiers().page(PageRequest.first(1000)).items().stream()
        .map(dossier -> dossier.application().id())
        .toList();
  }
}
