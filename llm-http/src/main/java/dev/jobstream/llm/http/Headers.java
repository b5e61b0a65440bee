package dev.jobstream.llm.http;

import java.util.Map;
import java.util.TreeMap;

/** The headers of a request. */
final class Headers {
  private Headers() {}

  /** The common ones, the protocol's, and those the user set, which go before the others. */
  static Map<String, String> all(Map<String, String> ofProtocol, ServerOptions server) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("User-Agent", "Jobstream");
    all.put("Accept", "text/event-stream, application/x-ndjson, application/json");
    all.putAll(ofProtocol);
    all.putAll(server.headers());
    return all;
  }
}
