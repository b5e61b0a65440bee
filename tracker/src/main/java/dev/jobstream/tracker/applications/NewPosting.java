package dev.jobstream.tracker.applications;

import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingText;
import org.jspecify.annotations.Nullable;

/**
 * A posting to be saved.
 *
 * @param text the readable text; empty if there is none
 * @param html the page as pasted; null if it was plain text
 * @param sourceUrl where it was found; null if that is not known
 * @param analysis what was read from it; null if it was not analysed
 */
public record NewPosting(
    String text,
    @Nullable String html,
    @Nullable String sourceUrl,
    @Nullable SavedAnalysis analysis) {

  /** A posting of which no text is kept, as of a row in a table. */
  public static NewPosting withoutText(@Nullable String sourceUrl) {
    return new NewPosting("", null, sourceUrl, null);
  }

  /** A posting as it was pasted, not analysed. */
  public static NewPosting of(PostingText posting) {
    return new NewPosting(
        posting.text(), posting.html().orElse(null), posting.sourceUrl().orElse(null), null);
  }

  /** A posting that was analysed. */
  public static NewPosting of(PostingAnalysis analysis) {
    PostingText posting = analysis.posting();
    return new NewPosting(
        posting.text(),
        posting.html().orElse(null),
        posting.sourceUrl().orElse(null),
        SavedAnalysis.of(analysis));
  }
}
