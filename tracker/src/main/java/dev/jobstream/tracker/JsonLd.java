package dev.jobstream.tracker;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds schema.org's {@code JobPosting} in a page's JSON-LD. Pages write broken JSON: what can be
 * read up to the break is kept.
 */
final class JsonLd {
  private JsonLd() {}

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_MISSING_VALUES)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
          .build();

  /** Deeper than this no page nests a posting. */
  private static final int DEEPEST = 8;

  /** A page that lists more postings than this is no page of one. */
  private static final int MOST_POSTINGS = 50;

  /** Whether a plain text is itself a piece of JSON-LD. */
  static boolean looksLikeJobPosting(String text) {
    String start = text.stripLeading();
    return (start.startsWith("{") || start.startsWith("[")) && text.contains("JobPosting");
  }

  /** The postings of a page's scripts, in their order. */
  static List<JsonNode> jobPostings(List<String> scripts) {
    List<JsonNode> postings = new ArrayList<>();
    for (String script : scripts) {
      JsonNode tree = read(script);
      if (tree != null) {
        collect(tree, 0, postings);
      }
    }
    return postings;
  }

  private static void collect(JsonNode node, int depth, List<JsonNode> postings) {
    if (depth > DEEPEST || postings.size() >= MOST_POSTINGS) {
      return;
    }
    if (node.isObject() && isJobPosting(node.path("@type"))) {
      postings.add(node);
      return;
    }
    for (JsonNode child : node) {
      if (child.isContainerNode()) {
        collect(child, depth + 1, postings);
      }
    }
  }

  private static boolean isJobPosting(JsonNode type) {
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (isJobPosting(one)) {
          return true;
        }
      }
    }
    return type.isTextual()
        && (type.textValue().equals("JobPosting") || type.textValue().endsWith("/JobPosting"));
  }

  /**
   * The page's text and, where a script would have drawn most of it, the posting's own description.
   */
  static String withDescription(String text, List<String> scripts) {
    Optional<JsonNode> posting =
        scripts.isEmpty() ? Optional.empty() : jobPostings(scripts).stream().findFirst();
    if (posting.isEmpty()) {
      return text;
    }
    String description =
        HtmlText.of(
            org.jsoup.Jsoup.parse(Values.unescape(posting.get().path("description").asText("")))
                .body());
    if (description.length() <= text.length()) {
      return text;
    }
    String title = Values.clean(posting.get().path("title").asText("")).orElse("");
    return Characters.tidyLines(
        (text.contains(title) ? "" : title + "\n\n") + text + "\n\n" + description);
  }

  /** Reads as far as the JSON is whole; null if not even its beginning is. */
  private static @Nullable JsonNode read(String script) {
    String json = script.strip();
    int start = firstBracket(json);
    if (start < 0) {
      return null;
    }
    JsonNodeFactory nodes = MAPPER.getNodeFactory();
    Deque<ContainerNode<?>> open = new ArrayDeque<>();
    Deque<String> names = new ArrayDeque<>();
    ArrayNode root = nodes.arrayNode();
    open.push(root);
    names.push("");
    try (JsonParser parser = MAPPER.createParser(json.substring(start))) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT, START_ARRAY -> {
            ContainerNode<?> node =
                token == JsonToken.START_OBJECT ? nodes.objectNode() : nodes.arrayNode();
            add(open.element(), names.element(), node);
            open.push(node);
            names.push("");
          }
          case END_OBJECT, END_ARRAY -> {
            open.pop();
            names.pop();
          }
          case FIELD_NAME -> {
            names.pop();
            names.push(parser.currentName());
          }
          case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
              // Numbers stay as they are written: a huge exponent must not become a huge number.
              add(open.element(), names.element(), nodes.textNode(parser.getText()));
          case VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> {}
        }
      }
    } catch (JacksonException broken) {
      return root; // what stood before the break
    } catch (IOException impossible) {
      throw new java.io.UncheckedIOException(impossible); // a string is read without I/O
    }
    return root;
  }

  /** Behind "<!--", "//<![CDATA[" and whatever else pages put before it. */
  private static int firstBracket(String json) {
    int object = json.indexOf('{');
    int cdata = json.indexOf("CDATA[");
    int array = json.indexOf('[', cdata >= 0 && cdata < object ? cdata + 6 : 0);
    return object < 0 ? -1 : array < 0 ? object : Math.min(object, array);
  }

  private static void add(ContainerNode<?> parent, String name, JsonNode child) {
    if (parent instanceof ObjectNode object) {
      object.set(name, child);
    } else if (parent instanceof ArrayNode array) {
      array.add(child);
    }
  }
}
