package dev.jobstream.tracker.applications;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Evidence;
import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.Span;
import dev.jobstream.tracker.WorkplaceType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Analyses as the JSON that is kept and exported. It names its version, so that what an earlier
 * release wrote can be told from what a later one will.
 */
public final class SavedAnalysisJson {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private SavedAnalysisJson() {}

  /** The analysis as one JSON object. */
  public static String write(SavedAnalysis analysis) {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("outcome", analysis.outcome().name());
    root.put("model", analysis.modelId());
    ArrayNode warnings = root.putArray("warnings");
    analysis.warnings().forEach(warnings::add);
    ObjectNode fields = root.putObject("fields");
    for (Finding finding : analysis.findings().values()) {
      ObjectNode field = fields.putObject(finding.field().jsonName());
      field.set("value", value(finding.value()));
      field.put("origin", finding.origin().name());
      finding.confidence().ifPresent(sure -> field.put("confidence", sure));
      field.put("source", finding.evidence().source().name());
      ArrayNode spans = field.putArray("spans");
      finding
          .evidence()
          .spans()
          .forEach(span -> spans.addArray().add(span.start()).add(span.end()));
    }
    return root.toString();
  }

  private static JsonNode value(FieldValue value) {
    return switch (value) {
      case FieldValue.Text(String text) -> JSON.getNodeFactory().textNode(text);
      case FieldValue.Items(List<String> items) -> {
        ArrayNode array = JSON.createArrayNode();
        items.forEach(array::add);
        yield array;
      }
      case FieldValue.Day(LocalDate day) -> JSON.getNodeFactory().textNode(day.toString());
      case FieldValue.Pay(Salary salary) -> {
        ObjectNode pay = JSON.createObjectNode();
        // As texts, so that no reader rounds them.
        pay.put("min", text(salary.min()));
        pay.put("max", text(salary.max()));
        pay.put("currency", salary.currency());
        pay.put("period", salary.period() == null ? null : salary.period().name());
        yield pay;
      }
      case FieldValue.Workplace(WorkplaceType type) -> JSON.getNodeFactory().textNode(type.name());
      case FieldValue.Employment(EmploymentType type) ->
          JSON.getNodeFactory().textNode(type.name());
      case FieldValue.Level(Seniority level) -> JSON.getNodeFactory().textNode(level.name());
    };
  }

  private static @Nullable String text(@Nullable BigDecimal amount) {
    return amount == null ? null : amount.toPlainString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws TrackerException.Invalid if it is something else, or of a later release
   */
  public static SavedAnalysis read(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      int version = root.path("version").asInt();
      if (version > VERSION) {
        throw TrackerException.invalid(
            "The analysis is of the version `%d`, this release reads up to %d. Take a newer release of Jobstream."
                .formatted(version, VERSION));
      }
      List<String> warnings = new ArrayList<>();
      root.path("warnings").forEach(warning -> warnings.add(warning.asText()));
      Map<PostingField, Finding> findings = new EnumMap<>(PostingField.class);
      for (PostingField field : PostingField.values()) {
        JsonNode node = root.path("fields").path(field.jsonName());
        if (node.isObject()) {
          findings.put(field, finding(field, node));
        }
      }
      String model = root.path("model").isNull() ? null : root.path("model").asText(null);
      return new SavedAnalysis(
          findings,
          PostingAnalysis.Outcome.valueOf(root.path("outcome").asText()),
          model,
          warnings);
    } catch (JsonProcessingException | RuntimeException e) {
      if (e instanceof TrackerException known) {
        throw known;
      }
      throw TrackerException.invalid(
          "The analysis of a posting cannot be read (%s). Analyse the posting again."
              .formatted(e.getClass().getSimpleName()));
    }
  }

  private static Finding finding(PostingField field, JsonNode node) {
    List<Span> spans = new ArrayList<>();
    node.path("spans")
        .forEach(span -> spans.add(new Span(span.path(0).asInt(), span.path(1).asInt())));
    Evidence evidence = new Evidence(Evidence.Source.valueOf(node.path("source").asText()), spans);
    return new Finding(
        field,
        value(field, node.path("value")),
        evidence,
        Finding.Origin.valueOf(node.path("origin").asText()),
        node.path("confidence").isNumber()
            ? OptionalDouble.of(node.path("confidence").doubleValue())
            : OptionalDouble.empty());
  }

  private static FieldValue value(PostingField field, JsonNode node) {
    return switch (field.kind()) {
      case TEXT -> new FieldValue.Text(node.asText());
      case LIST -> {
        List<String> items = new ArrayList<>();
        node.forEach(item -> items.add(item.asText()));
        yield new FieldValue.Items(items);
      }
      case DATE -> new FieldValue.Day(LocalDate.parse(node.asText()));
      case SALARY -> {
        String period = node.path("period").asText(null);
        yield new FieldValue.Pay(
            new Salary(
                amount(node.path("min")),
                amount(node.path("max")),
                node.path("currency").asText(null),
                period == null ? null : Salary.Period.valueOf(period)));
      }
      case WORKPLACE_TYPE -> new FieldValue.Workplace(WorkplaceType.valueOf(node.asText()));
      case EMPLOYMENT_TYPE -> new FieldValue.Employment(EmploymentType.valueOf(node.asText()));
      case SENIORITY -> new FieldValue.Level(Seniority.valueOf(node.asText()));
    };
  }

  private static @Nullable BigDecimal amount(JsonNode node) {
    return node.isTextual() ? new BigDecimal(node.asText()) : null;
  }
}
