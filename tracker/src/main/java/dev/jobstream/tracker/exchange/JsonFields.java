package dev.jobstream.tracker.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.TrackerException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The properties of an object in a file that anybody may have edited: what is missing or of another
 * kind is told with its place.
 *
 * @param where which object it is, for messages
 */
record JsonFields(JsonNode node, String where) {

  TrackerException wrong(String message) {
    return TrackerException.invalid("In %s: %s".formatted(where, message));
  }

  /** A property; null if it is missing or null. */
  @Nullable JsonNode get(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  boolean has(String name) {
    return get(name) != null;
  }

  private JsonNode needed(String name) {
    JsonNode value = get(name);
    if (value == null) {
      throw wrong("`%s` is missing.".formatted(name));
    }
    return value;
  }

  String text(String name) {
    JsonNode value = needed(name);
    if (!value.isTextual()) {
      throw wrong("`%s` is `%s`, which is no text.".formatted(name, value));
    }
    return value.textValue();
  }

  @Nullable String textOrNull(String name) {
    return has(name) ? text(name) : null;
  }

  int number(String name) {
    JsonNode value = needed(name);
    if (!value.canConvertToInt()) {
      throw wrong("`%s` is `%s`, which is no whole number.".formatted(name, value));
    }
    return value.intValue();
  }

  long longNumber(String name) {
    JsonNode value = needed(name);
    if (!value.canConvertToLong()) {
      throw wrong("`%s` is `%s`, which is no whole number.".formatted(name, value));
    }
    return value.longValue();
  }

  Id id(String name) {
    return parsed(name, "id", Id::new);
  }

  @Nullable Id idOrNull(String name) {
    return has(name) ? id(name) : null;
  }

  LocalDate day(String name) {
    return parsed(name, "day", LocalDate::parse);
  }

  @Nullable LocalDate dayOrNull(String name) {
    return has(name) ? day(name) : null;
  }

  Instant instant(String name) {
    return parsed(name, "moment", Instant::parse);
  }

  @Nullable Instant instantOrNull(String name) {
    return has(name) ? instant(name) : null;
  }

  ZonedDateTime time(String name) {
    return parsed(name, "time with its zone", ZonedDateTime::parse);
  }

  private <T> T parsed(String name, String kind, Function<String, T> parse) {
    String text = text(name);
    try {
      return parse.apply(text);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw wrong("`%s` is `%s`, which is no %s.".formatted(name, text, kind));
    }
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) {
    String text = text(name);
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(text))
        .findFirst()
        .orElseThrow(() ->
            wrong(
                "`%s` is `%s`; it can be %s."
                    .formatted(
                        name,
                        text,
                        String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                .map(constant -> "`" + constant.name() + "`")
                                .toList()))));
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : array(name)) {
      if (!item.isTextual()) {
        throw wrong("`%s` has the item `%s`, which is no text.".formatted(name, item));
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** The objects of an array; none if it is missing. */
  List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode item : array(name)) {
      objects.add(objectOf(item, name));
    }
    return objects;
  }

  JsonFields object(String name) {
    return objectOf(needed(name), name);
  }

  private JsonFields objectOf(JsonNode value, String name) {
    if (!value.isObject()) {
      throw wrong("`%s` is `%s`, which is no object.".formatted(name, value));
    }
    return new JsonFields(value, where + ", `" + name + "`");
  }

  private Iterable<JsonNode> array(String name) {
    JsonNode value = get(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw wrong("`%s` is `%s`, which is no list.".formatted(name, value));
    }
    return value;
  }
}
