package dev.jobstream.tracker.applications;

/**
 * The applications of a stage.
 *
 * @param page what changed last first
 * @param count how many there are, as far as they were counted
 */
public record StageColumn(Stage stage, Page<JobApplication> page, long count) {}
