package dev.jobstream.tracker;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes findings of what a model wrote: cleaned, normalised, held against the posting. What says
 * nothing is no finding; what cannot be used is dropped with a warning. Not thread-safe.
 */
final class ModelValues {
  private static final int LONGEST_TEXT = 200;
  private static final int LONGEST_ITEM = 80;
  private static final int MOST_ITEMS = 30;

  /** The schema's words; {@link EmploymentTypes} reads what models write otherwise. */
  private static final Map<String, EmploymentType> TYPES =
      Map.of(
          "full-time", EmploymentType.FULL_TIME,
          "part-time", EmploymentType.PART_TIME,
          "contract", EmploymentType.CONTRACT,
          "temporary", EmploymentType.TEMPORARY,
          "internship", EmploymentType.INTERNSHIP,
          "freelance", EmploymentType.FREELANCE,
          "volunteer", EmploymentType.VOLUNTEER,
          "other", EmploymentType.OTHER);

  /** The schema's words; {@link Seniorities} reads what models write otherwise. */
  private static final Map<String, Seniority> LEVELS =
      Map.of(
          "intern", Seniority.INTERN,
          "junior", Seniority.ENTRY,
          "mid", Seniority.ASSOCIATE,
          "senior", Seniority.MID_SENIOR,
          "lead", Seniority.MID_SENIOR,
          "director", Seniority.DIRECTOR,
          "executive", Seniority.EXECUTIVE);

  private final PostingText posting;
  private final EvidenceFinder evidence;
  private final Consumer<String> warnings;

  ModelValues(PostingText posting, Consumer<String> warnings) {
    this.posting = posting;
    this.evidence = new EvidenceFinder(posting);
    this.warnings = warnings;
  }

  /** The finding that a value of the model makes; empty if it says nothing of use. */
  Optional<Finding> finding(PostingField field, AnswerValue value) {
    return switch (field.kind()) {
      case TEXT -> text(field, value);
      case LIST -> list(field, value);
      case DATE -> day(field, value);
      case SALARY -> pay(field, value);
      case WORKPLACE_TYPE -> CleanText.line(value.plain()).flatMap(this::workplace);
      case EMPLOYMENT_TYPE -> CleanText.line(value.plain()).flatMap(this::employment);
      case SENIORITY -> CleanText.line(value.plain()).flatMap(this::level);
    };
  }

  /** Where the work is done, if a location's text says so ({@code Remote, EU}). */
  Optional<Finding> workplace(String location) {
    return WorkplaceTypes.parse(location)
        .map(type ->
            found(
                PostingField.WORKPLACE_TYPE,
                new FieldValue.Workplace(type),
                evidence.of(type, "")));
  }

  private Optional<Finding> text(PostingField field, AnswerValue value) {
    Optional<String> line = CleanText.line(value.plain());
    if (line.isEmpty()) {
      return Optional.empty();
    }
    String text = line.get();
    if (field == PostingField.SOURCE_URL || field == PostingField.APPLY_URL) {
      return url(field, text);
    }
    if (text.length() > LONGEST_TEXT) {
      drop(field, text, "it is longer than %d characters".formatted(LONGEST_TEXT));
      return Optional.empty();
    }
    Evidence where = field == PostingField.LOCATION ? evidence.ofParts(text) : evidence.of(text);
    return Optional.of(found(field, new FieldValue.Text(text), where));
  }

  private Optional<Finding> url(PostingField field, String text) {
    Optional<PostingUrls.Found> url = PostingUrls.find(text, posting);
    if (url.isEmpty()) {
      drop(field, text, "it is no web address that stands in the posting");
    }
    if (field == PostingField.SOURCE_URL
        && url.filter(hit -> UrlFacts.isOfSite(hit.url())).isPresent()) {
      drop(field, text, "it is the address of a whole site");
      return Optional.empty();
    }
    return url.map(hit -> found(field, new FieldValue.Text(hit.url()), hit.evidence()));
  }

  private Optional<Finding> list(PostingField field, AnswerValue value) {
    List<String> items =
        CleanText.items(value).stream()
            .filter(item -> item.length() <= LONGEST_ITEM)
            .limit(MOST_ITEMS)
            .toList();
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(found(field, new FieldValue.Items(items), evidence.ofItems(items)));
  }

  /** The finding that two findings of a field make together, that of the earlier part first. */
  Finding together(Finding earlier, Finding later) {
    if (!(earlier.value() instanceof FieldValue.Items one)
        || !(later.value() instanceof FieldValue.Items other)) {
      return Merge.ofParts(earlier, later);
    }
    Map<String, String> items = new LinkedHashMap<>();
    Stream.concat(one.items().stream(), other.items().stream())
        .forEach(item -> items.putIfAbsent(item.toLowerCase(Locale.ROOT), item));
    List<String> joined = items.values().stream().limit(MOST_ITEMS).toList();
    // The items of both are all right only if each one's are, as far as anybody says.
    OptionalDouble confidence =
        Stream.of(earlier, later)
            .flatMapToDouble(finding -> finding.confidence().stream())
            .reduce((first, second) -> first * second);
    return found(earlier.field(), new FieldValue.Items(joined), evidence.ofItems(joined))
        .withConfidence(confidence);
  }

  private Optional<Finding> day(PostingField field, AnswerValue value) {
    Optional<String> line = CleanText.line(value.plain());
    if (line.isEmpty()) {
      return Optional.empty();
    }
    Optional<Finding> day =
        DateParser.parse(line.get())
            .or(() -> relativeDay(line.get()))
            .map(date -> found(field, new FieldValue.Day(date), evidence.of(date, line.get())));
    if (day.isEmpty()) {
      drop(field, line.get(), "it is no date, or not a certain one");
    }
    return day;
  }

  private Optional<LocalDate> relativeDay(String text) {
    return posting
        .seenOn()
        .flatMap(seen ->
            RelativeDays.find(Lines.cut(text), seen).stream()
                .filter(day -> !day.word() || day.span().equals(new Span(0, text.length())))
                .findFirst())
        .map(RelativeDays.Match::date);
  }

  private Optional<Finding> pay(PostingField field, AnswerValue value) {
    Optional<String> line = CleanText.line(value.plain());
    if (line.isEmpty()) {
      return Optional.empty();
    }
    Optional<Finding> pay =
        SalaryAmounts.read(value)
            .map(salary ->
                found(field, new FieldValue.Pay(salary), evidence.of(salary, line.get())));
    if (pay.isEmpty()) {
      drop(field, line.get(), "it names no amount");
    }
    return pay;
  }

  private Optional<Finding> employment(String text) {
    return Optional.ofNullable(TYPES.get(text))
        .or(() -> EmploymentTypes.parse(text))
        .filter(type -> type != EmploymentType.UNSPECIFIED)
        .map(type ->
            found(
                PostingField.EMPLOYMENT_TYPE,
                new FieldValue.Employment(type),
                evidence.of(type, text)));
  }

  private Optional<Finding> level(String text) {
    return Optional.ofNullable(LEVELS.get(text))
        .or(() -> Seniorities.parse(text))
        .filter(level -> level != Seniority.UNSPECIFIED)
        .map(level ->
            found(PostingField.SENIORITY, new FieldValue.Level(level), evidence.of(level, text)));
  }

  private void drop(PostingField field, String text, String reason) {
    String shown = text.length() <= 80 ? text : text.substring(0, 80).strip() + "…";
    warnings.accept(
        "The model's %s `%s` was dropped, because %s.".formatted(field.jsonName(), shown, reason));
  }

  private static Finding found(PostingField field, FieldValue value, Evidence evidence) {
    return new Finding(field, value, evidence, Finding.Origin.MODEL);
  }
}
