package dev.jobstream.tracker;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the level asked for from a few words: a label's value, or a title. */
final class Seniorities {
  private Seniorities() {}

  /** A level and the words that name it. */
  record Match(Seniority seniority, String phrase) {}

  private static final List<String> INTERN =
      List.of(
          "intern",
          "interns",
          "internship",
          "internships",
          "praktikum",
          "praktikant",
          "praktikantin",
          "pflichtpraktikum",
          "werkstudent",
          "werkstudentin",
          "working student",
          "co op",
          "stagiaire",
          "becario",
          "alternance",
          "alternant");

  private static final List<String> EXECUTIVE =
      List.of(
          "vp",
          "svp",
          "evp",
          "avp",
          "vice president",
          "chief",
          "ceo",
          "cto",
          "cfo",
          "coo",
          "cio",
          "ciso",
          "cmo",
          "cpo",
          "president",
          "geschäftsführer",
          "geschäftsführerin",
          "geschäftsführung",
          "executive level",
          "c level");

  private static final List<String> DIRECTOR =
      List.of(
          "director",
          "directors",
          "head of",
          "head",
          "leiter",
          "leiterin",
          "bereichsleiter",
          "bereichsleiterin",
          "abteilungsleiter",
          "abteilungsleiterin",
          "abteilungsleitung",
          "bereichsleitung",
          "directeur",
          "directrice",
          "directora");

  private static final List<String> MID_SENIOR =
      List.of(
          "senior",
          "sr",
          "lead",
          "principal",
          "staff",
          "experienced",
          "mid senior",
          "mid level",
          "midlevel",
          "mid",
          "intermediate",
          "teamlead",
          "teamleiter",
          "teamleiterin",
          "teamleitung",
          "berufserfahren",
          "berufserfahrene",
          "erfahren",
          "confirmé",
          "iii",
          "iv");

  private static final List<String> ENTRY =
      List.of(
          "junior",
          "trainee",
          "apprentice",
          "apprenticeship",
          "azubi",
          "auszubildender",
          "auszubildende",
          "ausbildung",
          "jr",
          "jnr",
          "graduate",
          "graduates",
          "new grad",
          "new graduate",
          "entry level",
          "entry",
          "berufseinsteiger",
          "berufseinstieg",
          "einsteiger",
          "absolvent",
          "absolventin",
          "absolventen",
          "débutant",
          "débutante",
          "early career",
          "beginner");

  private static final List<String> JUNIOR = List.of("junior", "jr");
  private static final List<String> SENIOR = List.of("senior", "sr");

  private static final List<String> ASSOCIATE = List.of("associate");

  /** Behind a word, and nothing but a mark behind it: "I am" is no level. */
  private static final Pattern NUMERAL =
      Pattern.compile("(?<=\\p{L} )II?(?= ?(?:$|[,;(|–—]| - |- ))");

  /** Words that name a level elsewhere, and none here. */
  private static final List<String> TRAPS =
      List.of(
          "staff nurse",
          "staff nurses",
          "staff accountant",
          "staff attorney",
          "staff assistant",
          "staff writer",
          "staff pharmacist",
          "staff physician",
          "staff therapist",
          "kitchen staff",
          "support staff",
          "bar staff",
          "waiting staff",
          "chief of staff",
          "lead generation",
          "lead gen",
          "lead qualification",
          "head nurse",
          "head chef",
          "head waiter",
          "head teacher",
          "graduate school",
          "graduate assistant",
          "senior living",
          "senior care",
          "senior home",
          "senior citizens",
          "senior center",
          "school principal",
          "art director",
          "funeral director",
          "associate professor",
          "associate degree",
          "data entry",
          "order entry",
          "account executive",
          "entry clerk");

  /** What stands before a superior's title: the post is an assistant's. */
  private static final List<String> TO_A_SUPERIOR =
      List.of(
          "assistant to",
          "assistent der",
          "assistenz der",
          "assistentin der",
          "assistenz des",
          "assistant of",
          "secretary to",
          "reporting to",
          "reports to",
          "aide to");

  /**
   * The level that a value names, such as {@code MID_SENIOR}, {@code Entry level} or {@code
   * Senior}; empty if it names none ({@code Not applicable}).
   */
  static Optional<Seniority> parse(String value) {
    Words words = Words.of(Lines.cut(value));
    if (words.are("executive") || words.are("führungskraft")) {
      return Optional.of(Seniority.EXECUTIVE);
    }
    return find(words).map(Match::seniority);
  }

  /**
   * The level that a title names; empty if it names none. {@code Staff Nurse}, {@code Chief of
   * Staff} and {@code Assistant to the Director} name none.
   */
  static Optional<Match> ofTitle(String title) {
    String cut = Lines.cut(title);
    Words words = Words.of(cut);
    return isLeftOpen(words) ? Optional.empty() : find(words).or(() -> ofNumeral(cut));
  }

  /** "Data Scientist I", "Engineer II - Payments"; from III on it is a senior's. */
  private static Optional<Match> ofNumeral(String title) {
    Matcher numeral = NUMERAL.matcher(title);
    return numeral.find()
        ? Optional.of(
            numeral.group().equals("I")
                ? new Match(Seniority.ENTRY, "i")
                : new Match(Seniority.ASSOCIATE, "ii"))
        : Optional.empty();
  }

  /** "Junior or Senior Engineer". */
  private static boolean isLeftOpen(Words words) {
    return words.hasAny(JUNIOR) && words.hasAny(SENIOR);
  }

  private static Optional<Match> find(Words words) {
    if (isLeftOpen(words)) {
      return Optional.empty();
    }
    Words level = words;
    for (String phrase : TO_A_SUPERIOR) {
      if (level.has(phrase)) {
        String all = level.toString();
        level = Words.of(all.substring(0, all.indexOf(phrase)));
      }
    }
    for (String trap : TRAPS) {
      if (level.has(trap)) {
        level = Words.of((' ' + level.toString() + ' ').replace(' ' + trap + ' ', " | "));
      }
    }
    Words asked = level;
    return first(asked, INTERN, Seniority.INTERN)
        .or(() -> first(asked, EXECUTIVE, Seniority.EXECUTIVE))
        .or(() -> first(asked, DIRECTOR, Seniority.DIRECTOR))
        .or(() -> first(asked, MID_SENIOR, Seniority.MID_SENIOR))
        .or(() -> first(asked, ENTRY, Seniority.ENTRY))
        .or(() -> first(asked, ASSOCIATE, Seniority.ASSOCIATE));
  }

  private static Optional<Match> first(Words words, List<String> phrases, Seniority seniority) {
    return phrases.stream()
        .filter(words::has)
        .findFirst()
        .map(phrase -> new Match(seniority, phrase));
  }
}
