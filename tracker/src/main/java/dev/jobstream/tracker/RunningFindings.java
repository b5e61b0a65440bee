package dev.jobstream.tracker;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The findings of an analysis while it runs: the rules' first, then the model's as they are
 * written, each told to the listener. Not thread-safe.
 */
final class RunningFindings implements AnswerReader.Sink {
  private final boolean smallModel;
  private final AnalysisListener listener;
  private final ModelValues values;
  private final Map<PostingField, Finding> rules = new EnumMap<>(PostingField.class);
  private final Map<PostingField, Finding> counting = new EnumMap<>(PostingField.class);

  /** The model's own: of the parts before, and of the part that it reads, with those before. */
  private final Map<PostingField, Finding> earlierParts = new EnumMap<>(PostingField.class);

  private final Map<PostingField, Finding> part = new EnumMap<>(PostingField.class);

  /** How sure the model is of values that it has not completed yet. */
  private final Map<PostingField, Double> confidences = new EnumMap<>(PostingField.class);

  private final Map<PostingField, String> contradictions = new EnumMap<>(PostingField.class);
  private final Set<String> warnings = new LinkedHashSet<>();

  /**
   * @param smallModel whether the model reads postings and nothing else
   */
  RunningFindings(PostingText posting, boolean smallModel, AnalysisListener listener) {
    this.smallModel = smallModel;
    this.listener = listener;
    this.values = new ModelValues(posting, warnings::add);
  }

  /** Takes what the rules found, before anything of the model. */
  void addRules(Map<PostingField, Finding> found) {
    rules.putAll(found);
    counting.putAll(found);
    found.values().forEach(finding -> listener.onEvent(new AnalysisEvent.FieldFound(finding)));
  }

  /** How sure the model is of the value that it completes next in a field. */
  void expect(PostingField field, double confidence) {
    confidences.put(field, confidence);
  }

  @Override
  public void writing(PostingField field, String text) {
    if (!isFact(field)) {
      listener.onEvent(new AnalysisEvent.FieldWriting(field, text));
    }
  }

  @Override
  public void complete(PostingField field, AnswerValue value) {
    Double given = confidences.remove(field);
    OptionalDouble confidence = given == null ? OptionalDouble.empty() : OptionalDouble.of(given);
    boolean doubtful = Merge.isDoubtful(field, confidence);
    if (!doubtful) {
      values.finding(field, value).map(f -> f.withConfidence(confidence)).ifPresent(this::add);
    }
    if (!isFact(field)) {
      // Told again even if nothing changed, since a display of the writing ends with it.
      tell(counting.get(field));
    }
    if (field == PostingField.LOCATION && !doubtful) {
      CleanText.line(value.plain())
          .flatMap(values::workplace)
          .map(finding -> finding.withConfidence(confidence))
          .ifPresent(this::addWorkplace);
    }
  }

  /** The findings so far. */
  Map<PostingField, Finding> findings() {
    return counting;
  }

  /** What the reader should know so far. */
  List<String> warnings() {
    Set<String> all = new LinkedHashSet<>(warnings);
    all.addAll(contradictions.values());
    return List.copyOf(all);
  }

  /** What is written from now on is of another part of the posting. */
  void beginPart() {
    earlierParts.putAll(part);
    part.clear();
  }

  private void addWorkplace(Finding finding) {
    add(finding);
    if (!isFact(finding.field())) {
      tell(counting.get(finding.field()));
    }
  }

  private void add(Finding written) {
    if (isFormToApplyBy(written)) {
      return;
    }
    Finding earlier = earlierParts.get(written.field());
    Finding model = earlier == null ? written : values.together(earlier, written);
    part.put(model.field(), model);
    Finding rule = rules.get(model.field());
    if (rule == null) {
      counting.put(model.field(), model);
      return;
    }
    counting.put(model.field(), counting(rule, model));
    contradictions.remove(model.field());
    Merge.warning(rule, model).ifPresent(text -> contradictions.put(model.field(), text));
  }

  /** An address that rules took for that of a form to apply by, and not for the posting's. */
  private boolean isFormToApplyBy(Finding written) {
    Finding apply = rules.get(PostingField.APPLY_URL);
    return written.field() == PostingField.SOURCE_URL
        && apply != null
        && apply.value().equals(written.value());
  }

  private Finding counting(Finding rule, Finding model) {
    return smallModel ? Merge.ofSmallModel(rule, model) : Merge.of(rule, model);
  }

  private boolean isFact(PostingField field) {
    Finding rule = rules.get(field);
    return rule != null && rule.origin() == Finding.Origin.FACT;
  }

  private void tell(@Nullable Finding finding) {
    if (finding != null) {
      listener.onEvent(new AnalysisEvent.FieldFound(finding));
    }
  }
}
