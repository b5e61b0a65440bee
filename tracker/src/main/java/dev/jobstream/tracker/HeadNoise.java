package dev.jobstream.tracker;

import java.util.List;
import java.util.Set;

/** Tells the lines of a page's head that are about the page from those about the job. */
final class HeadNoise {
  private HeadNoise() {}

  /** Buttons, menus and counters of job boards. */
  private static final Set<String> BUTTONS =
      Set.of(
          "apply",
          "apply now",
          "easy apply",
          "apply for this job",
          "apply for job",
          "apply on company site",
          "apply on company website",
          "save",
          "save job",
          "saved",
          "share",
          "share this job",
          "print",
          "report this job",
          "report job",
          "log in",
          "login",
          "sign in",
          "sign up",
          "register",
          "join now",
          "careers",
          "career",
          "jobs",
          "home",
          "menu",
          "search",
          "search jobs",
          "open positions",
          "current openings",
          "skip to main content",
          "skip to content",
          "show more",
          "show less",
          "see more",
          "back",
          "back to search results",
          "back to jobs",
          "back to all jobs",
          "back to search",
          "all jobs",
          "overview",
          "new",
          "featured",
          "urgent",
          "urgently hiring",
          "actively hiring",
          "actively recruiting",
          "promoted",
          "jetzt bewerben",
          "bewerben",
          "merken",
          "teilen",
          "drucken",
          "anmelden",
          "speichern",
          "stellenangebote",
          "karriere",
          "zurück",
          "zurück zur übersicht",
          "startseite",
          "view all jobs",
          "follow",
          "message",
          "job details",
          "details",
          "job",
          "postuler",
          "partager",
          "retour",
          "hybrid",
          "remote",
          "on site",
          "be an early applicant",
          "job openings",
          "jobs at a glance",
          "about",
          "contact",
          "blog",
          "products",
          "cookies",
          "accept",
          "accept all cookies",
          "skip navigation",
          "match",
          "you are here",
          "we are hiring",
          "we re hiring",
          "now hiring",
          "hiring now",
          "wir stellen ein",
          "stellenanzeige",
          "stellenangebot",
          "job posting",
          "job offer",
          "offre d emploi");

  /** What begins the posting's prose. */
  private static final Set<String> HEADINGS =
      Set.of(
          "about the job",
          "about this job",
          "about the role",
          "about this role",
          "about us",
          "about the position",
          "about the company",
          "about the team",
          "about you",
          "about role",
          "job description",
          "full job description",
          "description",
          "the role",
          "the job",
          "the position",
          "your role",
          "role overview",
          "job summary",
          "summary",
          "position summary",
          "position overview",
          "job overview",
          "company description",
          "who we are",
          "what we do",
          "what you ll do",
          "what you will do",
          "responsibilities",
          "requirements",
          "qualifications",
          "your tasks",
          "aufgaben",
          "deine aufgaben",
          "ihre aufgaben",
          "über uns",
          "wer wir sind",
          "das erwartet dich",
          "das erwartet sie",
          "ihr profil",
          "dein profil",
          "stellenbeschreibung",
          "wir bieten",
          "à propos",
          "description du poste",
          "missions",
          "vos missions",
          "introduction",
          "job purpose",
          "einleitung",
          "your responsibilities",
          "key responsibilities",
          "duties",
          "benefits",
          "what we offer",
          "why join us",
          "the opportunity",
          "the company",
          "our company",
          "team",
          "profile");

  private static final List<String> ENDS_OF_HEADINGS =
      List.of(
          "qualifications",
          "responsibilities",
          "requirements",
          "overview",
          "description",
          "anforderungen",
          "aufgaben");

  private static final List<String> COUNTERS =
      List.of(
          "applicants",
          "applicant",
          "ago",
          "reviews",
          "review",
          "views",
          "candidates",
          "first 25 applicants",
          "people clicked apply",
          "connections",
          "followers");

  /** Names of boards, which pages put behind their titles. */
  private static final Set<String> BOARDS =
      Set.of(
          "linkedin",
          "indeed",
          "indeed com",
          "glassdoor",
          "stepstone",
          "stepstone de",
          "xing",
          "monster",
          "monster com",
          "ziprecruiter",
          "dice",
          "dice com",
          "wellfound",
          "angellist",
          "reed",
          "totaljobs",
          "seek",
          "careers",
          "jobs",
          "career page",
          "job board",
          "karriere",
          "simplyhired",
          "careerbuilder",
          "google jobs",
          "stellenangebote",
          "welcome to the jungle",
          "greenhouse",
          "lever",
          "workable",
          "join",
          "ashby",
          "jobs board");

  static boolean isButton(String line) {
    String words = Words.of(line).toString();
    return BUTTONS.contains(words) || isCounter(words) || isRating(line) || isTrail(line);
  }

  static boolean isHeading(String line) {
    if (line.length() > 60) {
      return false;
    }
    Words words = Words.of(line);
    return HEADINGS.contains(words.toString())
        || (line.split(" ", 5).length <= 4 && ENDS_OF_HEADINGS.stream().anyMatch(words::endWith));
  }

  static boolean isBoard(String part) {
    return BOARDS.contains(Words.of(part).toString());
  }

  private static boolean isCounter(String words) {
    return words.length() <= 60
        && !words.isEmpty()
        && (Character.isDigit(words.charAt(0))
            || words.startsWith("over ")
            || words.startsWith("be ")
            || words.startsWith("posted")
            || words.startsWith("date posted")
            || words.startsWith("reposted")
            || words.startsWith("vor "))
        && (COUNTERS.stream().anyMatch(words::endsWith) || words.startsWith("vor "));
  }

  /** "Home > Jobs > Engineer". */
  private static boolean isTrail(String line) {
    return line.contains(" > ") || line.contains(" › ") || line.contains(" » ");
  }

  /** "4.2 ★": a board's stars. */
  private static boolean isRating(String line) {
    return line.length() <= 8
        && line.chars().noneMatch(Character::isLetter)
        && line.chars().anyMatch(Character::isDigit);
  }
}
