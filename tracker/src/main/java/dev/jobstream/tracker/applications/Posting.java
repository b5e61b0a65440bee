package dev.jobstream.tracker.applications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an employer published, as it was on the day it was saved. Never changed: corrections go into
 * the application's {@link JobDetails}.
 *
 * @param id its id
 * @param text the readable text; empty if none was kept
 * @param html the page as pasted, not sanitised; null if it was plain text
 * @param sourceUrl where it was found; null if that is not known
 * @param analysis what was read from it; null if it was never analysed
 * @param savedAt when it was saved
 */
public record Posting(
    Id id,
    String text,
    @Nullable String html,
    @Nullable String sourceUrl,
    @Nullable SavedAnalysis analysis,
    Instant savedAt) {}
