package dev.jobstream.tracker.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.Tracker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes write to one file at the same time, as a command and the server do. */
final class TwoProcessesTest {
  private static final int EACH = 60;

  @TempDir Path folder;

  @Test
  void noEditIsLostAndNothingIsLocked() throws Exception {
    JobApplication edited;
    try (Tracker tracker = WritingProcess.open(folder)) {
      edited =
          tracker
              .applications()
              .add(
                  NewApplication.of(
                      NewPosting.withoutText(null), JobDetails.of("Baker", "Bread Ltd")));
    }
    String id = edited.id().text();
    String count = Integer.toString(EACH);
    Process one = WritingProcess.start(folder, "edit", folder.toString(), count, id);
    Process two = WritingProcess.start(folder, "edit", folder.toString(), count, id);
    Process three = WritingProcess.start(folder, "write", folder.toString(), count);
    for (Process process : new Process[] {one, two, three}) {
      process.inputReader().lines().forEach(line -> {});
      assertThat(process.waitFor()).as(Files.readString(folder.resolve("errors.txt"))).isZero();
    }
    assertThat(folder.resolve("errors.txt")).isEmptyFile();
    try (Tracker tracker = WritingProcess.open(folder)) {
      JobApplication result = tracker.applications().get(edited.id());
      assertThat(result.version()).isEqualTo(1 + 2 * EACH);
      assertThat(result.tags())
          .isEqualTo(IntStream.rangeClosed(1, 2 * EACH).mapToObj(i -> "tag " + i).toList());
      assertThat(tracker.applications().search(SearchQuery.all(), PageRequest.first(1000)).items())
          .hasSize(1 + EACH - EACH / 5);
      assertThat(tracker.store().check()).isEmpty();
    }
  }
}
