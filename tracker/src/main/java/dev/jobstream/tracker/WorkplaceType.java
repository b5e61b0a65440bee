package dev.jobstream.tracker;

/** Where the work is done. */
public enum WorkplaceType {
  ONSITE,
  HYBRID,
  REMOTE
}
