package dev.jobstream.tracker.applications;

/**
 * A move that was recorded.
 *
 * @param application what was moved
 * @param move the id of the {@link StageChange}
 */
public record RecordedMove(Id application, Id move) {}
