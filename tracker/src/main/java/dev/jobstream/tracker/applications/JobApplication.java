package dev.jobstream.tracker.applications;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user does about a posting. Immutable; its children (moves, notes and so on) are asked
 * for by its id.
 *
 * @param id its id
 * @param version grows by one with each edit; an edit of an older version is refused
 * @param postingId the posting it answers
 * @param job the job, as the user confirmed it
 * @param company who the employer is; null if none is named
 * @param source where the posting was found, such as {@code LinkedIn}; null if not told
 * @param tags the user's own marks; none twice
 * @param stage where it stands
 * @param stageSince the day of the move that led there
 * @param furthestStage the furthest stage on the way that was ever reached; never an end
 * @param appliedOn the day it was sent; null if it was not
 * @param answeredOn the day of the employer's first answer; null if there was none
 * @param quietSince the day on which something last happened: a move, but not that of saving what
 *     was sent, or an interview that was not cancelled
 * @param createdAt when it was recorded
 * @param updatedAt when it, or anything that belongs to it, was last changed
 * @param trashedAt when it was put into the trash; null if it was not
 */
public record JobApplication(
    Id id,
    long version,
    Id postingId,
    JobDetails job,
    @Nullable CompanyRef company,
    @Nullable String source,
    List<String> tags,
    Stage stage,
    LocalDate stageSince,
    Stage furthestStage,
    @Nullable LocalDate appliedOn,
    @Nullable LocalDate answeredOn,
    LocalDate quietSince,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant trashedAt) {

  /** A company as its applications name it: {@code name} is the one it goes by now. */
  public record CompanyRef(Id id, String name) {}

  public JobApplication {
    tags = List.copyOf(tags);
  }

  /** The same with other times. */
  JobApplication with(Instant newUpdatedAt, @Nullable Instant newTrashedAt) {
    return new JobApplication(
        id,
        version,
        postingId,
        job,
        company,
        source,
        tags,
        stage,
        stageSince,
        furthestStage,
        appliedOn,
        answeredOn,
        quietSince,
        createdAt,
        newUpdatedAt,
        newTrashedAt);
  }

  /** The same with another company. */
  JobApplication withCompany(@Nullable CompanyRef value) {
    return edited(version, job, value, source, tags);
  }

  /** The application with the next version, and what its user edited. */
  JobApplication edited(ApplicationEdit edit, @Nullable CompanyRef newCompany) {
    return edited(version + 1, edit.job(), newCompany, edit.source(), edit.tags());
  }

  private JobApplication edited(
      long newVersion,
      JobDetails newJob,
      @Nullable CompanyRef newCompany,
      @Nullable String newSource,
      List<String> newTags) {
    return new JobApplication(
        id,
        newVersion,
        postingId,
        newJob,
        newCompany,
        newSource,
        newTags,
        stage,
        stageSince,
        furthestStage,
        appliedOn,
        answeredOn,
        quietSince,
        createdAt,
        updatedAt,
        trashedAt);
  }
}
