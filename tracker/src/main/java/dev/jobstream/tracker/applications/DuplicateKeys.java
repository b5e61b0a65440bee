package dev.jobstream.tracker.applications;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What duplicates are looked up by.
 *
 * @param urlKey as of {@link ApplicationIndex}
 * @param titleKey as of {@link ApplicationIndex}
 * @param companyKey as of {@link ApplicationIndex}
 * @param bands as of {@link TextSignature}; a posting with one of them may have nearly the same
 *     text
 */
public record DuplicateKeys(
    @Nullable String urlKey,
    @Nullable String titleKey,
    @Nullable String companyKey,
    List<Long> bands) {

  public DuplicateKeys {
    bands = List.copyOf(bands);
  }
}
