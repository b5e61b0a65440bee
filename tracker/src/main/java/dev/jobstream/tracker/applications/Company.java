package dev.jobstream.tracker.applications;

import java.util.List;

/**
 * An employer, under all the spellings that were met.
 *
 * @param version grows by one with each change
 * @param name what it is called here
 * @param otherNames its other spellings; an application under one of them is one to this company
 */
public record Company(Id id, long version, String name, List<String> otherNames) {
  public Company {
    otherNames = List.copyOf(otherNames);
  }
}
