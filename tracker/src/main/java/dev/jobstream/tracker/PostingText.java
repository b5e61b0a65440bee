package dev.jobstream.tracker;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A posting as it was pasted: its readable text and, where it came as a web page, its HTML and
 * structured data. Immutable; every {@link Span} counts in {@link #text}.
 */
public final class PostingText {
  private final String text;
  private final @Nullable String html;
  private final List<String> jsonLd;

  PostingText(String text, @Nullable String html, List<String> jsonLd) {
    this.text = text;
    this.html = html;
    this.jsonLd = List.copyOf(jsonLd);
  }

  /** The readable text: line ends are {@code \n}, no markup, not blank. */
  public String text() {
    return text;
  }

  /** The page as pasted, if it was HTML. */
  public Optional<String> html() {
    return Optional.ofNullable(html);
  }

  /** The contents of the page's {@code application/ld+json} scripts, as they stand. */
  public List<String> jsonLd() {
    return jsonLd;
  }
}
