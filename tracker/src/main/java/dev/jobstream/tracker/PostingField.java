package dev.jobstream.tracker;

/** The fields of a posting, in the order in which they are shown. */
public enum PostingField {
  TITLE("title", Kind.TEXT),
  COMPANY("company", Kind.TEXT),
  LOCATION("location", Kind.TEXT),
  WORKPLACE_TYPE("workplaceType", Kind.WORKPLACE_TYPE),
  EMPLOYMENT_TYPE("employmentType", Kind.EMPLOYMENT_TYPE),
  SENIORITY("seniority", Kind.SENIORITY),
  INDUSTRY("industry", Kind.TEXT),
  SKILLS("skills", Kind.LIST),
  TAGS("tags", Kind.LIST),
  SALARY("salary", Kind.SALARY),
  SOURCE_URL("sourceUrl", Kind.TEXT),
  APPLY_URL("applyUrl", Kind.TEXT),
  DATE_POSTED("datePosted", Kind.DATE),
  VALID_THROUGH("validThrough", Kind.DATE);

  /** The type of a field's value; each names one case of {@link FieldValue}. */
  public enum Kind {
    TEXT,
    LIST,
    DATE,
    SALARY,
    WORKPLACE_TYPE,
    EMPLOYMENT_TYPE,
    SENIORITY
  }

  private final String jsonName;
  private final Kind kind;

  PostingField(String jsonName, Kind kind) {
    this.jsonName = jsonName;
    this.kind = kind;
  }

  /** The field's name in JSON, such as {@code datePosted}. */
  public String jsonName() {
    return jsonName;
  }

  /** The type of the field's value. */
  public Kind kind() {
    return kind;
  }
}
