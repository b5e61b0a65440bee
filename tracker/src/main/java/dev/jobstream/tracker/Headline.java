package dev.jobstream.tracker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Guesses title, company and place from how the first lines of a posting are laid out: one sentence
 * ("Acme seeks Engineer"), one line of parts ("Engineer | Acme | Berlin"), or a line each. All that
 * it finds are guesses.
 */
final class Headline {
  private static final int MOST_LINES = 12;
  private static final int MOST_SKIPPED = 40;
  private static final int LONGEST_LINE = 220;
  private static final int LONGEST_COMPANY = 70;
  private static final int MOST_COMPANY_WORDS = 8;

  private static final List<String> DASHES = List.of(" - ", " – ", " — ", " @ ", " / ");
  private static final List<String> BARS = List.of(" | ", " // ", " • ", " · ", "\t", " ● ", " ⋅ ");

  private static final List<String> ABBREVIATIONS =
      List.of(
          "Inc.", "Ltd.", "Co.", "Corp.", "S.A.", "N.V.", "B.V.", "e.V.", "L.P.", "Bros.", "LLC.",
          "P.C.", "S.p.A.", "S.L.", "A.G.", "plc.", "U.S.", "St.");

  private static final List<String> COMPANY_WORDS =
      List.of("Careers at ", "Jobs at ", "by ", "bei ", "Karriere bei ");

  private final List<Line> head = new ArrayList<>();
  private @Nullable Line title;
  private @Nullable Line company;
  private @Nullable Line place;

  private Headline() {}

  static void read(PostingText posting, List<Line> lines, FactSheet facts) {
    Headline headline = new Headline();
    posting
        .heading()
        .filter(heading -> !HeadNoise.isButton(heading) && !HeadNoise.isHeading(heading))
        .ifPresent(heading -> headline.title = find(heading, lines));
    headline.collect(lines, facts);
    headline.readSentences();
    headline.readParts(facts);
    facts.guessText(PostingField.TITLE, headline.title);
    if (headline.place != null) {
      facts.guessText(PostingField.LOCATION, Places.withoutWorkplace(headline.place));
    }
    if (facts.has(PostingField.TITLE)) {
      facts.guessText(PostingField.COMPANY, headline.company);
    }
    if (!facts.has(PostingField.COMPANY)) {
      CompanyMentions.read(lines, facts);
    }
  }

  private static @Nullable Line find(String heading, List<Line> lines) {
    return lines.stream().filter(line -> line.text().equals(heading)).findFirst().orElse(null);
  }

  /** The first lines without what is about the page, up to where the prose begins. */
  private void collect(List<Line> lines, FactSheet facts) {
    boolean value = false;
    for (int i = 0; i < Math.min(lines.size(), MOST_SKIPPED) && head.size() < MOST_LINES; i++) {
      Line line = LabelFacts.withoutBullet(lines.get(i));
      if (HeadNoise.isButton(line.text())) {
        continue;
      }
      if (HeadNoise.isHeading(line.text())) {
        if (!head.isEmpty() || facts.has(PostingField.TITLE)) {
          return;
        }
        continue;
      }
      if (line.length() > LONGEST_LINE) {
        return;
      }
      boolean announced = withoutAnnouncement(line).isPresent() && parts(line).size() > 1;
      boolean labelled = !announced && LabelFacts.isLabelled(line);
      boolean skipped = value || labelled || isOfAnotherKind(line.text());
      // A label alone has its value below.
      value = labelled && line.text().indexOf(':') < 0;
      if (!skipped) {
        head.add(line);
      }
    }
  }

  /** A line that is another field's: an address, an amount, a kind of employment. */
  private static boolean isOfAnotherKind(String text) {
    return UrlFacts.isUrl(text)
        || (text.indexOf('@') > 0 && text.indexOf(' ') < 0)
        || EmploymentFacts.isAlone(text)
        || (text.length() <= 60 && SalaryFacts.isAmount(text) && !JobTitles.isTitle(text))
        || (text.length() <= 40 && !DateParser.find(text).isEmpty())
        || DateFacts.isRelativeDay(text);
  }

  private void readSentences() {
    for (Line line : head) {
      Optional<HeadSentences.Parts> parts = HeadSentences.read(line);
      if (parts.isPresent()) {
        title = title == null ? parts.get().title() : title;
        company = parts.get().company();
        place = parts.get().place();
        head.remove(line);
        return;
      }
    }
  }

  private void readParts(FactSheet facts) {
    List<Line> parts = new ArrayList<>();
    for (Line line : head) {
      if (line.text().endsWith(".") && line.length() > LONGEST_COMPANY) {
        break; // the prose has begun
      }
      for (Line part : parts(withoutAnnouncement(line).orElse(line))) {
        if (!HeadNoise.isButton(part.text()) && !isOfAnotherKind(part.text())) {
          parts.add(part);
        }
      }
    }
    for (Line part : parts) {
      place = place == null && Places.isPlace(part.text()) ? part : place;
    }
    parts.removeIf(part -> Places.isPlace(part.text()));
    if (title == null) {
      title = titleOf(parts, facts);
    }
    parts.remove(title);
    if (company == null) {
      company = companyOf(parts);
    }
  }

  private @Nullable Line titleOf(List<Line> parts, FactSheet facts) {
    for (Line part : parts) {
      if (JobTitles.isTitle(part.text())) {
        return part;
      }
    }
    boolean first = !parts.isEmpty() && !facts.has(PostingField.TITLE) && place != null;
    return first && !isEmployers(parts.getFirst().text()) ? parts.getFirst() : null;
  }

  private @Nullable Line companyOf(List<Line> parts) {
    for (Line part : parts) {
      Optional<Line> named = behindCompanyWords(part);
      if (named.isPresent()) {
        return named.get();
      }
    }
    for (Line part : parts) {
      if (isCompany(part.text())) {
        return part;
      }
    }
    return null;
  }

  private static boolean isEmployers(String text) {
    return COMPANY_WORDS.stream().anyMatch(text::startsWith);
  }

  static boolean isCompany(String text) {
    int words = text.split(" ", MOST_COMPANY_WORDS + 1).length;
    boolean stops =
        text.endsWith(".") && (words > 4 || ABBREVIATIONS.stream().noneMatch(text::endsWith));
    return text.length() >= 2
        && text.length() <= LONGEST_COMPANY
        && words <= MOST_COMPANY_WORDS
        && !stops
        && text.indexOf(':') < 0
        && !text.startsWith("About ")
        && !text.endsWith("!")
        && !text.endsWith("?")
        && (Character.isUpperCase(text.charAt(0))
            || Character.isDigit(text.charAt(0))
            || words <= 2)
        && !JobTitles.isSentence(text)
        && !HeadNoise.isHeading(text)
        && !HeadNoise.isBoard(text)
        && !Values.isPlaceholder(text)
        && !HeadSentences.isNobody(text);
  }

  private static Optional<Line> behindCompanyWords(Line part) {
    for (String before : COMPANY_WORDS) {
      if (part.text().startsWith(before) && part.length() > before.length()) {
        return Optional.of(part.part(before.length(), part.length()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Line> withoutAnnouncement(Line line) {
    int colon = line.text().indexOf(": ");
    return colon > 0 && HeadSentences.isAnnouncement(line.text().substring(0, colon))
        ? Optional.of(line.part(colon + 2, line.length()))
        : Optional.empty();
  }

  /**
   * Bars part a line; dashes and slashes do so only if one of the parts is a place, unless the
   * place has a line of its own: then they belong to the title.
   */
  private List<Line> parts(Line line) {
    List<Line> parts = new ArrayList<>();
    List<Line> bars = Lines.split(line, BARS);
    boolean placeElsewhere =
        Stream.concat(head.stream().filter(other -> !other.equals(line)), bars.stream())
            .anyMatch(other -> Places.isPlace(other.text()));
    boolean own =
        head.size() > 2
            && head.stream().anyMatch(other -> Places.isPlace(other.text()) && !other.equals(line))
            && JobTitles.isTitle(line.text());
    if (own
        && Stream.of(bars, Lines.split(line, DASHES))
            .flatMap(List::stream)
            .noneMatch(Headline::isNoise)) {
      return List.of(line); // title, company and place have a line each
    }
    for (Line part : bars) {
      List<Line> dashed = Lines.split(part, DASHES);
      boolean parting =
          dashed.stream()
              .skip(1)
              .map(Line::text)
              .anyMatch(one ->
                  (!placeElsewhere && Places.isPlace(one))
                      || HeadNoise.isBoard(one)
                      || EmploymentFacts.isAlone(one)
                      || HeadNoise.isButton(one));
      for (Line one : parting ? joined(part, dashed) : List.of(part)) {
        if (!HeadNoise.isBoard(one.text())) {
          addWithoutPlace(one, parts);
        }
      }
    }
    return parts;
  }

  private static boolean isNoise(Line part) {
    return HeadNoise.isBoard(part.text()) || HeadNoise.isButton(part.text());
  }

  /** "Engineer - Python - Acme - Austin, TX": the first of many parts belong to the title. */
  private static List<Line> joined(Line line, List<Line> dashed) {
    List<Line> parts = new ArrayList<>(dashed);
    parts.removeIf(part -> HeadNoise.isBoard(part.text()) || HeadNoise.isButton(part.text()));
    while (parts.size() > 3 && !Places.isPlace(parts.get(1).text())) {
      int start = parts.getFirst().start() - line.start();
      int end = parts.get(1).end() - line.start();
      parts.remove(0);
      parts.set(0, line.part(start, end));
    }
    return parts;
  }

  /** "Engineer (Berlin)"; but "Engineer (Remote)" and "Engineer (US)" are titles. */
  private static void addWithoutPlace(Line part, List<Line> parts) {
    int open = part.text().lastIndexOf('(');
    if (open > 2 && part.text().endsWith(")")) {
      Line inside = part.part(open + 1, part.length() - 1);
      if (Places.isPlace(inside.text()) && !Places.isRemoteOrCode(inside.text())) {
        parts.add(part.part(0, open));
        parts.add(inside);
        return;
      }
    }
    parts.add(part);
  }
}
