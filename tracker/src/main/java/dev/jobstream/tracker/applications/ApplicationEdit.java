package dev.jobstream.tracker.applications;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an application's user can edit, all of it.
 *
 * @param id the application
 * @param version the {@link JobApplication#version} that was read; an edit of an older one is
 *     refused, so that nobody's work is overwritten
 */
public record ApplicationEdit(
    Id id, long version, JobDetails job, @Nullable String source, List<String> tags) {

  public ApplicationEdit {
    tags = List.copyOf(tags);
  }

  /** An edit that changes nothing yet. */
  public static ApplicationEdit of(JobApplication application) {
    return new ApplicationEdit(
        application.id(),
        application.version(),
        application.job(),
        application.source(),
        application.tags());
  }

  /** The same with other details. */
  public ApplicationEdit withJob(JobDetails value) {
    return new ApplicationEdit(id, version, value, source, tags);
  }

  /** The same with another source. */
  public ApplicationEdit withSource(@Nullable String value) {
    return new ApplicationEdit(id, version, job, value, tags);
  }

  /** The same with other tags. */
  public ApplicationEdit withTags(List<String> value) {
    return new ApplicationEdit(id, version, job, source, value);
  }
}
