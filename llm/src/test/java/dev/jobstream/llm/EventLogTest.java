package dev.jobstream.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventLogTest {
  @Test
  void anIdIsThePositionBehindTheEvent() {
    EventLog log = new EventLog();
    log.append(progress(Phase.READING, 1));
    log.append(new StreamEvent.TextDelta("ab🙂"));
    log.append(StreamEvent.Completed.empty());
    assertThat(rest(log, 0)).extracting(e -> e.id()).containsExactly(1L, 5L, 6L);
    assertThat(log.position()).isEqualTo(6);
  }

  @Test
  void resumingWithinAMergedDeltaGivesItsRest() {
    EventLog log = new EventLog();
    log.append(new StreamEvent.TextDelta("abc"));
    log.append(new StreamEvent.TextDelta("def"));
    assertThat(rest(log, 3))
        .containsExactly(new ReplayableStream.NumberedEvent(6, new StreamEvent.TextDelta("def")));
  }

  @Test
  void aMillionDeltasWithProgressBetweenAreTwoEntries() {
    EventLog log = new EventLog();
    for (int i = 0; i < 1_000_000; i++) {
      log.append(new StreamEvent.TextDelta("x"));
      log.append(progress(Phase.WRITING, i));
    }
    assertThat(log.entries()).isEqualTo(2);
    assertThat(textOf(rest(log, 1_000_000))).hasSize(500_000);
  }

  @Test
  void idsThatNoEventCanHaveAreRefused() {
    EventLog log = new EventLog();
    log.append(new StreamEvent.TextDelta("🙂"));
    assertThatThrownBy(() -> log.cursorBehind(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.cursorBehind(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.cursorBehind(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No event has the id `3`: ids run from 0 to 2. Start again from 0.");
  }

  /**
   * Against a log that never forgets: from every id there is, at every moment, a reader gets all
   * the text that was appended behind it, kind by kind, and every event but replaced progress.
   */
  @Test
  void anyIdGivesExactlyTheRestWhateverWasMerged() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      EventLog log = new EventLog();
      List<StreamEvent> whole = new ArrayList<>();
      List<Long> startOf = new ArrayList<>();
      List<EventLog.Cursor> early = new ArrayList<>();
      List<Integer> earlyAt = new ArrayList<>();
      int events = random.nextInt(25);
      for (int i = 0; i < events; i++) {
        if (random.nextInt(6) == 0) {
          early.add(log.cursorBehind(log.position()));
          earlyAt.add(whole.size());
        }
        StreamEvent event = randomEvent(random);
        startOf.add(log.position());
        whole.add(event);
        log.append(event);
      }
      for (int i = 0; i < whole.size(); i++) {
        assertRest(log, log.cursorBehind(startOf.get(i)), whole.subList(i, whole.size()), seed);
        if (whole.get(i) instanceof StreamEvent.Delta delta && delta.text().length() == 2) {
          List<StreamEvent> half = new ArrayList<>(whole.subList(i, whole.size()));
          half.set(0, delta.withText(delta.text().substring(1)));
          assertRest(log, log.cursorBehind(startOf.get(i) + 1), half, seed);
        }
      }
      for (int i = 0; i < early.size(); i++) {
        assertRest(log, early.get(i), whole.subList(earlyAt.get(i), whole.size()), seed);
      }
    }
  }

  private static void assertRest(
      EventLog log, EventLog.Cursor cursor, List<StreamEvent> expected, long seed) {
    List<ReplayableStream.NumberedEvent> rest = new ArrayList<>();
    long last = 0;
    while (log.hasMore(cursor)) {
      ReplayableStream.NumberedEvent next = log.next(cursor);
      assertThat(next.id()).as("seed %d: ids rise", seed).isGreaterThan(last);
      last = next.id();
      rest.add(next);
    }
    List<StreamEvent> got = rest.stream().map(ReplayableStream.NumberedEvent::event).toList();
    assertThat(canonical(got)).as("seed %d", seed).isEqualTo(canonical(expected));
  }

  /** All text by kind, in order, with the events that are neither deltas nor progress between. */
  private static String canonical(List<StreamEvent> events) {
    StringBuilder text = new StringBuilder();
    char kind = ' ';
    StreamEvent.Progress latest = null;
    for (StreamEvent event : events) {
      if (event instanceof StreamEvent.Progress progress) {
        latest = progress;
        continue;
      }
      char next =
          switch (event) {
            case StreamEvent.TextDelta delta -> 'a';
            case StreamEvent.ThinkingDelta delta -> 't';
            case StreamEvent.Progress progress -> kind;
            case StreamEvent.PropertyConfidence sure -> 'c';
            case StreamEvent.ModelSwitched switched -> 'm';
            case StreamEvent.Terminal terminal -> 'e';
          };
      if (next != kind || next == 'm') {
        text.append('|').append(next);
      }
      kind = next;
      if (event instanceof StreamEvent.Delta delta) {
        text.append(delta.text());
      }
    }
    return text + " " + latest;
  }

  private static StreamEvent randomEvent(Random random) {
    return switch (random.nextInt(7)) {
      case 0, 1 -> new StreamEvent.TextDelta(random.nextBoolean() ? "x" : "yz");
      case 2 -> new StreamEvent.ThinkingDelta(random.nextBoolean() ? "p" : "qr");
      case 3, 4, 5 ->
          progress(random.nextInt(4) == 0 ? Phase.READING : Phase.WRITING, random.nextInt(99));
      default -> new StreamEvent.ModelSwitched("a", "b", new LlmException.ModelUnavailable("gone"));
    };
  }

  private static StreamEvent.Progress progress(Phase phase, long done) {
    return new StreamEvent.Progress(phase, done, 100);
  }

  private static List<ReplayableStream.NumberedEvent> rest(EventLog log, long id) {
    EventLog.Cursor cursor = log.cursorBehind(id);
    List<ReplayableStream.NumberedEvent> rest = new ArrayList<>();
    while (log.hasMore(cursor)) {
      rest.add(log.next(cursor));
    }
    return rest;
  }

  private static String textOf(List<ReplayableStream.NumberedEvent> events) {
    StringBuilder text = new StringBuilder();
    for (ReplayableStream.NumberedEvent numbered : events) {
      if (numbered.event() instanceof StreamEvent.Delta delta) {
        text.append(delta.text());
      }
    }
    return text.toString();
  }
}
