package dev.jobstream.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads schema.org's {@code JobPosting}: https://schema.org/JobPosting. */
final class JsonLdFacts {
  private final PostingText posting;
  private final FactSheet facts;
  private final Finding.Origin origin;

  private JsonLdFacts(PostingText posting, FactSheet facts, Finding.Origin origin) {
    this.posting = posting;
    this.facts = facts;
    this.origin = origin;
  }

  private static final int LONGEST_TEXT = 200;
  private static final int LONGEST_INDUSTRY = 100;
  private static final int MOST_PLACES = 5;
  private static final int MONTHS_OF_A_BEGINNER = 12;

  static void read(PostingText posting, FactSheet facts) {
    List<JsonNode> all = JsonLd.jobPostings(posting.jsonLd());
    if (all.isEmpty()) {
      return;
    }
    Set<String> titles = new LinkedHashSet<>();
    all.forEach(node -> titles.add(title(node)));
    JsonNode chosen =
        all.stream()
            .filter(node -> posting.heading().filter(title(node)::equals).isPresent())
            .findFirst()
            .orElse(all.getFirst());
    boolean certain =
        titles.size() == 1 || posting.heading().filter(title(chosen)::equals).isPresent();
    new JsonLdFacts(posting, facts, certain ? Finding.Origin.FACT : Finding.Origin.GUESS)
        .read(chosen);
  }

  private static String title(JsonNode node) {
    return Values.clean(text(node.path("title")).orElse(text(node.path("name")).orElse("")))
        .orElse("");
  }

  private void read(JsonNode node) {
    offerText(PostingField.TITLE, title(node));
    text(node.path("hiringOrganization"))
        .ifPresent(company -> offerText(PostingField.COMPANY, company));
    offerText(PostingField.LOCATION, places(node));
    readWorkplace(node);
    texts(node.path("employmentType")).stream()
        .reduce((one, other) -> one + ", " + other)
        .flatMap(EmploymentTypes::parse)
        .ifPresent(type -> offer(PostingField.EMPLOYMENT_TYPE, new FieldValue.Employment(type)));
    readLevel(node);
    texts(node.path("industry")).stream()
        .reduce((one, other) -> one + ", " + other)
        .filter(industry -> industry.length() <= LONGEST_INDUSTRY)
        .ifPresent(industry -> offerText(PostingField.INDUSTRY, industry));
    offerItems(PostingField.SKILLS, node.path("skills"));
    offerItems(PostingField.TAGS, node.path("keywords"));
    JsonLdSalary.read(node.path("baseSalary"), text(node.path("salaryCurrency")))
        .ifPresent(salary -> offer(PostingField.SALARY, new FieldValue.Pay(salary)));
    offerUrl(PostingField.SOURCE_URL, node.path("url"));
    offerUrl(PostingField.SOURCE_URL, node.path("@id"));
    for (String name : List.of("applyUrl", "applicationUrl", "applicationLink")) {
      offerUrl(PostingField.APPLY_URL, node.path(name));
    }
    offerUrl(PostingField.APPLY_URL, node.path("applicationContact").path("url"));
    offerUrl(PostingField.APPLY_URL, node.path("potentialAction").path("target"));
    offerDay(PostingField.DATE_POSTED, node.path("datePosted"));
    offerDay(PostingField.VALID_THROUGH, node.path("validThrough"));
  }

  private void readWorkplace(JsonNode node) {
    for (String type : texts(node.path("jobLocationType"))) {
      WorkplaceTypes.parse(type)
          .ifPresent(
              workplace -> offer(PostingField.WORKPLACE_TYPE, new FieldValue.Workplace(workplace)));
    }
  }

  /** Years say how long somebody has worked, not what the level is called: a guess at most. */
  private void readLevel(JsonNode node) {
    JsonNode experience = node.path("experienceRequirements");
    Optional<Seniority> level = text(experience).flatMap(Seniorities::parse);
    Optional<String> months = text(experience.path("monthsOfExperience"));
    if (level.isEmpty() && months.isPresent()) {
      level =
          JsonLdSalary.number(months.get())
              .filter(number -> number.intValue() <= MONTHS_OF_A_BEGINNER)
              .map(few -> Seniority.ENTRY);
    }
    level.ifPresent(seniority ->
        facts.offer(
            new Finding(
                PostingField.SENIORITY,
                new FieldValue.Level(seniority),
                new Evidence(Evidence.Source.STRUCTURED_DATA, List.of()),
                Finding.Origin.GUESS)));
  }

  private static String places(JsonNode node) {
    Set<String> places = new LinkedHashSet<>();
    for (String name : List.of("jobLocation", "applicantLocationRequirements")) {
      JsonNode locations = node.path(name);
      for (JsonNode location : locations.isArray() ? locations : List.of(locations)) {
        if (places.size() < MOST_PLACES) {
          place(location).ifPresent(places::add);
        }
      }
      if (!places.isEmpty()) {
        break; // where applicants may live matters only if there is no place of work
      }
    }
    return String.join("; ", places);
  }

  private static Optional<String> place(JsonNode location) {
    JsonNode address = location.path("address");
    address = address.isArray() ? address.path(0) : address;
    Set<String> parts = new LinkedHashSet<>();
    if (address.isObject()) {
      for (String name : List.of("addressLocality", "addressRegion", "addressCountry")) {
        text(address.path(name)).flatMap(Values::clean).ifPresent(parts::add);
      }
    }
    if (!parts.isEmpty()) {
      return Optional.of(String.join(", ", parts));
    }
    return text(address).or(() -> text(location)).flatMap(Values::clean);
  }

  private void offerText(PostingField field, String raw) {
    Values.clean(raw)
        .filter(text -> text.length() <= LONGEST_TEXT)
        .ifPresent(text -> offer(field, new FieldValue.Text(text), spans(List.of(text), false)));
  }

  private void offerUrl(PostingField field, JsonNode node) {
    text(node)
        .filter(UrlFacts::isUrl)
        .ifPresent(
            url -> offer(field, new FieldValue.Text(url.strip()), spans(List.of(url), false)));
  }

  private void offerDay(PostingField field, JsonNode node) {
    text(node).flatMap(DateParser::parse).ifPresent(day -> offer(field, new FieldValue.Day(day)));
  }

  private void offerItems(PostingField field, JsonNode node) {
    List<String> items = Values.items(String.join("\n", texts(node)));
    if (!items.isEmpty()) {
      offer(field, new FieldValue.Items(items), spans(items, true));
    }
  }

  private void offer(PostingField field, FieldValue value) {
    offer(field, value, List.of());
  }

  private void offer(PostingField field, FieldValue value, List<Span> spans) {
    facts.offer(
        new Finding(field, value, new Evidence(Evidence.Source.STRUCTURED_DATA, spans), origin));
  }

  /** Where the text says the same; for several items, only if it says so of all. */
  private List<Span> spans(List<String> texts, boolean wholeWords) {
    List<Span> spans = new ArrayList<>();
    for (String text : texts) {
      int at = Places.indexOf(posting.text(), text, wholeWords);
      if (at < 0) {
        return List.of();
      }
      spans.add(new Span(at, at + text.length()));
    }
    return spans;
  }

  /** The text of a value, of the first in a list, or the name of an object. */
  private static Optional<String> text(JsonNode node) {
    return texts(node).stream().findFirst();
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    for (JsonNode one : node.isArray() ? node : List.of(node)) {
      JsonNode value = one;
      if (one.isObject()) {
        value = one.path("name");
        value = value.isMissingNode() ? one.path("value") : value;
        value = value.isMissingNode() ? one.path("description") : value;
      }
      if (value.isTextual() && !value.textValue().isBlank()) {
        texts.add(value.textValue());
      }
    }
    return texts;
  }
}
