package dev.jobstream.tracker.applications;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Makes ids that grow: each sorts behind the one made before, also within one second or after the
 * clock was set back. Thread-safe.
 */
final class IdSource {
  private static final long EPOCH_SECOND = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = (1L << 30) - 1;
  private static final long RANDOM_VALUES = 1L << 50;

  /** How far apart two ids of one second are at most: small beside the values there are. */
  private static final long STRIDE = 1L << 30;

  private final Clock clock;
  private final RandomGenerator random;
  private long second = -1;
  private long low;

  IdSource(Clock clock) {
    this(clock, new SecureRandom());
  }

  IdSource(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  synchronized Id next() {
    long now = Math.clamp(clock.instant().getEpochSecond() - EPOCH_SECOND, 0, LAST_SECOND);
    if (now > second) {
      second = now;
      // From the lower half, so that there is room to grow within the second.
      low = random.nextLong(RANDOM_VALUES / 2);
    } else {
      low += 1 + random.nextLong(STRIDE);
      if (low >= RANDOM_VALUES) {
        second++;
        low = random.nextLong(RANDOM_VALUES / 2);
      }
    }
    char[] text = new char[Id.LENGTH];
    write(text, 0, 6, second);
    write(text, 6, Id.LENGTH, low);
    return new Id(new String(text));
  }

  /**
   * An id that sorts behind another, which another process may have made within the same second.
   */
  synchronized Id nextAfter(Id other) {
    long otherSecond = read(other, 0, 6);
    long otherLow = read(other, 6, Id.LENGTH);
    if (otherSecond > second || (otherSecond == second && otherLow > low)) {
      second = otherSecond;
      low = otherLow;
    }
    return next();
  }

  private static long read(Id id, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value << 5 | Id.DIGITS.indexOf(id.text().charAt(i));
    }
    return value;
  }

  private static void write(char[] text, int from, int to, long value) {
    long rest = value;
    for (int i = to - 1; i >= from; i--) {
      text[i] = Id.DIGITS.charAt((int) (rest & 31));
      rest >>= 5;
    }
  }
}
