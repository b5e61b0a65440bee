package dev.jobstream.web;

import dev.jobstream.llm.Capabilities.Cancellation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings as the pages show and change them: those of the machine, not of a browser.
 * Thread-safe. What is changed holds at once and stays.
 */
public interface Settings {
  /** The longest time between two updates of a display. */
  Duration MOST_DISPLAY_INTERVAL = Duration.ofSeconds(5);

  /**
   * A value and where it comes from.
   *
   * @param from such as {@code default}, {@code config.yaml:12}, {@code environment: NAME}
   */
  record Value<T>(T value, String from) {}

  /**
   * The least time between two updates of a display.
   *
   * @param inProcess while a model in this process writes
   * @param http while a model behind a server writes
   */
  record Display(Value<Duration> inProcess, Value<Duration> http) {}

  /** Whether a backend was asked, and whether it answered. */
  enum State {
    REACHABLE,
    UNREACHABLE,
    /** It is not on this machine, and nothing of it is set. */
    NOT_ASKED
  }

  /** Where the key of a backend comes from. */
  enum KeyPlace {
    NONE,
    /** A variable of the service's own programs has it; a key that is given here goes before. */
    USUAL,
    /** The user gave it to Jobstream to keep. */
    KEPT,
    /** The file of the settings or a variable says where it is; it cannot be given here. */
    ELSEWHERE
  }

  /**
   * A key, which is not told.
   *
   * @param from where it comes from, for people; empty if there is none
   */
  record Key(KeyPlace place, String from) {}

  /**
   * What can run models: the engine in this process, or a server.
   *
   * @param name such as {@code ollama}
   * @param protocol what it speaks; null for the engine
   * @param url where it is; null for the engine
   * @param local whether it is on this machine
   * @param error why it cannot be used, and what to do; empty if it can, or was not asked
   * @param software what it is and of which version; may be empty
   * @param latency of the quickest question; null where nothing answered
   * @param cancellation what a cancel reaches; null if that is not known
   * @param cancellationNote a sentence on that; may be empty
   * @param models the names of its models
   * @param key its key; null for the engine
   */
  record Backend(
      String name,
      @Nullable String protocol,
      @Nullable String url,
      boolean local,
      State state,
      String error,
      String software,
      @Nullable Duration latency,
      @Nullable Cancellation cancellation,
      String cancellationNote,
      List<String> models,
      @Nullable Key key) {
    public Backend {
      models = List.copyOf(models);
    }
  }

  /** Nothing is set, nothing can be, and there are no backends: for programs that need none. */
  static Settings none() {
    return new NoSettings();
  }

  /** The file that they stand in, for people; it need not exist. */
  String file();

  /** Which model reads postings if none is chosen; empty if none is named. */
  Value<String> model();

  Display display();

  /**
   * Sets how often displays change.
   *
   * @throws SettingsException if it cannot be set
   */
  void setDisplay(Duration inProcess, Duration http);

  /** All backends, each with its state. Asks their servers, which takes a few seconds at most. */
  List<Backend> backends();

  /**
   * One backend with its state; its server is asked, which takes a few seconds at most.
   *
   * @throws SettingsException if there is none of that name
   */
  Backend backend(String name);

  /** The names of the backends that are not on this machine and may be used: most want a key. */
  List<String> services();

  /**
   * Keeps the key of a backend, in a file that only the user may read.
   *
   * @throws SettingsException if there is no such backend, its key comes from elsewhere, or this is
   *     no key; the key is not quoted
   */
  void keepKey(String backend, String key);

  /**
   * Forgets the key of a backend. Does nothing if none is kept.
   *
   * @throws SettingsException if there is no such backend
   */
  void forgetKey(String backend);
}
