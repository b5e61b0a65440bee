package dev.jobstream.tracker;

import java.util.List;

/** What the words around an amount say that it is: pay, or other money. */
final class MoneyWords {
  private static final List<String> PAY =
      List.of(
          "salary",
          "salaries",
          "pay",
          "paying",
          "pays",
          "paid",
          "compensation",
          "wage",
          "wages",
          "remuneration",
          "rate",
          "rates",
          "ote",
          "base",
          "earn",
          "earning",
          "earnings",
          "package",
          "gehalt",
          "jahresgehalt",
          "bruttojahresgehalt",
          "vergütung",
          "lohn",
          "stundenlohn",
          "brutto",
          "entgelt",
          "verdienst",
          "salaire",
          "rémunération",
          "salario",
          "tagessatz",
          "gehaltsspanne",
          "monatsgehalt");

  private static final List<String> OTHER_MONEY =
      List.of(
          "food",
          "gym",
          "meal",
          "meals",
          "travel",
          "internet",
          "phone",
          "stipend",
          "housing",
          "donations",
          "bonus",
          "bonuses",
          "funding",
          "funded",
          "raised",
          "raise",
          "raising",
          "series",
          "revenue",
          "revenues",
          "turnover",
          "umsatz",
          "valuation",
          "valued",
          "budget",
          "budgets",
          "401",
          "401k",
          "equity",
          "assets",
          "aum",
          "investment",
          "invested",
          "referral",
          "sign on",
          "signing",
          "relocation",
          "reimbursement",
          "reimburse",
          "allowance",
          "tuition",
          "insurance",
          "deductible",
          "coverage",
          "discount",
          "discounts",
          "worth",
          "sales",
          "portfolio",
          "grant",
          "grants",
          "gift",
          "voucher",
          "credit",
          "credits",
          "savings",
          "stock",
          "rsu",
          "fine",
          "fee",
          "fees",
          "costs",
          "contributions",
          "contribution",
          "donated",
          "market cap",
          "finanzierung",
          "zuschuss",
          "prämie",
          "gutschein",
          "learning",
          "benefit",
          "fund",
          "profit",
          "million",
          "billion",
          "customers",
          "clients",
          "employees",
          "users",
          "transactions",
          "processed",
          "projects",
          "deals",
          "quota",
          "prize",
          "prizes");

  private static final int WINDOW_BEFORE = 90;
  private static final int WINDOW_BEHIND = 30;
  private static final int MOST_WORDS_BEHIND = 3;

  private final Words before;
  private final Words behind;

  private MoneyWords(Words before, Words behind) {
    this.before = before;
    this.behind = behind;
  }

  static MoneyWords around(String text, Span amount) {
    String window = text.substring(Math.max(0, amount.start() - WINDOW_BEFORE), amount.start());
    int stop = Math.max(window.lastIndexOf(". "), window.lastIndexOf("! "));
    String rest =
        text.substring(amount.end(), Math.min(text.length(), amount.end() + WINDOW_BEHIND))
            .stripLeading();
    // "+ bonus", ", equity": another matter begins.
    boolean another = !rest.isEmpty() && "+,;(&.|/)".indexOf(rest.charAt(0)) >= 0;
    int end = 0;
    while (end < rest.length() && ",;.".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    return new MoneyWords(
        Words.of(window.substring(stop + 1)), Words.of(another ? "" : rest.substring(0, end)));
  }

  /** Whether the words before the amount say that it is pay. */
  boolean sayPay() {
    return last(before, PAY) >= 0;
  }

  /** Whether the words nearest to the amount say that it is not pay. */
  boolean sayOtherMoney() {
    return last(before, OTHER_MONEY) > last(before, PAY) || otherMoneyFollows();
  }

  /** Whether the words behind the amount say so: "$5,000 sign-on bonus". */
  boolean otherMoneyFollows() {
    String[] words = behind.toString().split(" ", -1);
    for (int i = 0; i < Math.min(MOST_WORDS_BEHIND, words.length); i++) {
      if (words[i].equals("and") || words[i].equals("plus") || words[i].equals("und")) {
        return false;
      }
      if (OTHER_MONEY.contains(words[i])) {
        return true;
      }
    }
    return false;
  }

  private static int last(Words words, List<String> phrases) {
    int last = -1;
    for (String phrase : phrases) {
      last = Math.max(last, words.lastAt(phrase));
    }
    return last;
  }
}
