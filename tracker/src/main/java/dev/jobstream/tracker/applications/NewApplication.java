package dev.jobstream.tracker.applications;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application to be saved, with its posting and its first moves.
 *
 * @param posting what it answers
 * @param job the job, as its user confirmed it
 * @param source where the posting was found; null if not told
 * @param tags the user's own marks
 * @param moves its stages so far, in the order in which they are to be recorded; if empty it is
 *     {@link Stage#SAVED} today
 * @param entries what is written down about it from the beginning
 */
public record NewApplication(
    NewPosting posting,
    JobDetails job,
    @Nullable String source,
    List<String> tags,
    List<Move> moves,
    List<NewEntry> entries) {

  /**
   * A move to a stage.
   *
   * @param on the day; null for today
   * @param note what there is to say; null if nothing
   */
  public record Move(Stage stage, @Nullable LocalDate on, @Nullable String note) {}

  public NewApplication {
    tags = List.copyOf(tags);
    moves = List.copyOf(moves);
    entries = List.copyOf(entries);
  }

  /** An application of which nothing is written down yet. */
  public NewApplication(
      NewPosting posting,
      JobDetails job,
      @Nullable String source,
      List<String> tags,
      List<Move> moves) {
    this(posting, job, source, tags, moves, List.of());
  }

  /** An application that is {@link Stage#SAVED} today. */
  public static NewApplication of(NewPosting posting, JobDetails job) {
    return new NewApplication(posting, job, null, List.of(), List.of());
  }
}
