package dev.jobstream.web;

import java.util.Locale;

/** Constants in words for people. */
final class Words {
  private Words() {}

  /** {@code FULL_TIME} as "Full time". */
  static String of(Enum<?> constant) {
    return switch (constant.name()) {
      case "ONSITE" -> "On site";
      case "MID_SENIOR" -> "Mid to senior";
      case "HOUR", "DAY", "WEEK", "MONTH", "YEAR" ->
          "per " + constant.name().toLowerCase(Locale.ROOT);
      default -> {
        String words = constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        yield Character.toUpperCase(words.charAt(0)) + words.substring(1);
      }
    };
  }
}
