package dev.jobstream.tracker;

/** The kind of employment that a posting offers. */
public enum EmploymentType {
  FULL_TIME,
  PART_TIME,
  CONTRACT,
  TEMPORARY,
  INTERNSHIP,
  FREELANCE,
  VOLUNTEER,
  OTHER,
  /** The posting does not say. */
  UNSPECIFIED
}
