package dev.jobstream.tracker;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells places from other short texts, by countries, states, large cities and how they are written.
 */
final class Places {
  private Places() {}

  private static final int LONGEST = 90;
  private static final int MOST_WORDS = 12;

  private static final Set<String> STATES =
      Set.of(
          ("AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH"
                  + " NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"
                  + " ON QC BC AB MB SK NS NB NL PE NSW VIC QLD TAS ACT RWS")
              .split(" ", -1));

  private static final Set<String> NAMES = names();

  private static final List<String> AREAS =
      List.of(
          "area",
          "bay area",
          "metro area",
          "metropolitan area",
          "metropolitan region",
          "county",
          "metroplex",
          "region",
          "city area");

  private static final Pattern WORKPLACE =
      Pattern.compile(
          "(?:(?:100 ?%|fully|remote|hybrid|on[ -]?site|home ?office|work from home)[ ,/(–—-]*)+",
          Pattern.CASE_INSENSITIVE);

  private static final List<String> ANYWHERE =
      List.of("remote", "fully", "100%", "hybrid", "on-site", "onsite", "homeoffice");

  private static Set<String> names() {
    Set<String> names = new HashSet<>();
    for (String name : WordList.read("places.txt")) {
      names.add(Words.of(name).toString());
    }
    for (String code : Locale.getISOCountries()) {
      Locale country = Locale.of("", code);
      for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH)) {
        names.add(Words.of(country.getDisplayCountry(language)).toString());
      }
    }
    return Set.copyOf(names);
  }

  private static final Set<String> COUNTRY_CODES = Set.of(Locale.getISOCountries());

  /** Whether a short text names a place and nothing else. */
  static boolean isPlace(String text) {
    String place = text.strip();
    if (place.length() < 2
        || place.length() > LONGEST
        || place.split(" ", MOST_WORDS + 1).length > MOST_WORDS
        || "!?:".indexOf(place.charAt(place.length() - 1)) >= 0) {
      return false;
    }
    if (isRemote(place) || isNamed(place) || isCountryCode(place)) {
      return true;
    }
    int bracket = place.indexOf('(');
    if (bracket > 0) {
      return isPlace(place.substring(0, bracket));
    }
    int dash = place.indexOf(" - ");
    if (dash > 0) {
      return isPlace(place.substring(0, dash)); // "Austin, TX - Downtown", not "Acme - Austin, TX"
    }
    String[] parts = place.split("[,/]", 8);
    if (parts.length > 1 && JobTitles.isTitle(parts[0])) {
      return false; // "Data Scientist, Germany"
    }
    for (int i = parts.length - 1; i >= 0; i--) {
      String part = parts[i].strip();
      boolean last = i == parts.length - 1 && i > 0;
      if (last && endsWithCode(part)) {
        return true;
      }
      if (isNamed(part)) {
        return Character.isUpperCase(place.charAt(0)) || Character.isDigit(place.charAt(0));
      }
    }
    return false;
  }

  /** "Remote", "Remote (EU)", "Berlin, hybrid": nothing is left, or a place. */
  private static boolean isRemote(String place) {
    Words words = Words.of(place);
    if (words.hasAny(ANYWHERE)) {
      StringBuilder rest = new StringBuilder();
      for (String word : place.split("[ ,()/-]", 12)) {
        if (!ANYWHERE.contains(word.toLowerCase(Locale.ROOT))) {
          rest.append(word).append(' ');
        }
      }
      return rest.toString().isBlank() || isNamed(rest.toString().strip());
    }
    return false;
  }

  /** "Dublin, Ireland (Hybrid)" without where in Dublin one works. */
  static Line withoutWorkplace(Line place) {
    int open = place.text().lastIndexOf('(');
    if (open > 1 && place.text().endsWith(")")) {
      String inside = place.text().substring(open + 1, place.length() - 1);
      return WorkplaceTypes.parse(inside).isPresent() ? place.part(0, open) : place;
    }
    return place;
  }

  /** Whether a place is a town's name with its state or country. */
  static boolean hasRegion(String place) {
    return place.indexOf(',') > 0 && isPlace(place);
  }

  /**
   * "Remote", "100 % remote", "Hybrid (two days)": how one works, and no place; not "Remote, EU".
   */
  static boolean isOnlyRemote(String place) {
    Matcher workplace = WORKPLACE.matcher(Lines.cut(place));
    return workplace.lookingAt() && !isPlace(workplace.replaceFirst("").replace(")", ""));
  }

  /** Whether a place is no more than "Remote" or a country's code. */
  static boolean isRemoteOrCode(String place) {
    return isRemote(place) || isCountryCode(place);
  }

  private static boolean isNamed(String part) {
    Words words = Words.of(part);
    if (NAMES.contains(words.toString()) || isArea(words, part)) {
      return true;
    }
    // "98625 Kalama", "Berlin 10115": a code beside the name
    String letters = Words.of(part.replaceAll("\\d{3,6}", " ")).toString();
    return letters.length() > 2
        && letters.length() < words.toString().length()
        && NAMES.contains(letters);
  }

  private static boolean isArea(Words words, String part) {
    return (words.startWith("greater")
            || Character.isUpperCase(part.isEmpty() ? 'a' : part.charAt(0)))
        && AREAS.stream().anyMatch(words::endWith)
        && part.split(" ", 7).length <= 6;
  }

  /** "CA", "CA 90210", "CA US", "US-CA". */
  private static boolean endsWithCode(String part) {
    for (String word : part.split("[ -]", 5)) {
      boolean code = STATES.contains(word) || isCountryCode(word) || isNumber(word);
      if (!code) {
        return false;
      }
    }
    return !isNumber(part);
  }

  private static boolean isCountryCode(String word) {
    return COUNTRY_CODES.contains(word) || word.equals("USA") || word.equals("UK");
  }

  private static boolean isNumber(String word) {
    return word.chars().allMatch(Character::isDigit);
  }

  /** Where a value stands in a text as whole words, or anywhere; negative if it does not. */
  static int indexOf(String text, String value, boolean wholeWords) {
    int at = text.indexOf(value);
    while (wholeWords && at >= 0 && !standsAlone(text, at, at + value.length())) {
      at = text.indexOf(value, at + 1);
    }
    return at;
  }

  private static boolean standsAlone(String text, int start, int end) {
    return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
  }
}
