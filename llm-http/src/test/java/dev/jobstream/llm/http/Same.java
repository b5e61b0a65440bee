package dev.jobstream.llm.http;

import dev.jobstream.llm.LlmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes errors that say the same one object, so that events can be compared. */
final class Same {
  private static final Map<String, LlmException> SEEN = new ConcurrentHashMap<>();

  private Same() {}

  static LlmException of(LlmException error) {
    return SEEN.computeIfAbsent(error.toString(), text -> error);
  }
}
