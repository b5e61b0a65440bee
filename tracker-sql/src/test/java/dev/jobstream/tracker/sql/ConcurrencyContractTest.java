package dev.jobstream.tracker.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.tracker.applications.ApplicationEdit;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Statistics;
import dev.jobstream.tracker.applications.StatisticsPeriod;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many write and read at the same time, over connections of their own. */
final class ConcurrencyContractTest extends StoreContract {
  private static final int THREADS = 6;
  private static final int EACH = 15;

  private void together(List<Callable<Void>> tasks) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> future : threads.invokeAll(tasks)) {
        future.get();
      }
    }
  }

  @Test
  void ofEditsAtTheSameTimeNoneIsLost() throws Exception {
    JobApplication baker = add("Baker", "Bread Ltd");
    try (Tracker other = openAnother()) {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Tracker mine = i % 2 == 0 ? tracker : other;
        tasks.add(() -> {
          for (int done = 0; done < EACH; ) {
            JobApplication read = mine.applications().get(baker.id());
            List<String> tags = new ArrayList<>(read.tags());
            tags.add("tag " + (tags.size() + 1));
            try {
              mine.applications().edit(ApplicationEdit.of(read).withTags(tags));
              done++;
            } catch (TrackerException.Changed e) {
              // Somebody was faster: read again.
            }
          }
          return null;
        });
      }
      together(tasks);
    }
    JobApplication result = applications.get(baker.id());
    assertThat(result.tags()).hasSize(THREADS * EACH);
    assertThat(result.version()).isEqualTo(1 + THREADS * EACH);
  }

  @Test
  void companiesAndMovesAtTheSameTimeAgree() throws Exception {
    JobApplication baker = add("Baker", "Bread Ltd");
    try (Tracker other = openAnother()) {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Tracker mine = i % 2 == 0 ? tracker : other;
        int thread = i;
        tasks.add(() -> {
          for (int done = 0; done < EACH; done++) {
            mine.applications()
                .add(
                    dev.jobstream.tracker.applications.NewApplication.of(
                        dev.jobstream.tracker.applications.NewPosting.withoutText(null),
                        dev.jobstream.tracker.applications.JobDetails.of(
                            "Job", "Company " + done)));
            mine.applications()
                .move(baker.id(), thread % 2 == 0 ? Stage.APPLIED : Stage.SCREENING, null, null);
            Statistics seen = mine.applications().statistics(StatisticsPeriod.ALL);
            // One state: the stages add up to the total at every moment.
            assertThat(seen.byStage().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(seen.total());
          }
          return null;
        });
      }
      together(tasks);
    }
    assertThat(applications.history(baker.id()).recorded()).hasSize(1 + THREADS * EACH);
    assertThat(applications.count(SearchQuery.all(), 1_000)).isEqualTo(1 + THREADS * EACH);
    assertThat(tracker.companies().list("", PageRequest.first(100)).items()).hasSize(1 + EACH);
    assertThat(tracker.store().check()).isEmpty();
  }
}
