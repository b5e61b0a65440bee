package dev.jobstream.cli;

import java.util.Locale;

/** Numbers of things in words. */
final class Count {
  private Count() {}

  /** {@code 1 document}, {@code 2,000 documents}. */
  static String of(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }
}
