package dev.jobstream.cli.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of values that settings take. */
final class Kinds {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s?(ms|s|m|h)");
  private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]*");

  private Kinds() {}

  /** Any text of one line. */
  static Kind<String> text(String takes) {
    return Kind.of(takes, text -> text);
  }

  /** A text that matches a pattern, and may be a secret. */
  static Kind<String> matching(Pattern pattern, String takes) {
    return Kind.secretive(takes, text -> check(text, pattern.matcher(text).matches()));
  }

  static Kind<Integer> wholeNumber(int min, int max) {
    String takes =
        max == Integer.MAX_VALUE
            ? String.format(Locale.ROOT, "a whole number, %,d or more", min)
            : String.format(Locale.ROOT, "a whole number from %,d to %,d", min, max);
    return Kind.of(
        takes,
        text -> {
          // People write 8,192 and 8_192; neither can be meant otherwise.
          int number = Integer.parseInt(text.replaceAll("(?<=\\d)[,_](?=\\d{3})", ""));
          return check(number, number >= min && number <= max);
        });
  }

  static Kind<Double> number(double min, double max) {
    return Kind.of(
        "a number from %s to %s".formatted(plain(min), plain(max)),
        text -> {
          double number = Double.parseDouble(text);
          return check(number, number >= min && number <= max);
        });
  }

  /** A time with its unit. */
  static Kind<Duration> time(Duration min, Duration max) {
    return Kind.of(
        "a time from %s to %s, a number with `ms`, `s`, `m` or `h`"
            .formatted(written(min), written(max)),
        text -> {
          Matcher matcher = TIME.matcher(text);
          check(text, matcher.matches());
          Duration time =
              switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(Long.parseLong(matcher.group(1)));
                case "s" -> Duration.ofSeconds(Long.parseLong(matcher.group(1)));
                case "m" -> Duration.ofMinutes(Long.parseLong(matcher.group(1)));
                default -> Duration.ofHours(Long.parseLong(matcher.group(1)));
              };
          return check(time, time.compareTo(min) >= 0 && time.compareTo(max) <= 0);
        });
  }

  static Kind<Boolean> yesOrNo() {
    return Kind.ofWords(
        "`yes` or `no`",
        List.of("yes", "no"),
        text ->
            switch (text) {
              case "yes", "true" -> true;
              case "no", "false" -> false;
              default -> throw new IllegalArgumentException();
            });
  }

  /** One word in place of a value, such as {@code auto} or {@code off}; or a value. */
  static <T> Kind<Optional<T>> orWord(String word, Kind<T> kind) {
    return Kind.ofWords(
        "`%s`, or %s".formatted(word, kind.takes()),
        Stream.concat(Stream.of(word), kind.words().stream()).toList(),
        text -> text.equals(word) ? Optional.empty() : Optional.of(kind.parse(text)));
  }

  /** One of the constants of an enum, written in lower case with hyphens. */
  static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
    List<String> words = Arrays.stream(type.getEnumConstants()).map(Kinds::word).toList();
    return Kind.ofWords(
        "one of " + words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", ")),
        words,
        text -> {
          check(text, words.contains(text));
          return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
        });
  }

  /** The name of an environment variable. A wrong one is not quoted: it may be the key itself. */
  static Kind<String> variable() {
    return Kind.secretive(
        "the name of an environment variable in capitals, such as `OPENROUTER_API_KEY`, not the key itself",
        text -> check(text, VARIABLE.matcher(text).matches()));
  }

  /** A path; a wrong one is not quoted: it may be the key itself. */
  static Kind<String> keyFile() {
    return Kind.secretive(
        "the path of a file that holds the key alone, such as `~/.jobstream/openrouter.key` or `./openrouter.key`",
        text ->
            check(text, text.startsWith("/") || text.startsWith("~/") || text.startsWith("./")));
  }

  /** The place of a server. One with a user or a password in it is not quoted. */
  static Kind<URI> url() {
    return Kind.secretive(
        "a web address such as `http://localhost:8080`, without a user or a password",
        text -> {
          try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            return check(
                uri,
                ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null);
          } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
          }
        });
  }

  /** A constant as it is written: {@code LLAMA_SERVER} is {@code llama-server}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A time as it is written: {@code 90s}, {@code 5m}. */
  static String written(Duration time) {
    if (time.toMillisPart() != 0 || time.isZero()) {
      return time.toMillis() + "ms";
    }
    if (time.toSecondsPart() != 0) {
      return time.toSeconds() + "s";
    }
    return time.toMinutesPart() != 0 ? time.toMinutes() + "m" : time.toHours() + "h";
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private static <T> T check(T value, boolean valid) {
    if (!valid) {
      throw new IllegalArgumentException();
    }
    return value;
  }
}
