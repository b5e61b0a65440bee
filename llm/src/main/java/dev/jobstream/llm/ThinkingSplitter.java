package dev.jobstream.llm;

import java.util.function.Consumer;

/**
 * Tells a model's thinking from its answer in a text that comes in deltas: {@code
 * <think>…</think>answer}.
 *
 * <p>Only a block at the very beginning is thinking, white space before it aside; tags further on
 * are text. White space right behind either tag is dropped, so an empty block gives no event. A
 * block that is never closed is all thinking. The result is that of the whole text, however it is
 * split. Not thread-safe.
 */
public final class ThinkingSplitter {
  private enum Place {
    BEFORE,
    BEHIND_OPENING_TAG,
    THINKING,
    BEHIND_CLOSING_TAG,
    ANSWER
  }

  private final String openingTag;
  private final String closingTag;
  private final StringBuilder held = new StringBuilder();
  private Place place;

  /**
   * A splitter for {@code <think>} and {@code </think>}.
   *
   * @param startsThinking the opening tag was already part of the prompt
   */
  public ThinkingSplitter(boolean startsThinking) {
    this(startsThinking, "<think>", "</think>");
  }

  /**
   * A splitter for other tags.
   *
   * @throws IllegalArgumentException if a tag is empty or begins with white space
   */
  public ThinkingSplitter(boolean startsThinking, String openingTag, String closingTag) {
    this.openingTag = checked(openingTag);
    this.closingTag = checked(closingTag);
    this.place = startsThinking ? Place.BEHIND_OPENING_TAG : Place.BEFORE;
  }

  /** Takes the next delta and hands out what is now certain; no event's text is empty. */
  public void feed(String delta, Consumer<StreamEvent> out) {
    if (place == Place.ANSWER) {
      text(delta, out);
      return;
    }
    held.append(delta);
    while (advance(out)) {
      // Each step settles one place; the next looks at what is left.
    }
  }

  /** Ends the text and hands out what was held back. */
  public void finish(Consumer<StreamEvent> out) {
    String rest = held.toString();
    held.setLength(0);
    switch (place) {
      case BEFORE, ANSWER -> text(rest, out);
      case THINKING -> thinking(rest, out);
      case BEHIND_OPENING_TAG, BEHIND_CLOSING_TAG -> {
        // Only white space is ever held here.
      }
    }
  }

  /** True while the text is within the block of thinking. */
  public boolean thinking() {
    return place == Place.THINKING || place == Place.BEHIND_OPENING_TAG;
  }

  /** True once it is certain that the answer has begun: no block of thinking can follow. */
  public boolean answering() {
    return place == Place.ANSWER || place == Place.BEHIND_CLOSING_TAG;
  }

  /** Gets on by one place; false if that takes more text. */
  private boolean advance(Consumer<StreamEvent> out) {
    return switch (place) {
      case BEFORE -> before();
      case BEHIND_OPENING_TAG -> dropWhiteSpace(Place.THINKING);
      case THINKING -> inBlock(out);
      case BEHIND_CLOSING_TAG -> dropWhiteSpace(Place.ANSWER);
      case ANSWER -> {
        text(held.toString(), out);
        held.setLength(0);
        yield false;
      }
    };
  }

  private boolean before() {
    int start = firstNonWhiteSpace();
    int common = Math.min(openingTag.length(), held.length() - start);
    if (!openingTag.startsWith(held.substring(start, start + common))) {
      place = Place.ANSWER;
      return true;
    }
    if (common < openingTag.length()) {
      return false;
    }
    held.delete(0, start + common);
    place = Place.BEHIND_OPENING_TAG;
    return true;
  }

  private boolean inBlock(Consumer<StreamEvent> out) {
    int end = held.indexOf(closingTag);
    if (end >= 0) {
      thinking(held.substring(0, end), out);
      held.delete(0, end + closingTag.length());
      place = Place.BEHIND_CLOSING_TAG;
      return true;
    }
    int certain = held.length() - unfinishedTag();
    thinking(held.substring(0, certain), out);
    held.delete(0, certain);
    return false;
  }

  private boolean dropWhiteSpace(Place then) {
    held.delete(0, firstNonWhiteSpace());
    if (held.isEmpty()) {
      return false;
    }
    place = then;
    return true;
  }

  private int firstNonWhiteSpace() {
    int index = 0;
    while (index < held.length() && Character.isWhitespace(held.charAt(index))) {
      index++;
    }
    return index;
  }

  /** How many of the last characters may be the beginning of the closing tag. */
  private int unfinishedTag() {
    for (int n = Math.min(closingTag.length() - 1, held.length()); n > 0; n--) {
      if (closingTag.startsWith(held.substring(held.length() - n))) {
        return n;
      }
    }
    return 0;
  }

  private static void text(String text, Consumer<StreamEvent> out) {
    if (!text.isEmpty()) {
      out.accept(new StreamEvent.TextDelta(text));
    }
  }

  private static void thinking(String text, Consumer<StreamEvent> out) {
    if (!text.isEmpty()) {
      out.accept(new StreamEvent.ThinkingDelta(text));
    }
  }

  private static String checked(String tag) {
    if (tag.isEmpty() || Character.isWhitespace(tag.charAt(0))) {
      throw new IllegalArgumentException(
          "The tag `%s` must not be empty or begin with white space.".formatted(tag));
    }
    return tag;
  }
}
