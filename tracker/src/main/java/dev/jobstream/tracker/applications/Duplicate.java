package dev.jobstream.tracker.applications;

import java.util.Set;

/**
 * An application that is there already and looks like the one to be saved.
 *
 * @param application the one that is there
 * @param history its moves: what became of it
 * @param reasons why it looks the same; at least one
 */
public record Duplicate(JobApplication application, StageHistory history, Set<Reason> reasons) {

  /** Why two applications look the same. */
  public enum Reason {
    /** The posting's address is the same, but for what trackers add to it. */
    URL,
    /** Title and company are the same, but for case, accents and punctuation. */
    TITLE_AND_COMPANY,
    /** Most of the posting's text is the same. */
    TEXT
  }

  public Duplicate {
    reasons = Set.copyOf(reasons);
  }

  /** What became of it: {@code applied here on 2026-05-03: REJECTED after INTERVIEWING}. */
  public String summary() {
    Stage stage = application.stage();
    String stands =
        stage.isEnd() && application.furthestStage() != stage.reached()
            ? "%s after %s".formatted(stage, application.furthestStage())
            : stage.toString();
    return application.appliedOn() == null
        ? "saved here on %s: %s".formatted(history.recorded().getFirst().on(), stands)
        : "applied here on %s: %s".formatted(application.appliedOn(), stands);
  }
}
