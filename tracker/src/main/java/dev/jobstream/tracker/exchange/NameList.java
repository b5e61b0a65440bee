package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.WordList;
import dev.jobstream.tracker.applications.SearchText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What things are called elsewhere: a list of {@code ours = theirs, theirs, …}, in which case,
 * accents and punctuation make no difference. Immutable.
 */
final class NameList {
  private final Map<String, String> ours = new HashMap<>();

  /**
   * @param resource a list beside this class
   */
  NameList(String resource) {
    for (String line : WordList.read(NameList.class, resource)) {
      int equals = line.indexOf('=');
      String name = line.substring(0, equals).strip();
      ours.putIfAbsent(SearchText.key(name), name);
      for (String theirs : line.substring(equals + 1).split(",", -1)) {
        ours.putIfAbsent(SearchText.key(theirs), name);
      }
    }
  }

  /** Our name for what is called so elsewhere. */
  Optional<String> find(String theirs) {
    return Optional.ofNullable(ours.get(SearchText.key(theirs)));
  }
}
