package dev.jobstream.llm;

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
   */
  record JsonSchema(String name, String schema) implements ResponseFormat {
    public JsonSchema {
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
    return new JsonSchema(name, schema);
  }
}
