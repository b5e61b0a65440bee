package dev.jobstream.tracker;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose word counts where a rule and the model both found something: a fact goes before the model;
 * the model goes before a guess, unless the posting shows the guess and not the model's value, or
 * the model took a page's button or heading for a title or a company. All of the winner's finding
 * is taken: lists are not mixed, so that one origin stands for a value.
 */
final class Merge {
  private Merge() {}

  /**
   * The fields that a posting says once. Of the others it may say two things that are both true:
   * full-time and on contract, Berlin and Germany.
   */
  private static final Set<PostingField> SAID_ONCE =
      EnumSet.of(
          PostingField.TITLE,
          PostingField.COMPANY,
          PostingField.SALARY,
          PostingField.DATE_POSTED,
          PostingField.VALID_THROUGH);

  /**
   * From here on a small model's word goes before a guess. Chosen on made-up postings, whose heads
   * are harder than most, and checked on real ones, where hardly a guess was lost that was right
   * (decision 24 counts them).
   */
  private static final double CERTAIN = 0.97;

  /** The finding that counts. */
  static Finding of(Finding rule, Finding model) {
    return switch (rule.origin()) {
      case FACT -> rule;
      case GUESS ->
          !isPageNoise(model) && (hasEvidence(model) || !hasEvidence(rule)) ? model : rule;
      case MODEL -> model;
    };
  }

  /**
   * The finding that counts where the model reads postings and nothing else. Such a model is small,
   * and wrong more often than a guess that the posting shows, which therefore stands. Only where
   * the model is certain it goes before the guess, and then not with another form of the same name:
   * `TCS` for `Tata Consultancy Services`. Of a title the guess may have taken too much of a line.
   * A guessed list stands: rules look for nearly every skill that the model knows.
   */
  static Finding ofSmallModel(Finding rule, Finding model) {
    boolean otherWord = model.field() == PostingField.TITLE || !agree(rule.value(), model.value());
    boolean stands =
        rule.origin() == Finding.Origin.GUESS
            && hasEvidence(rule)
            && !(isCertain(model) && otherWord && !(model.value() instanceof FieldValue.Items));
    return stands ? rule : of(rule, model);
  }

  private static boolean isCertain(Finding model) {
    return model.confidence().isPresent() && model.confidence().getAsDouble() >= CERTAIN;
  }

  /**
   * Whether the model itself holds a value for more probably wrong than right: an empty place in a
   * form is seen, a wrong word in it may not be. Lists are shown all the same, for most of what
   * they have is right, and so are industries, which no posting says in the model's words. A level
   * is mostly concluded, and of those that made-up postings have below 70 % half are wrong.
   */
  static boolean isDoubtful(PostingField field, OptionalDouble confidence) {
    return field.kind() != PostingField.Kind.LIST
        && field != PostingField.INDUSTRY
        && confidence.isPresent()
        && confidence.getAsDouble() < (field == PostingField.SENIORITY ? 0.7 : 0.5);
  }

  /**
   * The finding that counts of two that the model made of two parts of a posting, the earlier part
   * first: what stands at the top is more often what the posting is about.
   */
  static Finding ofParts(Finding earlier, Finding later) {
    return hasEvidence(earlier) || !hasEvidence(later) ? earlier : later;
  }

  /**
   * What the reader should know when a fact overrules the model: the posting says two things. Empty
   * if they agree in part, or if nothing in the posting bears the model out.
   */
  static Optional<String> warning(Finding rule, Finding model) {
    if (rule.origin() != Finding.Origin.FACT
        || !SAID_ONCE.contains(rule.field())
        || !hasEvidence(model)
        || agree(rule.value(), model.value())) {
      return Optional.empty();
    }
    return Optional.of(
        "The posting says two things: the model read the %s as `%s`, `%s` was kept."
            .formatted(rule.field().jsonName(), shown(model.value()), shown(rule.value())));
  }

  private static boolean isPageNoise(Finding model) {
    return (model.field() == PostingField.TITLE || model.field() == PostingField.COMPANY)
        && model.value() instanceof FieldValue.Text(String text)
        && (HeadNoise.isButton(text) || HeadNoise.isHeading(text) || HeadNoise.isBoard(text));
  }

  private static boolean hasEvidence(Finding finding) {
    return finding.evidence().source() != Evidence.Source.NONE;
  }

  private static boolean agree(FieldValue rule, FieldValue model) {
    if (rule instanceof FieldValue.Text text && model instanceof FieldValue.Text other) {
      return shareWord(text.text(), other.text());
    }
    if (rule instanceof FieldValue.Pay pay && model instanceof FieldValue.Pay other) {
      return SalaryAmounts.within(pay.salary(), other.salary());
    }
    return rule.equals(model);
  }

  private static boolean shareWord(String left, String right) {
    Set<String> words = words(left).collect(Collectors.toSet());
    return words(right).anyMatch(words::contains);
  }

  private static Stream<String> words(String text) {
    return Stream.of(Words.of(text).toString().split(" "));
  }

  private static String shown(FieldValue value) {
    return switch (value) {
      case FieldValue.Text text -> text.text();
      case FieldValue.Items items -> String.join(", ", items.items());
      case FieldValue.Day day -> day.day().toString();
      case FieldValue.Pay pay -> shown(pay.salary());
      case FieldValue.Workplace workplace -> words(workplace.type());
      case FieldValue.Employment employment -> words(employment.type());
      case FieldValue.Level level -> words(level.seniority());
    };
  }

  private static String shown(Salary salary) {
    String min = salary.min() == null ? "" : salary.min().toPlainString();
    String max = salary.max() == null ? "" : salary.max().toPlainString();
    String amount =
        min.equals(max)
            ? min
            : min.isEmpty() ? "up to " + max : max.isEmpty() ? "from " + min : min + "–" + max;
    return salary.currency() == null ? amount : amount + " " + salary.currency();
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
