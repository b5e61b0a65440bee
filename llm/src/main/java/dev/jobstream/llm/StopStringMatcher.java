package dev.jobstream.llm;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a text that comes in deltas at the first of some stop strings.
 *
 * <p>The result is that of the whole text, however it is split: the match that begins first wins,
 * and of those that begin together the longest. Text is held back only while it may still become
 * part of a stop string; neither the stop string nor anything behind it comes out. Not thread-safe.
 */
public final class StopStringMatcher {
  private final List<String> stopStrings;
  private final StringBuilder held = new StringBuilder();
  private @Nullable String matched;

  /**
   * @param stopStrings may be empty; one that is not whole code points can never match
   * @throws IllegalArgumentException if one is empty
   */
  public StopStringMatcher(List<String> stopStrings) {
    if (stopStrings.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("A stop string must not be empty.");
    }
    this.stopStrings =
        stopStrings.stream().filter(StopStringMatcher::isWholeCodePoints).distinct().toList();
  }

  /** Takes the next delta and returns what is now certain to be part of the answer. */
  public String feed(String delta) {
    if (matched != null || delta.isEmpty()) {
      return "";
    }
    if (stopStrings.isEmpty()) {
      return delta;
    }
    held.append(delta);
    return settle(false);
  }

  /** Ends the text and returns what was held back and turned out not to be a stop string. */
  public String finish() {
    return matched == null ? settle(true) : "";
  }

  /** True once a stop string came up and it is certain which. */
  public boolean stopped() {
    return matched != null;
  }

  /** The stop string that ended the text, if one did. */
  public Optional<String> matched() {
    return Optional.ofNullable(matched);
  }

  private String settle(boolean ended) {
    int start = 0;
    while (start < held.length()) {
      String longest = null;
      boolean undecided = false;
      for (String stop : stopStrings) {
        int available = Math.min(stop.length(), held.length() - start);
        if (!startsWith(stop, start, available)) {
          continue;
        }
        if (available < stop.length()) {
          undecided = !ended;
        } else if (longest == null || stop.length() > longest.length()) {
          longest = stop;
        }
      }
      if (undecided) {
        break;
      }
      if (longest != null) {
        matched = longest;
        String answer = held.substring(0, start);
        held.setLength(0);
        return answer;
      }
      start++;
    }
    String certain = held.substring(0, start);
    held.delete(0, start);
    return certain;
  }

  private boolean startsWith(String stop, int start, int length) {
    for (int i = 0; i < length; i++) {
      if (held.charAt(start + i) != stop.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWholeCodePoints(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isBmpCodePoint(c) && Character.isSurrogate((char) c));
  }
}
