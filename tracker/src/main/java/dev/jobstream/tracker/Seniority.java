package dev.jobstream.tracker;

/** The level that a posting asks for. */
public enum Seniority {
  INTERN,
  ENTRY,
  ASSOCIATE,
  MID_SENIOR,
  DIRECTOR,
  EXECUTIVE,
  /** The posting does not say; never a guess. */
  UNSPECIFIED
}
