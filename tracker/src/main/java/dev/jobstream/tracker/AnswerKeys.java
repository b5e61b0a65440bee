package dev.jobstream.tracker;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names that models give a posting's fields: those of the schema that they are asked for, those
 * of {@link PostingField#jsonName}, and what they write instead. Case, hyphens and underscores make
 * no difference.
 */
final class AnswerKeys {
  private AnswerKeys() {}

  private static final Map<String, PostingField> FIELDS = new HashMap<>();

  static {
    Map<PostingField, List<String>> others = new EnumMap<>(PostingField.class);
    others.put(PostingField.TITLE, List.of("jobtitle", "position", "role"));
    others.put(
        PostingField.COMPANY,
        List.of("companyname", "employer", "organization", "organisation", "hiringorganization"));
    others.put(PostingField.LOCATION, List.of("joblocation", "locations"));
    others.put(PostingField.WORKPLACE_TYPE, List.of("workplace", "joblocationtype", "workmode"));
    others.put(PostingField.EMPLOYMENT_TYPE, List.of("type", "jobtype", "contracttype"));
    others.put(
        PostingField.SENIORITY, List.of("senioritylevel", "level", "experiencelevel", "joblevel"));
    others.put(PostingField.INDUSTRY, List.of("sector"));
    others.put(PostingField.SKILLS, List.of("requiredskills", "skillsrequired"));
    others.put(PostingField.TAGS, List.of("keywords"));
    others.put(
        PostingField.SALARY,
        List.of("basesalary", "salaryrange", "compensation", "pay", "payrange"));
    others.put(PostingField.SOURCE_URL, List.of("url", "link", "joburl", "postingurl"));
    others.put(PostingField.APPLY_URL, List.of("applicationurl", "applylink"));
    others.put(
        PostingField.DATE_POSTED,
        List.of("posteddate", "postedon", "postdate", "publisheddate", "publicationdate"));
    others.put(
        PostingField.VALID_THROUGH,
        List.of("deadline", "applicationdeadline", "closingdate", "applyby"));
    for (PostingField field : PostingField.values()) {
      FIELDS.put(letters(field.jsonName()), field);
      others.getOrDefault(field, List.of()).forEach(name -> FIELDS.put(name, field));
    }
  }

  /** The field that a key names, if it names one. */
  static Optional<PostingField> field(String key) {
    return Optional.ofNullable(FIELDS.get(letters(key)));
  }

  /** A key's letters and digits in lower case. */
  static String letters(String key) {
    StringBuilder letters = new StringBuilder(key.length());
    key.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
    return letters.toString().toLowerCase(Locale.ROOT);
  }
}
