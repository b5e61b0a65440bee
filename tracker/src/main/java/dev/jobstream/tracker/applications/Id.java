package dev.jobstream.tracker.applications;

import java.util.Locale;
import java.util.Optional;

/**
 * The identity of anything that is kept: 16 characters of Crockford's base 32 in lower case (digits
 * and letters without i, l, o, u). The first six count the seconds since 2026-01-01 UTC, until the
 * year 2060, so ids sort by the time they were made and a short prefix tells most things apart; the
 * other ten are random.
 *
 * @param text the 16 characters
 */
public record Id(String text) implements Comparable<Id> {
  /** How many characters an id has. */
  public static final int LENGTH = 16;

  static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

  public Id {
    if (text.length() != LENGTH || !text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) {
      throw new IllegalArgumentException("`%s` is not an id.".formatted(text));
    }
  }

  /**
   * What a person typed, as the beginning of an id: in lower case, with o read as 0, and i and l as
   * 1. Empty if it can begin no id.
   */
  public static Optional<String> prefix(String typed) {
    String prefix =
        typed
            .strip()
            .toLowerCase(Locale.ROOT)
            .replace('o', '0')
            .replace('i', '1')
            .replace('l', '1');
    boolean possible =
        !prefix.isEmpty()
            && prefix.length() <= LENGTH
            && prefix.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
    return possible ? Optional.of(prefix) : Optional.empty();
  }

  @Override
  public int compareTo(Id other) {
    return text.compareTo(other.text);
  }

  /** The 16 characters. */
  @Override
  public String toString() {
    return text;
  }
}
