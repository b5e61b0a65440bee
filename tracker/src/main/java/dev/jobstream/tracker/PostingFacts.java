package dev.jobstream.tracker;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a posting says without a model being asked. Thread-safe: no state. */
public final class PostingFacts {
  private PostingFacts() {}

  /**
   * Reads the facts of a posting; one finding a field, in the order of {@link PostingField}. A
   * field that the posting does not tell is missing. Whatever the posting holds, this takes time in
   * proportion to its length and does not fail.
   *
   * @return an unmodifiable map; its findings are of origin {@link Finding.Origin#FACT} or {@link
   *     Finding.Origin#GUESS}
   */
  public static Map<PostingField, Finding> read(PostingText posting) {
    FactSheet facts = new FactSheet();
    List<Line> lines = Lines.of(posting.text());
    // In the order of their trust: what is read first stays, unless it is a guess and no fact.
    readAddresses(posting, facts);
    JsonLdFacts.read(posting, facts);
    FactSheet labelled = new FactSheet();
    LabelFacts.read(lines, labelled);
    SalaryFacts.offerRangeAround(labelled, lines, facts);
    Optional<Finding> labelledPlace = labelled.take(PostingField.LOCATION);
    labelled.findings().values().stream()
        .filter(finding -> finding.origin() == Finding.Origin.FACT)
        .forEach(facts::offer);
    Headline.read(posting, lines, facts);
    facts.finding(PostingField.TITLE).ifPresent(title -> readTitle(title, facts));
    labelled.findings().values().forEach(facts::offer);
    labelledPlace.ifPresent(place -> PlaceFacts.offerLabelled(place, facts));
    facts.finding(PostingField.LOCATION).ifPresent(place -> WorkplaceFacts.readField(place, facts));
    EmploymentFacts.readLines(lines, facts);
    WorkplaceFacts.readLines(lines, facts);
    SalaryFacts.read(lines, facts);
    SalaryFacts.settleDollar(posting.text(), facts);
    DateFacts.read(lines, facts);
    posting.seenOn().ifPresent(seen -> DateFacts.readRelative(lines, seen, facts));
    UrlFacts.read(lines, facts);
    Prose prose = new Prose(posting.text());
    EmploymentFacts.readProse(prose, facts);
    WorkplaceFacts.readProse(prose, facts);
    YearsOfExperience.read(lines, facts);
    SkillFacts.read(posting.text(), facts);
    return Collections.unmodifiableMap(facts.findings());
  }

  private static void readAddresses(PostingText posting, FactSheet facts) {
    posting
        .sourceUrl()
        .filter(UrlFacts::isUrl)
        .ifPresent(url -> offerAddress(url, Evidence.NONE, facts));
    posting
        .canonicalUrl()
        .filter(UrlFacts::isUrl)
        .ifPresent(url ->
            offerAddress(url, new Evidence(Evidence.Source.STRUCTURED_DATA, List.of()), facts));
  }

  private static void offerAddress(String url, Evidence evidence, FactSheet facts) {
    facts.offer(
        new Finding(
            PostingField.SOURCE_URL, new FieldValue.Text(url), evidence, Finding.Origin.FACT));
  }

  /** A title says the level, and sometimes the kind of employment and the place of work. */
  private static void readTitle(Finding title, FactSheet facts) {
    if (!(title.value() instanceof FieldValue.Text text)) {
      return;
    }
    Words words = Words.of(text.text());
    Span place = title.evidence().spans().isEmpty() ? null : title.evidence().spans().getFirst();
    Seniorities.ofTitle(text.text())
        .ifPresent(match ->
            facts.offer(
                new Finding(
                    PostingField.SENIORITY,
                    new FieldValue.Level(match.seniority()),
                    place == null
                        ? title.evidence()
                        : Evidence.of(EmploymentFacts.inTitle(words, match.phrase(), place)),
                    title.origin())));
    if (place != null) {
      EmploymentFacts.readTitle(text.text(), place, facts);
    }
    WorkplaceFacts.readField(title, facts);
  }
}
