package dev.jobstream.llm.http;

import dev.jobstream.llm.Message;
import dev.jobstream.llm.ResponseFormat;
import java.util.ArrayList;
import java.util.List;

/** Asks for JSON in words, where a server does not enforce a schema. */
final class SchemaPrompt {
  private SchemaPrompt() {}

  /** The messages with the schema at the end of the first system message, or in one of its own. */
  static List<Message> added(List<Message> messages, ResponseFormat.JsonSchema schema) {
    String wish =
        "Answer with one JSON value and nothing else: no words around it, no code fence. It must match this JSON schema:\n"
            + schema.schema();
    List<Message> all = new ArrayList<>(messages);
    if (all.getFirst().role() == Message.Role.SYSTEM) {
      all.set(0, Message.system(all.getFirst().text() + "\n\n" + wish));
    } else {
      all.addFirst(Message.system(wish));
    }
    return all;
  }
}
