package dev.jobstream.tracker;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads where a posting was found and where to apply, by the words around an address. */
final class UrlFacts {
  private UrlFacts() {}

  private static final int LONGEST_URL = 2_000;
  private static final int WINDOW = 60;

  /** An address alone on one of so many lines at the top or the bottom is the posting's own. */
  private static final int MARGIN_LINES = 6;

  private static final List<String> APPLY =
      List.of(
          "apply",
          "application",
          "applications",
          "applying",
          "bewerben",
          "bewerbung",
          "bewirb",
          "bewerbungen",
          "bewerbungsformular",
          "postuler",
          "postulez",
          "candidature",
          "candidatez",
          "aplicar",
          "inscríbete",
          "solicitud",
          "submit your cv",
          "submit your resume",
          "send your cv");

  private static final List<String> SOURCE =
      List.of(
          "source",
          "job url",
          "job link",
          "original posting",
          "original post",
          "job ad",
          "view at",
          "view job",
          "permalink",
          "quelle",
          "stellenanzeige",
          "url",
          "fuente",
          "posting");

  /** Of pages of a site, one word of whose address says that they are of no posting. */
  private static final List<String> SITE_PAGES =
      List.of(
          "career",
          "jobs",
          "position",
          "vacanc",
          "stellen",
          "karriere",
          "emploi",
          "empleo",
          "vacature",
          "about",
          "contact",
          "privacy",
          "datenschutz",
          "cookie",
          "terms",
          "legal",
          "imprint",
          "impressum");

  private static final List<String> JOB_PAGES =
      List.of("/jobs/", "/job/", "/viewjob", "/stellenangebote", "/careers/", "/positions/");

  static boolean saysApply(String words) {
    return Words.of(words).hasAny(APPLY);
  }

  /** Whether a text is one web address and nothing else. */
  static boolean isUrl(String text) {
    String url = text.strip();
    return url(url, 0, endOfUrl(url, 0)).filter(url::equals).isPresent();
  }

  static void read(List<Line> lines, FactSheet facts) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      int end = 0;
      for (int at = next(line.text(), 0); at >= 0; at = next(line.text(), end)) {
        String before = line.text().substring(Math.max(end, at - WINDOW), at);
        end = Math.max(at + 1, endOfUrl(line.text(), at));
        String url = url(line.text(), at, end).orElse("");
        if (!url.isEmpty()) {
          Line address = line.part(at, at + url.length());
          boolean alone = url.length() == line.length();
          boolean bottom = i >= lines.size() - MARGIN_LINES && isJobPage(url);
          offer(address, before, alone && (i < MARGIN_LINES || bottom), facts);
        }
      }
    }
  }

  private static void offer(Line url, String before, boolean alone, FactSheet facts) {
    Words words = Words.of(sentence(before));
    FieldValue value = new FieldValue.Text(url.text());
    if (words.hasAny(APPLY)) {
      facts.fact(PostingField.APPLY_URL, value, url.span());
      guessSource(value, url, facts);
    } else if (SOURCE.stream().anyMatch(words::endWith)) {
      facts.fact(PostingField.SOURCE_URL, value, url.span());
    } else if (alone && isOfOnePage(url.text())) {
      facts.guess(
          isApplicationForm(url.text()) ? PostingField.APPLY_URL : PostingField.SOURCE_URL,
          value,
          url.span());
    }
  }

  /** "Apply: " before a board's page of the posting: one applies where one reads. */
  private static void guessSource(FieldValue value, Line url, FactSheet facts) {
    if (isJobPage(url.text()) && !isApplicationForm(url.text())) {
      facts.guess(PostingField.SOURCE_URL, value, url.span());
    }
  }

  private static String sentence(String before) {
    int stop = Math.max(before.lastIndexOf(". "), before.lastIndexOf(" | "));
    return before.substring(stop + 1);
  }

  /** A company's home page, or its list of jobs, is not where one posting is. */
  private static boolean isOfOnePage(String url) {
    String path = path(url);
    return path.indexOf('?') >= 0
        || path.chars().anyMatch(Character::isDigit)
        || (path.indexOf('/') > 0 && path.indexOf('/') < path.length() - 1);
  }

  /** Whether an address is that of a whole site, its list of jobs, or what it has to say by law. */
  static boolean isOfSite(String url) {
    String path = path(url).toLowerCase(Locale.ROOT);
    return !isOfOnePage(url)
        && (path.length() <= 1 || SITE_PAGES.stream().anyMatch(path::contains));
  }

  /** What is behind the host's slash, or its question mark. */
  private static String path(String url) {
    int at = url.indexOf("://") + 3;
    while (at < url.length() && url.charAt(at) != '/' && url.charAt(at) != '?') {
      at++;
    }
    return at < url.length() && url.charAt(at) == '/' ? url.substring(at + 1) : url.substring(at);
  }

  /** Boards and career sites have a page a posting, and its address says so. */
  private static boolean isJobPage(String url) {
    String path = url.toLowerCase(Locale.ROOT);
    return JOB_PAGES.stream().anyMatch(path::contains) && isOfOnePage(url);
  }

  private static boolean isApplicationForm(String url) {
    String path = url.toLowerCase(Locale.ROOT);
    return path.endsWith("/apply") || path.contains("/apply/") || path.contains("/apply?");
  }

  static void offerLabelled(PostingField field, Line value, FactSheet facts) {
    int at = next(value.text(), 0);
    if (at >= 0 && at <= WINDOW) {
      url(value.text(), at, endOfUrl(value.text(), at))
          .ifPresent(url ->
              facts.fact(
                  field, new FieldValue.Text(url), value.part(at, at + url.length()).span()));
    }
  }

  private static int next(String text, int from) {
    for (int at = text.indexOf("://", from); at >= 0; at = text.indexOf("://", at + 3)) {
      for (String scheme : List.of("https", "http")) {
        int start = at - scheme.length();
        if (start >= from && text.regionMatches(true, start, scheme, 0, scheme.length())) {
          return start;
        }
      }
    }
    return -1;
  }

  private static int endOfUrl(String text, int start) {
    int end = start;
    while (end < text.length() && isPartOfUrl(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The address that stands here, without the punctuation of the sentence around it. */
  private static Optional<String> url(String text, int start, int end) {
    if (end - start > LONGEST_URL) {
      return Optional.empty();
    }
    while (end > start && ".,;:!?'*_".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    String url = text.substring(start, end);
    if (url.endsWith(")") && url.indexOf('(') < 0) {
      url = url.substring(0, url.length() - 1);
    }
    int host = url.indexOf("://") + 3;
    boolean hasHost =
        host > 3 && host < url.length() && Character.isLetterOrDigit(url.charAt(host));
    return hasHost && url.regionMatches(true, 0, "http", 0, 4)
        ? Optional.of(url)
        : Optional.empty();
  }

  private static boolean isPartOfUrl(char c) {
    return c > ' '
        && c != '\u00a0'
        && "<>\"'`{}|\\^”“".indexOf(c) < 0
        && !Character.isWhitespace(c);
  }
}
