package dev.jobstream.tracker.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchSort;
import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StageColumn;
import dev.jobstream.tracker.applications.TrackerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The applications of each stage, as the board shows them. */
final class StagesContractTest extends StoreContract {

  private List<JobApplication> all(Stage stage, int limit) {
    List<JobApplication> found = new ArrayList<>();
    PageRequest request = PageRequest.first(limit);
    while (true) {
      Page<JobApplication> page = applications.ofStage(stage, request);
      assertThat(page.items().size()).isLessThanOrEqualTo(limit);
      found.addAll(page.items());
      if (page.next() == null) {
        return found;
      }
      request = request.after(page.next());
    }
  }

  private List<JobApplication> searched(Stage stage) {
    return applications
        .search(
            SearchQuery.of(new SearchTerm.StageIs(Set.of(stage)))
                .sortedBy(new SearchSort(SearchSort.Key.UPDATED, true)),
            PageRequest.first(1_000))
        .items();
  }

  @Test
  void whatChangedLastComesFirstAndTheTrashIsLeftOut() {
    for (int i = 0; i < 12; i++) {
      JobApplication added = add("Job " + i, "Acme");
      // Some of them changed at the same moment.
      clock.advance(Duration.ofMillis(i % 3));
      if (i % 4 == 3) {
        applications.trash(added.id());
      } else if (i % 4 == 2) {
        applications.move(added.id(), Stage.OFFER, null, null);
      }
    }
    assertThat(all(Stage.SAVED, 4)).hasSize(6).isEqualTo(searched(Stage.SAVED));
    assertThat(all(Stage.OFFER, 2)).hasSize(3).isEqualTo(searched(Stage.OFFER));
    assertThat(all(Stage.REJECTED, 2)).isEmpty();
    assertThatThrownBy(() -> applications.ofStage(Stage.SAVED, PageRequest.first(2).after("x")))
        .isInstanceOf(TrackerException.Invalid.class);
  }

  @Test
  void everyStageHasItsFirstPageAndItsNumber() {
    for (int i = 0; i < 5; i++) {
      add("Job " + i, "Acme");
    }
    Id moved = add("Other", "Acme").id();
    applications.move(moved, Stage.REJECTED, null, null);
    List<StageColumn> columns = applications.byStage(stage -> stage.isEnd() ? 1 : 2, 4);
    assertThat(columns).extracting(StageColumn::stage).containsExactly(Stage.values());
    StageColumn saved = columns.getFirst();
    assertThat(saved.page()).isEqualTo(applications.ofStage(Stage.SAVED, PageRequest.first(2)));
    assertThat(saved.page().next()).isNotNull();
    assertThat(columns)
        .extracting(StageColumn::count)
        .containsExactly(4L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L, 0L);
  }

  @Test
  void aStageOfManyHundredsIsReadInTheSameOrder() {
    applications.addAll(
        IntStream.range(0, 700)
            .mapToObj(i ->
                NewApplication.of(NewPosting.withoutText(null), JobDetails.of("Job " + i, "Acme")))
            .toList());
    clock.advance(Duration.ofSeconds(1));
    Id changed = searched(Stage.SAVED).getLast().id();
    applications.move(changed, Stage.SAVED, null, "again");
    List<JobApplication> all = all(Stage.SAVED, 250);
    assertThat(all).hasSize(700).isEqualTo(searched(Stage.SAVED));
    assertThat(all.getFirst().id()).isEqualTo(changed);
  }
}
