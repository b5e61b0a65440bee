package dev.jobstream.tracker.applications;

/** What an id can belong to. */
public enum IdKind {
  APPLICATION("application"),
  NOTE("note"),
  CONTACT("contact"),
  INTERVIEW("interview"),
  REMINDER("reminder"),
  DOCUMENT("document"),
  COMPANY("company"),
  SAVED_SEARCH("saved search");

  private final String noun;

  IdKind(String noun) {
    this.noun = noun;
  }

  /** What it is called in a sentence. */
  public String noun() {
    return noun;
  }

  /** The kind of an entry. */
  static IdKind of(Class<? extends JournalEntry> kind) {
    if (kind == Note.class) {
      return NOTE;
    }
    if (kind == Contact.class) {
      return CONTACT;
    }
    return kind == Interview.class ? INTERVIEW : REMINDER;
  }
}
