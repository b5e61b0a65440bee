package dev.jobstream.tracker;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * HTML as a reader sees it: a line for each block and each item of a list, an empty line around
 * paragraphs and headings, a table's row of two cells as {@code name: value}.
 */
final class HtmlText implements NodeFilter {
  private static final Set<String> PARAGRAPHS =
      Set.of(
          "p",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "ul",
          "ol",
          "dl",
          "table",
          "section",
          "article",
          "header",
          "footer",
          "main",
          "aside",
          "blockquote",
          "pre",
          "form",
          "fieldset",
          "figure",
          "hr");
  private static final Set<String> BLOCKS =
      Set.of(
          "div",
          "li",
          "dt",
          "dd",
          "tr",
          "address",
          "caption",
          "legend",
          "body",
          "details",
          "summary",
          "figcaption",
          "center",
          "option",
          "label");

  private static final Set<String> UNREAD =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "svg",
          "iframe",
          "object",
          "canvas",
          "video",
          "audio",
          "nav",
          "dialog",
          "button",
          "select",
          "input",
          "textarea",
          "head");

  private static final Pattern HIDDEN =
      Pattern.compile("(?i)(?:display\\s{0,5}:\\s{0,5}none|visibility\\s{0,5}:\\s{0,5}hidden)");

  /** The longest first cell of a row that is taken for the name of the second. */
  private static final int LONGEST_NAME = 40;

  private final StringBuilder text = new StringBuilder();

  private HtmlText() {}

  static String of(Element element) {
    HtmlText visitor = new HtmlText();
    element.filter(visitor);
    return Characters.tidyLines(Characters.clean(visitor.text.toString()));
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof Element element && isUnread(element)) {
      return FilterResult.SKIP_ENTIRELY;
    }
    if (node instanceof TextNode words) {
      append(words.getWholeText(), words.parent());
    } else if (node instanceof Element element) {
      String name = element.normalName();
      if (PARAGRAPHS.contains(name)) {
        endLine();
        text.append('\n');
      } else if (BLOCKS.contains(name) || name.equals("br")) {
        endLine();
      }
      if (name.equals("br")) {
        text.append('\n');
      }
      if (name.equals("li")) {
        text.append("- ");
      }
      if ((name.equals("td") || name.equals("th")) && element.previousElementSibling() != null) {
        separateCell(element);
      }
    }
    return FilterResult.CONTINUE;
  }

  /** What a reader does not see, or does not read: text hidden from people is not for a model. */
  private static boolean isUnread(Element element) {
    return UNREAD.contains(element.normalName())
        || element.hasAttr("hidden")
        || element.attr("aria-hidden").equals("true")
        || HIDDEN.matcher(Lines.cut(element.attr("style"))).find();
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      String name = element.normalName();
      if (PARAGRAPHS.contains(name)) {
        endLine();
        text.append('\n');
      } else if (BLOCKS.contains(name)) {
        endLine();
      } else if (name.equals("a")) {
        appendAddress(element);
      }
    }
    return FilterResult.CONTINUE;
  }

  private void append(String words, @Nullable Node parent) {
    if (parent instanceof Element element && element.normalName().equals("pre")) {
      text.append(words);
      return;
    }
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      boolean space = Character.isWhitespace(c) || c == '\u00a0';
      if (!space) {
        text.append(c);
      } else if (!text.isEmpty() && text.charAt(text.length() - 1) > ' ') {
        text.append(' ');
      }
    }
  }

  private void endLine() {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    text.setLength(end);
    if (end > 0 && text.charAt(end - 1) != '\n') {
      text.append('\n');
    }
  }

  /** Between two cells; the first of just two names the second. */
  private void separateCell(Element cell) {
    Element previous = cell.previousElementSibling();
    boolean ofTwo =
        previous != null
            && previous.previousElementSibling() == null
            && cell.nextElementSibling() == null;
    int lineStart = ofTwo ? text.lastIndexOf("\n") + 1 : text.length();
    boolean named = ofTwo && text.length() - lineStart <= LONGEST_NAME;
    if (named && text.charAt(text.length() - 1) == ':') {
      text.append(' ');
    } else {
      text.append(named && text.length() > lineStart ? ": " : " | ");
    }
  }

  /** Where to apply stands in a link's address, which is no text: it is put behind its words. */
  private void appendAddress(Element link) {
    String address = link.attr("href").strip();
    String words = link.text();
    if (address.startsWith("http")
        && !words.contains(address)
        && words.length() <= LONGEST_NAME
        && UrlFacts.saysApply(words)) {
      text.append(" (").append(address).append(')');
    }
  }
}
