package dev.jobstream.tracker;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a model will probably answer, by what the rules found: a model that agrees with them has
 * less to decide. Where rules see nothing the posting mostly has no words to quote, so that such a
 * field is predicted as empty, and so is the kind of employment; levels, industries and lists,
 * which a model concludes, are left open then. It is never shown to the model, and where it is
 * wrong nothing comes of it.
 */
final class PredictedAnswer {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final PostingText posting;
  private final Map<PostingField, Finding> findings;

  private PredictedAnswer(PostingText posting, Map<PostingField, Finding> findings) {
    this.posting = posting;
    this.findings = findings;
  }

  /** The answer in the form of {@link AnalysisPrompt#FORM}, without what is left open. */
  static String of(PostingText posting, Map<PostingField, Finding> findings) {
    return new PredictedAnswer(posting, findings).json();
  }

  private String json() {
    ObjectNode answer = MAPPER.createObjectNode();
    answer.put("title", text(PostingField.TITLE));
    answer.put("company", text(PostingField.COMPANY));
    answer.put("location", text(PostingField.LOCATION));
    answer.put("type", employment());
    seniority().ifPresent(level -> answer.put("seniority", level));
    if (findings.containsKey(PostingField.INDUSTRY)) {
      answer.put("industry", text(PostingField.INDUSTRY));
    }
    items(PostingField.SKILLS).ifPresent(items -> addAll(answer.putArray("skills"), items));
    items(PostingField.TAGS).ifPresent(items -> addAll(answer.putArray("tags"), items));
    answer.put("salary", quoted(PostingField.SALARY));
    answer.put("source_url", text(PostingField.SOURCE_URL));
    answer.put("date_posted", quoted(PostingField.DATE_POSTED));
    return answer.toString();
  }

  private String text(PostingField field) {
    return value(field).map(value -> value instanceof FieldValue.Text t ? t.text() : "").orElse("");
  }

  private Optional<FieldValue.Items> items(PostingField field) {
    return value(field).map(FieldValue.Items.class::cast);
  }

  private static void addAll(ArrayNode array, FieldValue.Items items) {
    items.items().forEach(array::add);
  }

  private String employment() {
    return value(PostingField.EMPLOYMENT_TYPE).orElse(null) instanceof FieldValue.Employment type
        ? type.type().name().toLowerCase(Locale.ROOT).replace('_', '-')
        : "";
  }

  private Optional<String> seniority() {
    return value(PostingField.SENIORITY).map(value -> word(((FieldValue.Level) value).seniority()));
  }

  private String word(Seniority seniority) {
    return switch (seniority) {
      case INTERN -> "intern";
      case ENTRY, ASSOCIATE -> "junior";
      case MID_SENIOR -> {
        String words = quoted(PostingField.SENIORITY).toLowerCase(Locale.ROOT);
        yield List.of("senior", "lead").stream().filter(words::contains).findFirst().orElse("mid");
      }
      case DIRECTOR -> "director";
      case EXECUTIVE -> "executive";
      case UNSPECIFIED -> "";
    };
  }

  private Optional<FieldValue> value(PostingField field) {
    return Optional.ofNullable(findings.get(field)).map(Finding::value);
  }

  /** What the posting says itself. */
  private String quoted(PostingField field) {
    Finding finding = findings.get(field);
    if (finding == null || finding.evidence().spans().isEmpty()) {
      return "";
    }
    Span span = finding.evidence().spans().getFirst();
    return posting.text().substring(span.start(), span.end());
  }
}
