package dev.jobstream.llm.llamacpp.jinja;

import java.util.HashMap;
import java.util.Map;

/** The one object that a template can change, also from within a loop. */
final class Namespace {
  private final Map<String, Object> members = new HashMap<>();

  Object get(String name) {
    Object value = members.get(name);
    return value == null
        ? new Undefined("'namespace' object has no attribute '" + name + "'")
        : value;
  }

  void put(String name, Object value) {
    members.put(name, value);
  }
}
