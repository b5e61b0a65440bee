package dev.jobstream.tracker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The form that an answer must have: an object, all of whose properties are required. Immutable.
 */
final class AnswerForm {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Set<String> QUOTING =
      Set.of("title", "company", "location", "salary", "source_url", "date_posted");

  private final List<String> keys;
  private final String schema;

  private AnswerForm(ObjectNode schema) {
    keys = new ArrayList<>();
    schema.get("properties").fieldNames().forEachRemaining(keys::add);
    this.schema = schema.toString();
  }

  /** The form of a JSON schema. */
  static AnswerForm of(String schema) {
    return new AnswerForm(object(schema));
  }

  /** The form as a JSON schema. */
  String schema() {
    return schema;
  }

  /** The keys in the order in which a reader wants them: lists take long, so they come last. */
  List<String> keysAsWanted() {
    JsonNode properties = object(schema).get("properties");
    return keys.stream()
        .sorted(
            Comparator.comparing(key -> properties.get(key).path("type").asText().equals("array")))
        .toList();
  }

  /** The keys whose values are words of the posting. */
  Set<String> quotingKeys() {
    return keys.stream().filter(QUOTING::contains).collect(Collectors.toSet());
  }

  /** The form without some fields; the same form if nothing else would be left. */
  AnswerForm without(Set<PostingField> fields) {
    List<String> left =
        keys.stream()
            .filter(key -> AnswerKeys.field(key).filter(fields::contains).isEmpty())
            .toList();
    if (left.isEmpty() || left.size() == keys.size()) {
      return this;
    }
    ObjectNode narrow = object(schema);
    ((ObjectNode) narrow.get("properties")).retain(left);
    ArrayNode required = narrow.putArray("required");
    left.forEach(required::add);
    return new AnswerForm(narrow);
  }

  /** What of an answer belongs into the form. */
  String only(String answer) {
    return object(answer).retain(keys).toString();
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("It is no JSON object: " + json, e);
    }
  }
}
