package dev.jobstream.web;

import dev.jobstream.tracker.applications.Stage;

/** Stages as the pages show them. */
final class StageText {
  private StageText() {}

  /** The classes of a stage's badge. */
  static String badge(Stage stage) {
    return switch (stage) {
      case SAVED, DECLINED, WITHDRAWN, GHOSTED -> "badge";
      case APPLIED, SCREENING, ASSESSMENT -> "badge info";
      case INTERVIEWING, OFFER, ACCEPTED -> "badge good";
      case REJECTED -> "badge bad";
    };
  }

  /** The stage that usually comes next, to be proposed. */
  static Stage usualNext(Stage stage) {
    return switch (stage) {
      case SAVED -> Stage.APPLIED;
      case APPLIED -> Stage.SCREENING;
      case SCREENING, ASSESSMENT -> Stage.INTERVIEWING;
      case INTERVIEWING -> Stage.OFFER;
      case OFFER -> Stage.ACCEPTED;
      // An end is left for where talks go on.
      case ACCEPTED, DECLINED, REJECTED, WITHDRAWN, GHOSTED -> Stage.INTERVIEWING;
    };
  }
}
