package dev.jobstream.tracker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the kind of employment from a few words, in English, German, French and Spanish. */
final class EmploymentTypes {
  private EmploymentTypes() {}

  /**
   * The phrases of each kind. Where several kinds are named, one that says what the contract is
   * tells more than the hours: an internship is mostly full-time, too.
   */
  private static final Map<EmploymentType, List<String>> CONTRACTS = new LinkedHashMap<>();

  private static final Map<EmploymentType, List<String>> HOURS = new LinkedHashMap<>();

  static {
    CONTRACTS.put(
        EmploymentType.INTERNSHIP,
        List.of(
            "intern",
            "interns",
            "internship",
            "internships",
            "praktikum",
            "praktikant",
            "praktikantin",
            "pflichtpraktikum",
            "stagiaire",
            "prácticas",
            "practicas",
            "becario"));
    CONTRACTS.put(
        EmploymentType.VOLUNTEER,
        List.of(
            "volunteer", "volunteering", "ehrenamt", "ehrenamtlich", "bénévolat", "voluntario"));
    CONTRACTS.put(
        EmploymentType.FREELANCE,
        List.of("freelance", "freelancer", "freiberuflich", "freie mitarbeit", "self employed"));
    CONTRACTS.put(
        EmploymentType.CONTRACT,
        List.of(
            "contract",
            "contractor",
            "contract to hire",
            "c2h",
            "fixed term contract",
            "1099",
            "corp to corp"));
    CONTRACTS.put(
        EmploymentType.TEMPORARY,
        List.of(
            "temporary",
            "temp",
            "seasonal",
            "fixed term",
            "befristet",
            "befristete",
            "zeitarbeit",
            "cdd",
            "intérim",
            "interim"));
    HOURS.put(
        EmploymentType.FULL_TIME,
        List.of(
            "full time",
            "fulltime",
            "vollzeit",
            "temps plein",
            "temps complet",
            "tiempo completo",
            "jornada completa"));
    HOURS.put(
        EmploymentType.PART_TIME,
        List.of(
            "part time",
            "parttime",
            "teilzeit",
            "minijob",
            "werkstudent",
            "werkstudentin",
            "werkstudententätigkeit",
            "working student",
            "temps partiel",
            "tiempo parcial",
            "media jornada"));
  }

  /** "Contract" is also what every employee has, and what some manage. */
  private static final List<String> NOT_A_KIND =
      List.of(
          "permanent contract",
          "employment contract",
          "contract management",
          "contract manager",
          "contracts manager");

  /**
   * The kind of employment that a value names, such as {@code FULL_TIME}, {@code Vollzeit} or
   * {@code Full-time, permanent}; empty if it names none. One that is listed under no kind but says
   * so itself ({@code Other}, {@code Per diem}) is {@link EmploymentType#OTHER}.
   */
  static Optional<EmploymentType> parse(String value) {
    Words words = Words.of(Lines.cut(value));
    if (words.are("other") || words.are("per diem") || words.are("sonstige")) {
      return Optional.of(EmploymentType.OTHER);
    }
    if (words.are("stage")) {
      return Optional.of(EmploymentType.INTERNSHIP); // French; within English words it is another
    }
    return find(words).map(Match::type);
  }

  /** A kind and the phrase that names it. */
  record Match(EmploymentType type, String phrase) {}

  /** The kind of employment that the words name. */
  static Optional<Match> find(Words words) {
    if (words.hasAny(NOT_A_KIND)) {
      return first(words, HOURS);
    }
    return first(words, CONTRACTS).or(() -> first(words, HOURS));
  }

  /** Every phrase of every kind. */
  static List<String> phrases() {
    return Stream.of(CONTRACTS, HOURS)
        .flatMap(kinds -> kinds.values().stream())
        .flatMap(List::stream)
        .toList();
  }

  private static Optional<Match> first(Words words, Map<EmploymentType, List<String>> phrases) {
    Match found = null;
    int foundAt = Integer.MAX_VALUE;
    for (Map.Entry<EmploymentType, List<String>> kind : phrases.entrySet()) {
      for (String phrase : kind.getValue()) {
        int at = words.at(phrase);
        if (at >= 0 && at < foundAt) {
          foundAt = at;
          found = new Match(kind.getKey(), phrase);
        }
      }
    }
    return Optional.ofNullable(found);
  }
}
