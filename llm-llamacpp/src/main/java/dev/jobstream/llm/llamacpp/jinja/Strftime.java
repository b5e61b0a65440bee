package dev.jobstream.llm.llamacpp.jinja;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Python's {@code strftime} in its "C" locale. */
final class Strftime {
  private Strftime() {}

  static String format(ZonedDateTime time, String format) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        result.append(c);
        continue;
      }
      boolean bare = format.charAt(i + 1) == '-' && i + 2 < format.length();
      i += bare ? 2 : 1;
      String part = part(time, format.charAt(i));
      result.append(bare ? part.replaceFirst("^[0 ]+(?=.)", "") : part);
    }
    return result.toString();
  }

  private static String part(ZonedDateTime time, char code) {
    String pattern =
        switch (code) {
          case 'a' -> "EEE";
          case 'A' -> "EEEE";
          case 'b', 'h' -> "MMM";
          case 'B' -> "MMMM";
          case 'c' -> "EEE MMM ppd HH:mm:ss yyyy";
          case 'd' -> "dd";
          case 'D', 'x' -> "MM/dd/yy";
          case 'e' -> "ppd";
          case 'f' -> "SSSSSS";
          case 'F' -> "yyyy-MM-dd";
          case 'H' -> "HH";
          case 'I' -> "hh";
          case 'j' -> "DDD";
          case 'm' -> "MM";
          case 'M' -> "mm";
          case 'p' -> "a";
          case 'R' -> "HH:mm";
          case 'S' -> "ss";
          case 'T', 'X' -> "HH:mm:ss";
          case 'y' -> "yy";
          case 'Y' -> "yyyy";
          default -> "";
        };
    if (pattern.isEmpty()) {
      return switch (code) {
        case '%' -> "%";
        case 'n' -> "\n";
        case 't' -> "\t";
        case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
        case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
        // A local time has no zone there.
        case 'z', 'Z' -> "";
        default -> "%" + code;
      };
    }
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
  }
}
