package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventJournalTest {
  private static final Duration NONE = Duration.ZERO;

  private final EventJournal journal = new EventJournal();

  @Test
  void anEventTakesThePlaceOfTheEarlierOneWithItsKey() {
    journal.append("progress", "reading", "1");
    journal.append("found", "title", "2");
    journal.append("progress", "reading", "3");
    journal.append("thinking", null, "4");
    journal.append("thinking", null, "5");
    journal.end("finished", "6");

    assertThat(read(0)).containsExactly("2", "3", "4", "5", "6");
    // One that was there for the first goes on with what is new.
    assertThat(read(1)).containsExactly("2", "3", "4", "5", "6");
    assertThat(read(3)).containsExactly("4", "5", "6");
    assertThat(read(6)).isEmpty();
  }

  @Test
  void nothingIsWrittenBehindTheEnd() {
    journal.end("finished", "1");
    journal.append("found", null, "2");
    assertThat(read(0)).containsExactly("1");
    assertThat(journal.ended()).isTrue();
  }

  @Test
  void aViewerWaitsOnlySoLongAndCanBeSentAway() {
    try (LiveStream.Viewer viewer = journal.attach(0)) {
      assertThat(viewer.next(Duration.ofMillis(1))).isNull();
      assertThat(viewer.over()).isFalse();
      Thread.ofVirtual().start(viewer::close);
      assertThat(viewer.next(Duration.ofSeconds(20))).isNull();
      assertThat(viewer.over()).isTrue();
    }
  }

  @Test
  void idsThatNoEventHasAreRefused() {
    journal.append("found", null, "1");
    assertThatThrownBy(() -> journal.attach(2)).hasMessageContaining("from 0 to 1");
    assertThatThrownBy(() -> journal.attach(-1)).hasMessageContaining("`-1`");
  }

  private List<String> read(long afterId) {
    List<String> read = new ArrayList<>();
    try (LiveStream.Viewer viewer = journal.attach(afterId)) {
      for (WireEvent event = viewer.next(NONE); event != null; event = viewer.next(NONE)) {
        read.add(event.json());
      }
    }
    return read;
  }
}
