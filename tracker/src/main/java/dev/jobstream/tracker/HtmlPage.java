package dev.jobstream.tracker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A web page, read for its posting.
 *
 * @param text the readable text; blank if there is none
 * @param jsonLd the contents of its {@code application/ld+json} scripts
 * @param canonicalUrl the address it gives as its own; null if it gives none
 * @param heading its first main heading; null if it has none
 */
record HtmlPage(
    String text, List<String> jsonLd, @Nullable String canonicalUrl, @Nullable String heading) {

  /** Tags that a text about programming does not pile up by chance. */
  private static final Set<String> TAGS =
      Set.of(
          "!doctype",
          "html",
          "head",
          "body",
          "div",
          "p",
          "br",
          "ul",
          "ol",
          "li",
          "span",
          "section",
          "article",
          "main",
          "h1",
          "h2",
          "h3",
          "h4",
          "strong",
          "b",
          "em",
          "table",
          "tr",
          "td",
          "a",
          "script",
          "meta",
          "title");

  /** So many tags make a text HTML, unless it begins with one: then that is enough. */
  private static final int TAGS_OF_A_PAGE = 4;

  static boolean isHtml(String text) {
    int tags = 0;
    int first = 0;
    while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
      if (isTag(text, at)) {
        if (at == first || ++tags >= TAGS_OF_A_PAGE) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isTag(String text, int at) {
    int start = text.startsWith("/", at + 1) ? at + 2 : at + 1;
    int end = start;
    while (end < text.length() && end < start + 10 && isNameCharacter(text.charAt(end))) {
      end++;
    }
    return end < text.length()
        && (text.charAt(end) == '>'
            || text.charAt(end) == '/'
            || Character.isWhitespace(text.charAt(end)))
        && TAGS.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
  }

  private static boolean isNameCharacter(char c) {
    return c == '!' || (c < 128 && Character.isLetterOrDigit(c));
  }

  static HtmlPage read(String html) {
    Document document = Jsoup.parse(html);
    List<String> jsonLd = new ArrayList<>();
    for (Element script : document.select("script[type*=ld+json]")) {
      if (!script.data().isBlank()) {
        jsonLd.add(script.data().strip());
      }
    }
    String canonical = canonical(document);
    Element heading = document.selectFirst("h1");
    String text = HtmlText.of(document.body());
    return new HtmlPage(
        JsonLd.withDescription(text, jsonLd),
        jsonLd,
        canonical,
        heading == null || heading.text().isBlank() ? null : heading.text().strip());
  }

  private static @Nullable String canonical(Document document) {
    Element link = document.selectFirst("link[rel=canonical][href^=http]");
    if (link != null) {
      return link.attr("href").strip();
    }
    Element meta = document.selectFirst("meta[property='og:url'][content^=http]");
    return meta == null ? null : meta.attr("content").strip();
  }
}
