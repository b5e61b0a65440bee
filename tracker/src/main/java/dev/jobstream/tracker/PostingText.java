package dev.jobstream.tracker;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A posting as it was pasted: its readable text and, where it came as a web page, its HTML and
 * structured data. Immutable; every {@link Span} counts in {@link #text}.
 */
public final class PostingText {
  /** The most characters (UTF-16 code units) that a posting may have as it was pasted. */
  public static final int MOST_CHARACTERS = 1_000_000;

  private final String text;
  private final @Nullable String html;
  private final List<String> jsonLd;
  private final @Nullable String sourceUrl;
  private final @Nullable String canonicalUrl;
  private final @Nullable String heading;
  private final @Nullable LocalDate seenOn;

  PostingText(String text, @Nullable String html, List<String> jsonLd) {
    this(text, html, jsonLd, null, null, null, null);
  }

  private PostingText(
      String text,
      @Nullable String html,
      List<String> jsonLd,
      @Nullable String sourceUrl,
      @Nullable String canonicalUrl,
      @Nullable String heading,
      @Nullable LocalDate seenOn) {
    this.text = text;
    this.html = html;
    this.jsonLd = List.copyOf(jsonLd);
    this.sourceUrl = sourceUrl;
    this.canonicalUrl = canonicalUrl;
    this.heading = heading;
    this.seenOn = seenOn;
  }

  /**
   * A posting from what was pasted: plain text or a web page's HTML, which is recognised by its
   * tags.
   *
   * @throws PostingException if it is empty, binary, longer than {@link #MOST_CHARACTERS}, or a
   *     page without text
   */
  public static PostingText of(String pasted) {
    return of(pasted, null);
  }

  /**
   * A posting from what was pasted, and where it was found.
   *
   * @param sourceUrl the page's address; null if it is not known
   * @throws PostingException as {@link #of(String)}
   */
  public static PostingText of(String pasted, @Nullable String sourceUrl) {
    if (pasted.length() > MOST_CHARACTERS) {
      throw PostingException.tooLong(pasted.length());
    }
    if (Characters.areBinary(pasted)) {
      throw PostingException.binary();
    }
    String source = sourceUrl == null || sourceUrl.isBlank() ? null : sourceUrl.strip();
    String clean = Characters.clean(pasted);
    if (clean.isBlank()) {
      throw PostingException.empty();
    }
    if (HtmlPage.isHtml(clean)) {
      HtmlPage page = HtmlPage.read(clean);
      if (page.text().isBlank()) {
        throw PostingException.withoutText();
      }
      return new PostingText(
          page.text(), clean, page.jsonLd(), source, page.canonicalUrl(), page.heading(), null);
    }
    List<String> jsonLd = JsonLd.looksLikeJobPosting(clean) ? List.of(clean) : List.of();
    return new PostingText(Characters.tidyLines(clean), null, jsonLd, source, null, null, null);
  }

  /**
   * A posting from a file's bytes: UTF-8, or UTF-16 with a byte order mark.
   *
   * @throws PostingException as {@link #of(String)}, and if the bytes are no such text; the message
   *     names the offset of the first byte that is wrong
   */
  public static PostingText ofBytes(byte[] bytes) {
    // A character takes four bytes at most: what is longer need not be decoded to be too long.
    if (bytes.length > 4L * MOST_CHARACTERS) {
      throw PostingException.tooLong(bytes.length);
    }
    return of(Characters.decode(bytes));
  }

  /**
   * This posting as it was seen on a day, from which {@code 3 days ago} counts.
   *
   * @param day the day on which it was copied from its page
   */
  public PostingText seenOn(LocalDate day) {
    return new PostingText(text, html, jsonLd, sourceUrl, canonicalUrl, heading, day);
  }

  /** The readable text: line ends are {@code \n}, no markup, not blank. */
  public String text() {
    return text;
  }

  /** The page as pasted, if it was HTML. Not sanitised: never show it as it stands. */
  public Optional<String> html() {
    return Optional.ofNullable(html);
  }

  /** The contents of the page's {@code application/ld+json} scripts, as they stand. */
  public List<String> jsonLd() {
    return jsonLd;
  }

  /** Where the posting was found, if that was given along with it. */
  public Optional<String> sourceUrl() {
    return Optional.ofNullable(sourceUrl);
  }

  /** The day on which it was seen; empty if nobody said, so that relative days are not read. */
  public Optional<LocalDate> seenOn() {
    return Optional.ofNullable(seenOn);
  }

  /** The address that the page gives as its own. */
  Optional<String> canonicalUrl() {
    return Optional.ofNullable(canonicalUrl);
  }

  /** The page's main heading. */
  Optional<String> heading() {
    return Optional.ofNullable(heading);
  }
}
