package dev.jobstream.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jobstream.llm.LlmException;
import java.time.Duration;
import java.util.OptionalInt;

/** What llama-server tells of its slots, each of which computes one request at a time. */
public final class LlamaServerSlots {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private LlamaServerSlots() {}

  /**
   * How many slots compute now. Blocks for two seconds at most.
   *
   * @return empty if the server does not tell, as one started with {@code --no-slots}, or is none
   */
  public static OptionalInt busy(ServerOptions server) {
    QuickCall calls =
        new QuickCall(HttpTransport.shared(), server, OpenAiServer.headers(server), LIMIT);
    JsonNode slots;
    try {
      slots = calls.get(ServerPaths.besideVersion(server.baseUri(), "/slots")).json();
    } catch (LlmException e) {
      return OptionalInt.empty();
    }
    if (!slots.isArray()) {
      return OptionalInt.empty();
    }
    int busy = 0;
    for (JsonNode slot : slots) {
      busy += slot.path("is_processing").asBoolean() ? 1 : 0;
    }
    return OptionalInt.of(busy);
  }
}
