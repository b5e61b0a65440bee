package dev.jobstream.tracker.applications;

/** Where an application stands: on its way, in this order, or at one of its ends. */
public enum Stage {
  /** The posting is kept; nothing was sent. */
  SAVED,
  APPLIED,
  SCREENING,
  ASSESSMENT,
  INTERVIEWING,
  OFFER,
  /** The end after an offer that was taken. */
  ACCEPTED,
  /** The end after an offer that was not taken. */
  DECLINED,
  /** The employer said no. */
  REJECTED,
  /** The applicant stepped back. */
  WITHDRAWN,
  /** The employer never answered again. */
  GHOSTED;

  /** Whether nothing more is expected. An end can be reopened by a move to another stage. */
  public boolean isEnd() {
    return compareTo(ACCEPTED) >= 0;
  }

  /**
   * The stage on the way that was reached at the least by who stands here: the stage itself, and
   * for an end what must have come before it.
   */
  public Stage reached() {
    return switch (this) {
      case SAVED, APPLIED, SCREENING, ASSESSMENT, INTERVIEWING, OFFER -> this;
      case ACCEPTED, DECLINED -> OFFER;
      case REJECTED, GHOSTED -> APPLIED;
      case WITHDRAWN -> SAVED;
    };
  }

  /** Whether coming here shows that the employer answered. */
  public boolean isAnswer() {
    return switch (this) {
      case SCREENING, ASSESSMENT, INTERVIEWING, OFFER, ACCEPTED, DECLINED, REJECTED -> true;
      case SAVED, APPLIED, WITHDRAWN, GHOSTED -> false;
    };
  }
}
