package dev.jobstream.tracker;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds a model's web addresses against the posting: one that does not stand there is invented. */
final class PostingUrls {
  private PostingUrls() {}

  /** An address without a user's name, behind which the real host could hide. */
  private static final Pattern URL =
      Pattern.compile(
          "https?://[^\\s/?#@\"<>\\\\]+(?:[/?#][^\\s\"<>\\\\]*)?", Pattern.CASE_INSENSITIVE);

  /** Where an address was found, spelled as it stands there. */
  record Found(String url, Evidence evidence) {}

  /** The address as it stands in the posting's text or structured data; empty if it does not. */
  static Optional<Found> find(String url, PostingText posting) {
    if (!URL.matcher(url).matches()) {
      return Optional.empty();
    }
    String text = posting.text();
    int at = indexOf(text, url);
    if (at >= 0) {
      Span span = new Span(at, at + url.length());
      return Optional.of(new Found(text.substring(at, span.end()), Evidence.of(span)));
    }
    return posting.jsonLd().stream()
        .map(json -> json.replace("\\/", "/"))
        .filter(json -> indexOf(json, url) >= 0)
        .findFirst()
        .map(json -> new Found(url, new Evidence(Evidence.Source.STRUCTURED_DATA, List.of())));
  }

  /** Where the address stands whole, and not as the beginning of a longer one. */
  private static int indexOf(String text, String url) {
    int at = text.indexOf(url);
    while (at >= 0 && !endsAt(text, at + url.length())) {
      at = text.indexOf(url, at + url.length());
    }
    return at;
  }

  private static boolean endsAt(String text, int end) {
    int next = end;
    while (next < text.length() && ".,;:!?)]}'*_/".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    return next == text.length()
        || Character.isWhitespace(text.charAt(next))
        || "\"<>\\`|".indexOf(text.charAt(next)) >= 0;
  }
}
