package dev.jobstream.tracker.search;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.WorkplaceType;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchSort;
import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.SearchTerm.DateField;
import dev.jobstream.tracker.applications.SearchTerm.Field;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.search.SearchToken.Value;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the search language.
 *
 * <pre>
 * senior "site reliability" -php     words and phrases anywhere; a minus leaves out
 * engin*                             the beginning of a word
 * company:example location:berlin,bern skill:java tag:dream source:linkedin stage:applied,offer
 * type:remote type:full-time         kind of employment or place of work
 * applied:&gt;2026-10-01 added:-7d..today posted:2026-10
 * salary:&gt;80k salary:60k..90keur     the pay of a year
 * is:open has:reminder -has:document
 * sort:-salary                       a minus puts the largest first
 * </pre>
 *
 * <p>All of it must hold. Thread-safe.
 */
public final class SearchParser {
  private static final int MOST_CHARACTERS = 1000;
  private static final int MOST_PIECES = 50;

  private static final Choice<Stage> STAGES = Choice.of("stage", Stage.class);
  private static final Choice<Seniority> LEVELS = Choice.of("level", Seniority.class);
  private static final Choice<SearchTerm.Feature> FEATURES =
      Choice.of("feature", SearchTerm.Feature.class);
  private static final Choice<SearchSort.Key> ORDERS = Choice.of("order", SearchSort.Key.class);
  private static final Choice<Enum<?>> TYPES =
      Choice.of(
          "type",
          Stream.<Enum<?>>concat(
                  Arrays.stream(WorkplaceType.values()), Arrays.stream(EmploymentType.values()))
              .toList());
  private static final Choice<SearchTerm> STATES =
      Choice.of(
          "state",
          Map.of(
              "open",
              SearchTerm.StageIs.open(),
              "closed",
              new SearchTerm.Not(SearchTerm.StageIs.open())));

  private final LocalDate today;
  private final boolean typing;
  private final List<SearchTerm> terms = new ArrayList<>();
  private @Nullable SearchSort sort;

  private SearchParser(LocalDate today, boolean typing) {
    this.today = today;
    this.typing = typing;
  }

  /**
   * Reads a search that is complete.
   *
   * @param today the day from which relative days count
   * @throws TrackerException.InvalidSearch if it cannot be understood
   */
  public static SearchQuery parse(String typed, LocalDate today) {
    return new SearchParser(today, false).read(typed);
  }

  /**
   * Reads a search that is being typed: its last word may go on, and a field at its end whose value
   * is not complete yet asks for nothing.
   *
   * @throws TrackerException.InvalidSearch as {@link #parse}
   */
  public static SearchQuery parseWhileTyping(String typed, LocalDate today) {
    return new SearchParser(today, true).read(typed);
  }

  private SearchQuery read(String typed) {
    if (typed.length() > MOST_CHARACTERS) {
      throw new TrackerException.InvalidSearch(
          String.format(
              Locale.ROOT,
              "The search has %,d characters; at most %,d can be read. Look for a few words of it.",
              typed.length(),
              MOST_CHARACTERS),
          MOST_CHARACTERS,
          typed.length());
    }
    List<SearchToken> tokens = SearchLexer.tokens(typed);
    if (tokens.size() > MOST_PIECES) {
      throw new TrackerException.InvalidSearch(
          "The search has %d words; at most %d can be looked for. Leave some out."
              .formatted(tokens.size(), MOST_PIECES),
          tokens.get(MOST_PIECES).start(),
          typed.length());
    }
    for (SearchToken token : tokens) {
      String name = token.field();
      if (name == null) {
        word(token.value())
            .ifPresent(word -> add(token, new SearchTerm.Text(word.text(), word.prefix())));
      } else {
        field(token, name);
      }
    }
    return new SearchQuery(terms, sort == null ? SearchSort.NEWEST_FIRST : sort);
  }

  private void field(SearchToken token, String name) {
    SearchField field = SearchField.named(name).orElseThrow(() -> unknownField(token, name));
    Value value = token.value();
    if (value.text().isBlank()) {
      if (typing && !value.closed()) {
        return;
      }
      throw new TrackerException.InvalidSearch(
          "The field `%s` wants a value, such as `%s`.".formatted(name, field.example()),
          token.start(),
          token.end());
    }
    switch (field) {
      case TITLE -> texts(token, Field.TITLE);
      case COMPANY -> texts(token, Field.COMPANY);
      case LOCATION -> texts(token, Field.LOCATION);
      case INDUSTRY -> texts(token, Field.INDUSTRY);
      case SKILL -> texts(token, Field.SKILL);
      case TAG -> texts(token, Field.TAG);
      case SOURCE -> texts(token, Field.SOURCE);
      case STAGE -> {
        Set<Stage> stages = choices(token, STAGES);
        addUnless(stages.isEmpty(), token, new SearchTerm.StageIs(stages));
      }
      case IS -> STATES.read(value, mayGoOn(value)).ifPresent(state -> add(token, state));
      case TYPE -> type(token);
      case LEVEL -> {
        Set<Seniority> levels = choices(token, LEVELS);
        addUnless(levels.isEmpty(), token, new SearchTerm.SeniorityIs(levels));
      }
      case APPLIED -> days(token, DateField.APPLIED);
      case ADDED -> days(token, DateField.ADDED);
      case MOVED -> days(token, DateField.MOVED);
      case QUIET -> days(token, DateField.QUIET_SINCE);
      case POSTED -> days(token, DateField.POSTED);
      case DEADLINE -> days(token, DateField.DEADLINE);
      case SALARY -> range(token, SalaryRange.terms(value));
      case HAS ->
          FEATURES
              .read(value, mayGoOn(value))
              .ifPresent(feature -> add(token, new SearchTerm.Has(feature)));
      case SORT -> sort(token);
    }
  }

  private void add(SearchToken token, SearchTerm term) {
    terms.add(token.excluded() ? new SearchTerm.Not(term) : term);
  }

  /** What stands in a field: one text, or one of several between commas. */
  private void texts(SearchToken token, Field field) {
    List<SearchTerm.FieldText> texts =
        token.value().parts().stream()
            .flatMap(part -> word(part).stream())
            .map(word -> new SearchTerm.FieldText(field, word.text(), word.prefix()))
            .toList();
    if (texts.size() == 1) {
      add(token, texts.getFirst());
    } else if (!texts.isEmpty()) {
      add(token, new SearchTerm.AnyOf(texts));
    }
  }

  /**
   * A word or phrase to look for.
   *
   * @param prefix whether it may go on
   */
  private record Word(String text, boolean prefix) {}

  /**
   * The word or phrase of a value; empty if it is of signs alone, which are no word of any text.
   */
  private Optional<Word> word(Value value) {
    String text = value.text().strip();
    boolean starred = !value.quoted() && text.endsWith("*");
    boolean prefix = starred || mayGoOn(value);
    if (starred) {
      text = text.replaceFirst("\\*+$", "");
    }
    return text.codePoints().anyMatch(Character::isLetterOrDigit)
        ? Optional.of(new Word(text, prefix))
        : Optional.empty();
  }

  private void addUnless(boolean nothing, SearchToken token, SearchTerm term) {
    if (!nothing) {
      add(token, term);
    }
  }

  private <T> Set<T> choices(SearchToken token, Choice<T> choice) {
    return token.value().parts().stream()
        .flatMap(part -> choice.read(part, mayGoOn(part)).stream())
        .collect(Collectors.toSet());
  }

  private boolean mayGoOn(Value value) {
    return typing && !value.closed();
  }

  /** Kinds of employment and places of work, which a person need not tell apart. */
  private void type(SearchToken token) {
    Set<EmploymentType> kinds = EnumSet.noneOf(EmploymentType.class);
    Set<WorkplaceType> places = EnumSet.noneOf(WorkplaceType.class);
    for (Enum<?> type : choices(token, TYPES)) {
      if (type instanceof EmploymentType kind) {
        kinds.add(kind);
      } else if (type instanceof WorkplaceType place) {
        places.add(place);
      }
    }
    if (!kinds.isEmpty() && !places.isEmpty()) {
      throw token
          .value()
          .wrong(
              "`%s` mixes kinds of employment with places of work. Write two: `type:remote type:full-time`."
                  .formatted(token.value().text()));
    }
    addUnless(kinds.isEmpty(), token, new SearchTerm.TypeIs(kinds));
    addUnless(places.isEmpty(), token, new SearchTerm.WorkplaceIs(places));
  }

  private void days(SearchToken token, DateField field) {
    range(token, DayRange.terms(token.value(), field, today, mayGoOn(token.value())));
  }

  private void range(SearchToken token, List<SearchTerm> bounds) {
    if (token.excluded() && bounds.size() > 1) {
      throw new TrackerException.InvalidSearch(
          "A range cannot be left out. Write what is wanted instead, such as `%s:<A`."
              .formatted(token.field()),
          token.start(),
          token.end());
    }
    bounds.forEach(bound -> add(token, bound));
  }

  private void sort(SearchToken token) {
    Value value = token.value();
    if (token.excluded()) {
      throw new TrackerException.InvalidSearch(
          "The order cannot be left out. Write `sort:-%s` to put the largest first."
              .formatted(value.text()),
          token.start(),
          token.end());
    }
    if (sort != null) {
      throw new TrackerException.InvalidSearch(
          "The search has two orders. Leave one `sort:` out.", token.start(), token.end());
    }
    boolean descending = value.text().startsWith("-");
    Value key = descending ? value.from(1) : value;
    ORDERS.read(key, mayGoOn(value)).ifPresent(found -> sort = new SearchSort(found, descending));
  }

  private static TrackerException.InvalidSearch unknownField(SearchToken token, String name) {
    int start = token.start() + (token.excluded() ? 1 : 0);
    String help =
        Closest.to(name.toLowerCase(Locale.ROOT), SearchField.allNames())
            .map("Did you mean `%s:`?"::formatted)
            .orElseGet(() ->
                "The fields are %s; put the text in quotes to look for it as it is."
                    .formatted(
                        Arrays.stream(SearchField.values())
                            .map(field -> "`" + field.typed() + "`")
                            .collect(Collectors.joining(", "))));
    return new TrackerException.InvalidSearch(
        "There is no field `%s`. %s".formatted(name, help), start, start + name.length());
  }
}
