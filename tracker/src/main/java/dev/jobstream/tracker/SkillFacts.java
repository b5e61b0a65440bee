package dev.jobstream.tracker;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Guesses skills by a list of well-known ones, {@code skills.txt}. The text is cut into words once,
 * and each word looked up with the few behind it.
 */
final class SkillFacts {
  private SkillFacts() {}

  private static final int MOST_SKILLS = 12;
  private static final int MOST_FOUND = 30;
  private static final int MOST_WORDS = 4;
  private static final int LONGEST_NAME = 40;

  /**
   * How a listed skill is recognised.
   *
   * @param name how it is shown
   * @param exactly the only spelling that counts; empty if any capitals do
   * @param inList whether it counts only beside a comma, slash or bracket, as one-letter names and
   *     everyday words do
   */
  private record Skill(String name, String exactly, boolean inList) {}

  private static final Map<String, Skill> SKILLS = load();

  private static Map<String, Skill> load() {
    Map<String, Skill> skills = new HashMap<>();
    for (String line : WordList.read("skills.txt")) {
      char mark = line.charAt(0);
      boolean marked = mark == '!' || mark == '~';
      String[] spellings = (marked ? line.substring(1) : line).split("=", -1);
      String name = spellings[0].strip();
      for (String spelling : spellings) {
        boolean exact = mark == '~' || (marked && spelling.strip().equals(name));
        String exactly = exact ? spelling.strip() : "";
        skills.putIfAbsent(key(spelling.strip()), new Skill(name, exactly, mark == '~'));
      }
    }
    return Map.copyOf(skills);
  }

  private static String key(String spelling) {
    return spelling.toLowerCase(Locale.ROOT);
  }

  static void read(String text, FactSheet facts) {
    if (facts.has(PostingField.SKILLS)) {
      return;
    }
    Words company = Words.of(facts.text(PostingField.COMPANY).orElse(""));
    Map<String, Span> found = new LinkedHashMap<>();
    int[] ends = new int[MOST_WORDS + 1];
    int at = 0;
    while (at < text.length() && found.size() < MOST_FOUND) {
      int end = endOfWord(text, at);
      if (end == at) {
        at++;
        continue;
      }
      at = Math.max(end, longest(text, at, ends, found));
    }
    // Oracle and Workday make what they are called.
    found.keySet().removeIf(skill -> company.has(Words.of(skill).toString()));
    if (!found.isEmpty()) {
      List<String> first = found.keySet().stream().limit(MOST_SKILLS).toList();
      List<Span> spans = found.values().stream().limit(MOST_SKILLS).toList();
      facts.offer(
          new Finding(
              PostingField.SKILLS,
              new FieldValue.Items(first),
              new Evidence(Evidence.Source.TEXT, spans),
              Finding.Origin.GUESS));
    }
  }

  /** Adds the longest skill that begins here; where it ends, or 0 if none begins here. */
  private static int longest(String text, int start, int[] ends, Map<String, Span> found) {
    int words = 0;
    int at = start;
    while (words < MOST_WORDS) {
      int end = endOfWord(text, at);
      if (end == at) {
        break;
      }
      ends[words++] = end;
      if (end >= text.length() || " -/".indexOf(text.charAt(end)) < 0) {
        break;
      }
      at = end + 1;
    }
    for (int i = words - 1; i >= 0; i--) {
      int end = withoutStop(text, start, ends[i]);
      String spelling = text.substring(start, end);
      Skill skill = spelling.length() > LONGEST_NAME ? null : SKILLS.get(key(spelling));
      if (skill != null && fits(skill, text, start, end)) {
        found.putIfAbsent(skill.name(), new Span(start, end));
        return end;
      }
    }
    return 0;
  }

  private static boolean fits(Skill skill, String text, int start, int end) {
    if (!skill.exactly().isEmpty() && !text.startsWith(skill.exactly(), start)) {
      return false;
    }
    return !skill.inList() || isListed(text, start, end);
  }

  private static boolean isListed(String text, int start, int end) {
    int before = start - 1;
    while (before >= 0 && text.charAt(before) == ' ' && start - before < 3) {
      before--;
    }
    boolean behind = end < text.length() && ",/)".indexOf(text.charAt(end)) >= 0;
    boolean ahead = before >= 0 && ",/(".indexOf(text.charAt(before)) >= 0;
    return behind || ahead;
  }

  /** Letters, digits and what names of technologies have besides: C++, C#, .NET, Node.js. */
  private static int endOfWord(String text, int start) {
    int end = start;
    while (end < text.length() && isPart(text, end, start)) {
      end++;
    }
    return end;
  }

  private static boolean isPart(String text, int at, int start) {
    char c = text.charAt(at);
    if (Character.isLetterOrDigit(c) || c == '+' || c == '#') {
      return true;
    }
    boolean letterFollows = at + 1 < text.length() && Character.isLetter(text.charAt(at + 1));
    return c == '.' && letterFollows && (at > start || at == 0 || text.charAt(at - 1) <= ' ');
  }

  private static int withoutStop(String text, int start, int end) {
    return end > start + 1 && text.charAt(end - 1) == '.' ? end - 1 : end;
  }
}
