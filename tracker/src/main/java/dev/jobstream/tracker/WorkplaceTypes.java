package dev.jobstream.tracker;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads where the work is done from a few words, in English, German, French and Spanish. */
final class WorkplaceTypes {
  private WorkplaceTypes() {}

  private static final List<String> HYBRID =
      List.of(
          "hybrid",
          "hybride",
          "híbrido",
          "hibrido",
          "teilweise remote",
          "teilweise homeoffice",
          "teilweise home office",
          "partly remote",
          "partially remote",
          "remote partially",
          "télétravail partiel",
          "days in the office",
          "days a week in the office",
          "days per week in the office",
          "days remote");

  private static final List<String> NOT_REMOTE =
      List.of(
          "no remote",
          "not remote",
          "non remote",
          "not a remote",
          "not be remote",
          "no remote work",
          "remote not possible",
          "remote work is not",
          "remote is not",
          "remote not",
          "kein homeoffice",
          "kein home office",
          "kein remote",
          "keine remote",
          "nicht remote",
          "pas de télétravail",
          "remote no",
          "telecommute no",
          "telecommuting no");

  private static final List<String> ONSITE =
      List.of(
          "on site",
          "onsite",
          "in office",
          "in person",
          "office based",
          "vor ort",
          "präsenz",
          "sur site",
          "presencial");

  private static final List<String> REMOTE =
      List.of(
          "remote",
          "remotely",
          "telecommute",
          "telecommuting",
          "telework",
          "work from home",
          "working from home",
          "work from anywhere",
          "wfh",
          "home office",
          "homeoffice",
          "home based",
          "mobiles arbeiten",
          "télétravail",
          "teletrabajo",
          "remoto");

  /** "Remote" of something else than the work. */
  private static final List<String> NOT_THE_WORK =
      List.of(
          "remote sensing",
          "remote control",
          "remote controls",
          "remote monitoring",
          "remote access",
          "remote desktop",
          "remote sites",
          "remote teams",
          "remote team",
          "remote diagnostics",
          "remote support",
          "hybrid cloud",
          "hybrid vehicle",
          "hybrid vehicles",
          "hybrid it",
          "hybrid apps");

  /**
   * Where the work is done by a value such as {@code TELECOMMUTE}, {@code Remote (EU)} or {@code
   * Berlin, hybrid}; empty if it does not say.
   */
  static Optional<WorkplaceType> parse(String value) {
    return find(Words.of(Lines.cut(value))).map(Match::type);
  }

  /** A place of work and the phrase that names it. */
  record Match(WorkplaceType type, String phrase) {}

  /** Where the work is done by the words. */
  static Optional<Match> find(Words words) {
    for (String phrase : NOT_THE_WORK) {
      if (words.has(phrase)) {
        return Optional.empty();
      }
    }
    return first(words, NOT_REMOTE, WorkplaceType.ONSITE)
        .or(() -> first(words, HYBRID, WorkplaceType.HYBRID))
        .or(() -> onsiteAndRemote(words))
        .or(() -> first(words, REMOTE, WorkplaceType.REMOTE))
        .or(() -> first(words, ONSITE, WorkplaceType.ONSITE));
  }

  /** Every phrase that names a place of work. */
  static List<String> phrases() {
    return Stream.of(HYBRID, NOT_REMOTE, ONSITE, REMOTE).flatMap(List::stream).toList();
  }

  /** "On-site or remote" leaves the choice, which is what hybrid comes nearest to. */
  private static Optional<Match> onsiteAndRemote(Words words) {
    return words.hasAny(ONSITE) ? first(words, REMOTE, WorkplaceType.HYBRID) : Optional.empty();
  }

  private static Optional<Match> first(Words words, List<String> phrases, WorkplaceType type) {
    return phrases.stream().filter(words::has).findFirst().map(phrase -> new Match(type, phrase));
  }
}
