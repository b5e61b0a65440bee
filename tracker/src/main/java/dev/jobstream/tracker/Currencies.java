package dev.jobstream.tracker;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The currencies that postings name, by code, sign or word. */
final class Currencies {
  private Currencies() {}

  private static final Set<String> CODES =
      Set.of(
          "USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD", "INR", "JPY", "SEK", "NOK", "DKK",
          "PLN", "CZK", "HUF", "RON", "BGN", "BRL", "MXN", "ZAR", "AED", "HKD", "ILS", "TRY", "CNY",
          "KRW", "PHP", "MYR", "THB", "IDR", "VND", "SAR", "QAR", "EGP", "NGN", "KES", "COP", "ARS",
          "CLP", "PEN", "UAH", "PKR", "TWD");

  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("$", "USD"),
          Map.entry("US$", "USD"),
          Map.entry("C$", "CAD"),
          Map.entry("CA$", "CAD"),
          Map.entry("A$", "AUD"),
          Map.entry("AU$", "AUD"),
          Map.entry("NZ$", "NZD"),
          Map.entry("S$", "SGD"),
          Map.entry("HK$", "HKD"),
          Map.entry("R$", "BRL"),
          Map.entry("€", "EUR"),
          Map.entry("£", "GBP"),
          Map.entry("¥", "JPY"),
          Map.entry("₹", "INR"),
          Map.entry("₺", "TRY"),
          Map.entry("₪", "ILS"),
          Map.entry("₩", "KRW"),
          Map.entry("₱", "PHP"),
          Map.entry("zł", "PLN"),
          Map.entry("rs", "INR"),
          Map.entry("rs.", "INR"),
          Map.entry("fr.", "CHF"),
          Map.entry("sfr.", "CHF"),
          Map.entry("euro", "EUR"),
          Map.entry("euros", "EUR"),
          Map.entry("dollars", "USD"),
          Map.entry("pounds", "GBP"));

  /** A regular expression of every spelling, without groups. */
  static final String PATTERN =
      "(?:(?:USD|CAD|AUD|NZD|SGD|HKD) ?\\$|(?:US|CA|C|AU|A|NZ|S|HK|R)?\\$|[€£¥₹₺₪₩₱]|(?i:"
          + String.join("|", CODES.stream().sorted().toList())
          + "|zł|euros|euro|dollars|pounds)(?!\\p{L})|(?i:rs|sfr|fr)\\.|Rs(?=[ \\d]))";

  private static final Map<String, List<String>> OTHER_DOLLARS =
      Map.of(
          "CAD",
          List.of(
              "canada",
              "ontario",
              "québec",
              "quebec",
              "british columbia",
              "alberta",
              "toronto",
              "vancouver",
              "montreal",
              "montréal",
              "ottawa",
              "calgary"),
          "AUD",
          List.of("australia", "sydney", "melbourne", "brisbane", "perth"),
          "NZD",
          List.of("new zealand", "auckland", "wellington"),
          "SGD",
          List.of("singapore"),
          "HKD",
          List.of("hong kong"));

  /** The dollar that a plain {@code $} means in a place; USD unless the place has its own. */
  static String dollarOf(String place) {
    Words words = Words.of(place);
    return OTHER_DOLLARS.entrySet().stream()
        .filter(entry -> words.hasAny(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("USD");
  }

  /** The ISO 4217 code of a spelling; null for one that is unknown, or for null. */
  static @Nullable String code(@Nullable String spelling) {
    if (spelling == null) {
      return null;
    }
    String upper = spelling.toUpperCase(Locale.ROOT);
    if (upper.length() > 3 && upper.endsWith("$")) {
      upper = upper.substring(0, 3); // "USD $"
    }
    if (CODES.contains(upper)) {
      return upper;
    }
    String sign = SIGNS.get(upper);
    return sign != null ? sign : SIGNS.get(spelling.toLowerCase(Locale.ROOT));
  }
}
