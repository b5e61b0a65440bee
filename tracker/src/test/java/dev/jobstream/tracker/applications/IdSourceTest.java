package dev.jobstream.tracker.applications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.testsupport.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class IdSourceTest {
  private final ManualClock clock = ManualClock.at("2026-05-03T10:00:00Z");

  @Test
  void eachSortsBehindTheOneBefore() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    IdSource ids = new IdSource(clock, random);
    Set<Id> seen = new HashSet<>();
    Id last = ids.next();
    for (int i = 0; i < 100_000; i++) {
      // Also when the clock is set back.
      clock.advance(Duration.ofMillis(random.nextInt(-20, 30)));
      Id next = ids.next();
      assertThat(next).as("seed %d", seed).isGreaterThan(last);
      assertThat(seen.add(next)).as("seed %d", seed).isTrue();
      last = next;
    }
  }

  @Test
  void aQuarterOfAnHourShowsInTheFirstFourCharacters() {
    IdSource ids = new IdSource(clock);
    String one = ids.next().text();
    clock.advance(Duration.ofMinutes(18));
    assertThat(ids.next().text().substring(0, 4)).isNotEqualTo(one.substring(0, 4));
  }

  @Test
  void timesThatDoNotFitStillGiveIds() {
    for (String time : new String[] {"1970-01-01T00:00:00Z", "2400-01-01T00:00:00Z"}) {
      IdSource ids = new IdSource(ManualClock.at(time));
      assertThat(ids.next()).isLessThan(ids.next());
    }
  }

  @Test
  void whatIsTypedIsReadAsItIsMeant() {
    assertThat(Id.prefix(" 0V2mL ")).contains("0v2m1");
    assertThat(Id.prefix("oOiI")).contains("0011");
    assertThat(Id.prefix("")).isEmpty();
    assertThat(Id.prefix("u")).isEmpty();
    assertThat(Id.prefix("0".repeat(17))).isEmpty();
    assertThat(new IdSource(Clock.systemUTC()).next().text()).matches("[0-9a-hjkmnp-tv-z]{16}");
  }
}
