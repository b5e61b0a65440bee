package dev.jobstream.llm.http;

import java.util.HashSet;
import java.util.Set;

/**
 * What a server of OpenAI's protocol has turned out to take. Immutable.
 *
 * @param form how a JSON schema is asked for
 * @param newTokenLimit whether the limit is {@code max_completion_tokens} and not {@code
 *     max_tokens}
 * @param streaming whether it streams
 * @param refused the names of fields that it does not take
 */
record OpenAiShape(Form form, boolean newTokenLimit, boolean streaming, Set<String> refused) {

  /** How a JSON schema is asked for, from the strictest to none. */
  enum Form {
    JSON_SCHEMA,
    JSON_OBJECT,
    PROMPT_ONLY
  }

  OpenAiShape {
    refused = Set.copyOf(refused);
  }

  boolean takes(String field) {
    return !refused.contains(field);
  }

  OpenAiShape withForm(Form value) {
    return new OpenAiShape(value, newTokenLimit, streaming, refused);
  }

  OpenAiShape withNewTokenLimit(boolean value) {
    return new OpenAiShape(form, value, streaming, refused);
  }

  OpenAiShape withoutStreaming() {
    return new OpenAiShape(form, newTokenLimit, false, refused);
  }

  OpenAiShape without(String field) {
    Set<String> more = new HashSet<>(refused);
    more.add(field);
    return new OpenAiShape(form, newTokenLimit, streaming, more);
  }
}
