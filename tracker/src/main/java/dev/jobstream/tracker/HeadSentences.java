package dev.jobstream.tracker;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes apart a first line that announces a job in a sentence, in English or German. */
final class HeadSentences {
  private HeadSentences() {}

  /** What a sentence names; null for what it does not. */
  record Parts(Line title, @Nullable Line company, @Nullable Line place) {}

  private static final int LONGEST = 220;

  private static final Set<String> ANNOUNCEMENTS =
      Set.of(
          "vacancy",
          "job",
          "hiring",
          "now hiring",
          "we re hiring",
          "we are hiring",
          "open position",
          "job opening",
          "job vacancy",
          "opening",
          "stellenangebot",
          "stellenanzeige",
          "stelle",
          "offre d emploi",
          "new job",
          "job alert",
          "job title",
          "position",
          "role");

  /** Who offers a job without a name. */
  private static final Set<String> NOBODY =
      Set.of(
          "company",
          "we",
          "us",
          "wir",
          "our client",
          "unser kunde",
          "client",
          "a client",
          "our customer",
          "the company",
          "employer",
          "who",
          "it",
          "our team",
          "the team",
          "nous",
          "confidential",
          "a company",
          "anonymous",
          "private",
          "our company");

  private static final String ARTICLE =
      "(?:an? |the |eine?n? |eine/n |eine:n |eine\\(n\\) |ab sofort |zum nächstmöglichen Zeitpunkt"
          + " |un |une |experienced (?=[A-Z]))?";

  // Matched against lines of at most LONGEST characters only.
  private static final Pattern SEEKS =
      Pattern.compile(
          "(?<company>.{2,160}?) (?:seeks|sucht|suchen|is hiring|are hiring|is recruiting|is looking"
              + " for|are looking for|is seeking|are seeking|recrute|busca) "
              + ARTICLE
              + "(?<title>\\p{Lu}.{2,140}?)[.!]?");

  private static final Pattern JOIN =
      Pattern.compile(
          "Join (?<company>.{2,80}?) as (?:an? |our |the )?(?<title>\\p{Lu}.{2,120}?)"
              + "(?:[!.] ?(?:We.{0,3}re |We are )?(?:based|located) in (?<place>.{2,90}?))?[.!]?");

  private static final Pattern JOB_IN =
      Pattern.compile(
          "(?<title>.{3,120}?) [Jj]obs? (?:at (?<company>.{2,60}?) )?in (?<place>.{2,90})");

  private static final Pattern AT =
      Pattern.compile(
          "(?<title>.{3,120}?) (?:at|bei|@|chez|with) (?<company>\\p{Lu}.{1,70}|\\d.{1,70})");

  private static final List<String> ENDS =
      List.of(" to join ", " who ", " für unser", " zur Verstärkung");

  static boolean isAnnouncement(String words) {
    return ANNOUNCEMENTS.contains(Words.of(words).toString());
  }

  static boolean isNobody(String name) {
    return NOBODY.contains(Words.of(name).toString());
  }

  static Optional<Parts> read(Line line) {
    if (line.length() > LONGEST) {
      return Optional.empty();
    }
    return join(line).or(() -> seeks(line)).or(() -> jobIn(line)).or(() -> at(line));
  }

  private static Optional<Parts> join(Line line) {
    Matcher matcher = JOIN.matcher(line.text());
    return matcher.matches()
        ? Optional.of(
            new Parts(
                group(line, matcher, "title"),
                somebody(group(line, matcher, "company")),
                matcher.group("place") == null ? null : group(line, matcher, "place")))
        : Optional.empty();
  }

  private static Optional<Parts> seeks(Line line) {
    Matcher matcher = SEEKS.matcher(line.text());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Line title = group(line, matcher, "title");
    Line company = group(line, matcher, "company");
    Line place = null;
    int open = company.text().indexOf(" (");
    if (open > 0 && company.text().endsWith(")")) {
      place = company.part(open + 2, company.length() - 1);
      company = company.part(0, open);
    }
    String end = "";
    for (String words : ENDS) {
      int at = title.text().indexOf(words);
      if (at > 0) {
        end = title.text().substring(at);
        Line rest = title.part(at, title.length());
        place = place == null ? inBrackets(rest) : place;
        Line at2 = behindAt(rest);
        company = isNobody(company.text()) && at2 != null ? at2 : company;
        title = title.part(0, at);
      }
    }
    Line behindIn = end.isEmpty() ? placeBehindIn(title) : null;
    if (behindIn != null) {
      title = title.part(0, behindIn.start() - title.start() - " in ".length());
      place = place == null ? behindIn : place;
    }
    return JobTitles.isTitle(title.text()) || place != null
        ? Optional.of(new Parts(title, somebody(company), place))
        : Optional.empty();
  }

  private static @Nullable Line inBrackets(Line rest) {
    int open = rest.text().lastIndexOf('(');
    int close = rest.text().lastIndexOf(')');
    return open >= 0 && close > open ? rest.part(open + 1, close) : null;
  }

  private static @Nullable Line behindAt(Line rest) {
    int at = rest.text().indexOf(" at ");
    if (at < 0) {
      return null;
    }
    int open = rest.text().indexOf(" (", at);
    return rest.part(at + 4, open < 0 ? rest.length() : open);
  }

  private static @Nullable Line placeBehindIn(Line title) {
    int in = title.text().lastIndexOf(" in ");
    if (in < 0) {
      return null;
    }
    Line place = title.part(in + 4, title.length());
    return Places.isPlace(place.text()) ? place : null;
  }

  private static Optional<Parts> jobIn(Line line) {
    Matcher matcher = JOB_IN.matcher(line.text());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Line title = group(line, matcher, "title");
    Line place = group(line, matcher, "place");
    Line company = matcher.group("company") == null ? null : group(line, matcher, "company");
    return JobTitles.isTitle(title.text()) || Places.isPlace(place.text())
        ? Optional.of(new Parts(title, company, place))
        : Optional.empty();
  }

  private static Optional<Parts> at(Line line) {
    Matcher matcher = AT.matcher(line.text());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Line title = group(line, matcher, "title");
    Line company = group(line, matcher, "company");
    Line place = null;
    for (String separator : List.of(" in ", " - ", " – ", " | ", ", ", " (")) {
      int at = company.text().indexOf(separator);
      if (at > 0) {
        Line rest = company.part(at + separator.length(), company.length());
        String bare = rest.text().replace(")", "");
        if (Places.isPlace(bare)) {
          place = rest.part(0, bare.length());
          company = company.part(0, at);
          break;
        }
      }
    }
    return JobTitles.isTitle(title.text()) && Headline.isCompany(company.text())
        ? Optional.of(new Parts(title, somebody(company), place))
        : Optional.empty();
  }

  private static @Nullable Line somebody(Line company) {
    return isNobody(company.text()) ? null : company;
  }

  private static Line group(Line line, Matcher matcher, String name) {
    return line.part(matcher.start(name), matcher.end(name));
  }
}
