package dev.jobstream.testsupport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. Its zone is UTC by default. Thread-safe. */
public final class ManualClock extends Clock {
  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  private ManualClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** A clock that stands at a moment, such as {@code 2026-05-03T10:00:00Z}. */
  public static ManualClock at(String instant) {
    return new ManualClock(new AtomicReference<>(Instant.parse(instant)), ZoneOffset.UTC);
  }

  /** Moves on. */
  public void advance(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same clock in another zone. */
  @Override
  public Clock withZone(ZoneId value) {
    return new ManualClock(now, value);
  }
}
