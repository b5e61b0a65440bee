package dev.jobstream.tracker;

import java.util.Locale;

/**
 * A posting that cannot be read. Its message says why and what to do, and can be shown as it is.
 */
public final class PostingException extends RuntimeException {
  PostingException(String message) {
    super(message);
  }

  static PostingException empty() {
    return new PostingException("The posting is empty. Paste the text of a job posting.");
  }

  static PostingException withoutText() {
    return new PostingException(
        "The page holds no readable text; a script may draw it. Copy the text from the browser"
            + " instead of the page's source.");
  }

  static PostingException tooLong(long characters) {
    return new PostingException(
        String.format(
            Locale.ROOT,
            "The posting has %,d characters, at most %,d can be read. Paste only the posting itself.",
            characters,
            PostingText.MOST_CHARACTERS));
  }

  static PostingException binary() {
    return new PostingException(
        "This is not text but binary data. Open it in the program it belongs to and copy the"
            + " posting's text.");
  }

  static PostingException fileKind(String kind) {
    return new PostingException(
        "This is a %s, not text. Open it and copy the posting's text.".formatted(kind));
  }

  static PostingException notUtf8(int offset, byte value) {
    return new PostingException(
        ("The file is not valid UTF-8: the byte `0x%02X` at offset %d belongs to no character."
                + " Save it as UTF-8 and try again.")
            .formatted(value, offset));
  }

  static PostingException notUtf16(int offset) {
    return new PostingException(
        ("The file begins as UTF-16, but the bytes at offset %d are no character of it."
                + " Save it as UTF-8 and try again.")
            .formatted(offset));
  }
}
