package dev.jobstream.tracker;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Guesses the company from how the prose speaks of it: "About Acme", "At Acme, we". */
final class CompanyMentions {
  private CompanyMentions() {}

  private static final int MOST_LINES = 80;
  private static final int WINDOW = 160;

  private static final String NAME =
      "(?<name>\\p{Lu}[\\p{L}\\d.&'’-]{1,30}(?: [\\p{Lu}\\d&][\\p{L}\\d.&'’-]{0,30}){0,4})";

  private static final Pattern HEADING =
      Pattern.compile(
          "(?:About|Über|Who is|Why|Life at|Working at|Why join|À propos de) " + NAME + "\\??:?");

  private static final Pattern AT_NAME_WE =
      Pattern.compile(
          "(?:(?:At|Bei|Here at|Chez) "
              + NAME
              + "(?:, | )(?:we|you|our|wir|nous)\\b.{0,200}"
              + "|(?:We at|Wir bei|Wir von) "
              + NAME.replace("<name>", "<name2>")
              + ".{0,200})");

  private static final List<String> NO_NAMES =
      List.of(
          "the",
          "this",
          "you",
          "us",
          "our",
          "your",
          "a",
          "an",
          "we",
          "me",
          "team",
          "role",
          "job",
          "uns",
          "dich",
          "position",
          "company",
          "work",
          "join");

  static void read(List<Line> lines, FactSheet facts) {
    for (Line whole : lines.subList(0, Math.min(lines.size(), MOST_LINES))) {
      Line line = LabelFacts.withoutBullet(whole);
      Optional<Line> name = line.length() <= WINDOW / 2 ? heading(line) : Optional.empty();
      name.or(() -> beginning(line))
          .filter(found -> isName(found.text()))
          .ifPresent(found -> facts.guessText(PostingField.COMPANY, found));
    }
  }

  private static Optional<Line> heading(Line line) {
    Matcher matcher = HEADING.matcher(line.text());
    return matcher.matches()
        ? Optional.of(line.part(matcher.start("name"), matcher.end("name")))
        : Optional.empty();
  }

  private static Optional<Line> beginning(Line line) {
    Matcher matcher = AT_NAME_WE.matcher(line.text().substring(0, Math.min(line.length(), WINDOW)));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String group = matcher.group("name") != null ? "name" : "name2";
    return Optional.of(line.part(matcher.start(group), matcher.end(group)));
  }

  private static boolean isName(String name) {
    Words words = Words.of(name);
    return NO_NAMES.stream().noneMatch(words::startWith)
        && !words.hasAny(List.of("role", "job", "team", "position", "opportunity"))
        && Headline.isCompany(name);
  }
}
