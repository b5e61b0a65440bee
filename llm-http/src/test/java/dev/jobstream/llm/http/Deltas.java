package dev.jobstream.llm.http;

import dev.jobstream.testsupport.http.WireProtocol;

/** The shortest that a protocol writes to say a word, and its end. */
final class Deltas {
  private Deltas() {}

  /** A delta; the text must need no escaping. */
  static String of(WireProtocol protocol, String text) {
    return switch (protocol) {
      case OLLAMA -> "{\"message\":{\"content\":\"" + text + "\"},\"done\":false}\n";
      case OPENAI -> "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
      case ANTHROPIC ->
          "data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\""
              + text
              + "\"}}\n\n";
    };
  }

  static String end(WireProtocol protocol) {
    return switch (protocol) {
      case OLLAMA -> "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}\n";
      case OPENAI -> "data: [DONE]\n\n";
      case ANTHROPIC -> "data: {\"type\":\"message_stop\"}\n\n";
    };
  }
}
