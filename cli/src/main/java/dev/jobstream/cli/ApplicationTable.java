package dev.jobstream.cli;

import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Tracker;
import java.util.List;

/** A list of applications for people. */
final class ApplicationTable {
  private static final int TITLE_COLUMNS = 40;
  private static final int COMPANY_COLUMNS = 28;

  private ApplicationTable() {}

  static void write(Output out, Tracker tracker, List<JobApplication> applications) {
    ShortIds ids = ShortIds.ofApplications(tracker);
    Table table = new Table("ID", "STAGE", "SINCE", "TITLE", "COMPANY");
    for (JobApplication application : applications) {
      table.row(
          StyledText.of(Style.BOLD, ids.of(application.id())),
          ApplicationText.stage(application.stage()),
          StyledText.of(application.stageSince().toString()),
          ApplicationText.optional(application.job().title()).cut(TITLE_COLUMNS),
          ApplicationText.optional(application.job().company()).cut(COMPANY_COLUMNS));
    }
    table.lines(out.screen().columns().getAsInt()).forEach(out::line);
  }
}
