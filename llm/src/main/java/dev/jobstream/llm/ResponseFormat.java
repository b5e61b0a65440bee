package dev.jobstream.llm;

import java.util.List;

/** The form that an answer must have. */
public sealed interface ResponseFormat {

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
   */
  record JsonSchema(String name, String schema, List<String> independentProperties)
      implements ResponseFormat {
    public JsonSchema {
      independentProperties = List.copyOf(independentProperties);
      if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
        throw new IllegalArgumentException(
            "The schema's name `%s` must be 1 to 64 of letters, digits, `_` and `-`."
                .formatted(name));
      }
    }
  }

  static ResponseFormat text() {
    return new Text();
  }

  static ResponseFormat jsonSchema(String name, String schema) {
    return new JsonSchema(name, schema, List.of());
  }
}
