package dev.jobstream.web;

import dev.jobstream.llm.ChatModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The models that the pages can ask. Thread-safe. */
public interface Models {

  /**
   * A model that can be asked. Asking for it loads nothing: the first stream does.
   *
   * @param key what names it in addresses and settings, such as {@code local/qwen3-1.7b}
   * @param where where it computes, for people: {@code in this process}, {@code Ollama at
   *     127.0.0.1:11434}
   * @param model the model; not closed by who asks it
   * @param updateInterval the least time between two updates of a display
   */
  record Usable(String key, String where, ChatModel model, Duration updateInterval) {}

  /** The model that reads postings; empty if there is none. Returns at once. */
  Optional<Usable> forPostings();

  /** Every model that can be asked, the one for postings first. May look for them. */
  List<Usable> all();

  /** Makes a model of {@link #all} the one that reads postings; false if it is not there. */
  boolean chooseForPostings(String key);
}
