package dev.jobstream.tracker.search;

import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.search.SearchToken.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The values that something can have, by their names as people type them: {@code full-time}, {@code
 * FullTime} and {@code FULL_TIME} are one, and the beginning of a single name will do. Immutable.
 */
public final class Choice<T> {
  /** Fewer letters could begin anything. */
  private static final int FEWEST_LETTERS = 3;

  private final String kind;
  private final SequencedMap<String, T> names;

  private Choice(String kind, SequencedMap<String, T> names) {
    this.kind = kind;
    this.names = names;
  }

  /**
   * The constants of an enumeration; what is called unspecified cannot be chosen.
   *
   * @param kind what they are, for messages
   */
  public static <E extends Enum<E>> Choice<E> of(String kind, Class<E> type) {
    return of(kind, Arrays.asList(type.getEnumConstants()));
  }

  /** Some constants, as of several enumerations. */
  static <E extends Enum<?>> Choice<E> of(String kind, List<? extends E> constants) {
    SequencedMap<String, E> names = new LinkedHashMap<>();
    for (E constant : constants) {
      if (!constant.name().equals("UNSPECIFIED")) {
        names.put(name(constant), constant);
      }
    }
    return new Choice<>(kind, names);
  }

  static <T> Choice<T> of(String kind, Map<String, T> names) {
    return new Choice<>(kind, new LinkedHashMap<>(names));
  }

  /** How a constant is typed. */
  public static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The value that a name stands for.
   *
   * @throws TrackerException.Invalid if it stands for none; the message tells the names, or the one
   *     that is meant
   */
  public T parse(String typed) {
    return find(typed).orElseThrow(() -> TrackerException.invalid(unknown(typed)));
  }

  /** The value that a name stands for, if it does. */
  Optional<T> find(String typed) {
    String letters = letters(typed);
    List<Map.Entry<String, T>> beginning = beginning(letters);
    return beginning.stream()
        .filter(entry -> letters(entry.getKey()).equals(letters))
        .findFirst()
        .or(() ->
            letters.length() >= FEWEST_LETTERS && beginning.size() == 1
                ? beginning.stream().findFirst()
                : Optional.empty())
        .map(Map.Entry::getValue);
  }

  /**
   * The value that is typed in a search; empty if it is being typed and may become one.
   *
   * @throws TrackerException.InvalidSearch if it is none
   */
  Optional<T> read(Value value, boolean mayGoOn) {
    Optional<T> found = find(value.text());
    if (found.isEmpty() && !(mayGoOn && !beginning(letters(value.text())).isEmpty())) {
      throw value.wrong(unknown(value.text()));
    }
    return found;
  }

  private String unknown(String typed) {
    String help =
        Closest.to(typed.toLowerCase(Locale.ROOT), names.keySet())
            .map("Did you mean `%s`?"::formatted)
            .orElseGet(() -> "It can be `%s`.".formatted(String.join("`, `", names.keySet())));
    return "There is no %s `%s`. %s".formatted(kind, typed.strip(), help);
  }

  private List<Map.Entry<String, T>> beginning(String letters) {
    return names.entrySet().stream()
        .filter(entry -> letters(entry.getKey()).startsWith(letters))
        .toList();
  }

  private static String letters(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    name.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }
}
