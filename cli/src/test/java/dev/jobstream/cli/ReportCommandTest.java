package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest {
  @TempDir Path home;

  private Desk desk;

  @BeforeEach
  void apply() {
    desk = new Desk(home);
    String id =
        desk.add(
            "<script>alert(1)</script>",
            "Müller & \"Söhne\"",
            "--stage",
            "applied",
            "--on",
            "2026-11-02",
            "--source",
            "=cmd|' /C calc'!A0");
    desk.ok("stage", id, "interviewing", "--on", "2026-11-12");
    desk.ok("contact", id, "Ada Muster", "--phone", "+41 31 000 00 00");
    desk.ok(
        "interview", id, "--at", "2026-12-01 14:30", "--minutes", "45", "--place", "Bern; Hall, 2");
    desk.ok("remind", id, "Send, thanks", "--due", "2026-12-02");
    desk.add("Baker", "Example Bread", "--stage", "applied", "--on", "2026-10-02");
    desk.add("Saved only", "Example");
  }

  @Test
  void thePageIsSafeAndComplete() {
    Golden.check(
        "report.html", desk.ok("report", "-", "--from", "2026-11-01", "--name", "Eve <Muster>"));
  }

  @Test
  void theTableHasEveryApplicationOfThePeriodWithItsMoves() {
    String table = desk.ok("report", "-", "--format", "csv", "--from", "2026-10-01");

    assertThat(table.lines())
        .containsExactly(
            "Date applied,Company,Title,Location,Source,URL,Contact,Stage,History",
            "2026-10-02,Example Bread,Baker,,,,,APPLIED,2026-10-02 APPLIED",
            "2026-11-02,\"Müller & \"\"Söhne\"\"\",<script>alert(1)</script>,,'=cmd|' /C calc'!A0,,\"Ada Muster, +41 31 000 00 00\",INTERVIEWING,2026-11-02 APPLIED; 2026-11-12 INTERVIEWING");
  }

  @Test
  void anApplicationOfBeforeIsThereIfItMovedOn() {
    assertThat(desk.ok("report", "-", "--format", "csv", "--from", "2026-11-10").lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("<script>");
  }

  @Test
  void aCalendarOfManyPagesHasEveryEventOnceWhateverItsText() {
    String id = desk.add("Gardener", "BEGIN:VEVENT END:VCALENDAR");
    for (int i = 0; i < 120; i++) {
      desk.ok("remind", id, "Step " + i + ": END:VCALENDAR " + "x".repeat(i), "--due", "tomorrow");
    }
    ICalendar calendar = Biweekly.parse(desk.ok("calendar", "-")).first();

    assertThat(calendar.getEvents()).hasSize(122);
    assertThat(calendar.getEvents().stream().map(event -> event.getUid().getValue()).distinct())
        .hasSize(122);
    assertThat(calendar.getProductId().getValue()).isEqualTo("-//Jobstream//Jobstream//EN");
    assertThat(calendar.validate(biweekly.ICalVersion.V2_0).isEmpty()).isTrue();
  }

  @Test
  void interviewsAndRemindersAreReadByACalendar() {
    ICalendar calendar = Biweekly.parse(desk.ok("calendar", "-")).first();

    assertThat(calendar.getEvents()).hasSize(2);
    assertThat(calendar.getEvents().getFirst().getLocation().getValue()).isEqualTo("Bern; Hall, 2");
    assertThat(calendar.getEvents().getFirst().getDateStart().getValue().toInstant())
        .isEqualTo("2026-12-01T13:30:00Z");
    assertThat(calendar.getEvents().getFirst().getDateEnd().getValue().toInstant())
        .isEqualTo("2026-12-01T14:15:00Z");
    assertThat(calendar.getEvents().getLast().getSummary().getValue())
        .startsWith("Send, thanks: <script>");
    assertThat(calendar.getEvents().getLast().getDateStart().getValue().hasTime()).isFalse();
    assertThat(calendar.validate(biweekly.ICalVersion.V2_0).isEmpty()).isTrue();
  }
}
