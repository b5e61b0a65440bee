package dev.jobstream.llm;

import java.util.List;
import java.util.Set;

/** The form that an answer must have. */
public sealed interface ResponseFormat {

  /** Values of the answer that must stand in a text; {@link Quotations#NONE} for free text. */
  default Quotations quotations() {
    return Quotations.NONE;
  }

  /** Free text: the default. */
  record Text() implements ResponseFormat {}

  /**
   * One JSON value that matches a schema.
   *
   * @param name a short identifier, as some servers ask for one: letters, digits, {@code _}, {@code
   *     -}
   * @param schema the schema as a JSON text
   * @param independentProperties properties of the outermost object that do not depend on one
   *     another, in the order in which they are wanted. If all of them are named and the schema
   *     requires them, a model may write them at the same time, each as if it were the only one,
   *     and then gives them in this order; it may as well ignore it. Default none
   * @param quotations properties whose values must stand in a text; a model that cannot see to it
   *     ignores it. Default none
   */
  record JsonSchema(
      String name, String schema, List<String> independentProperties, Quotations quotations)
      implements ResponseFormat {
    public JsonSchema {
      independentProperties = List.copyOf(independentProperties);
      if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
        throw new IllegalArgumentException(
            "The schema's name `%s` must be 1 to 64 of letters, digits, `_` and `-`."
                .formatted(name));
      }
    }

    /** The same, with properties that can be written at the same time. */
    public JsonSchema withIndependentProperties(List<String> properties) {
      return new JsonSchema(name, schema, properties, quotations);
    }

    /** The same, with properties that quote. */
    public JsonSchema withQuotations(Quotations value) {
      return new JsonSchema(name, schema, independentProperties, value);
    }
  }

  /**
   * Values that are words of a text, or empty. A value is a run of whole words, as they stand there
   * but for case and for how wide a gap is, which is one space in a value; it goes over the end of
   * a line, but not over an empty line. It may begin with one space.
   *
   * @param text what is quoted
   * @param properties properties of the outermost object, each of whose schemas is a string with no
   *     more than a {@code maxLength}
   */
  record Quotations(String text, Set<String> properties) {
    /** Nothing quotes. */
    public static final Quotations NONE = new Quotations("", Set.of());

    public Quotations {
      properties = Set.copyOf(properties);
    }
  }

  static ResponseFormat text() {
    return new Text();
  }

  static JsonSchema jsonSchema(String name, String schema) {
    return new JsonSchema(name, schema, List.of(), Quotations.NONE);
  }
}
