package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Statistics.AnswerRate;
import dev.jobstream.tracker.applications.Statistics.Flow;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StatisticsPageTest {
  private final TestSite site = TestSite.empty();

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void withoutApplicationsItSaysSo() {
    assertThat(site.get("/statistics").body()).contains("Nothing to count yet.");
  }

  @Test
  void everyChartIsDrawnAndHasItsTable() {
    TestApplications.several(site.tracker());
    String page = site.get("/statistics").body();
    assertThat(page.split("<section class=\"card chart\"", -1)).hasSize(6);
    assertThat(page.split("role=\"img\"", -1)).hasSize(6);
    assertThat(page.split("<table>", -1)).hasSize(6);
    assertThat(page)
        .contains("Interviewing to Rejected: 1")
        .contains("<th scope=\"row\">LinkedIn</th>");
  }

  @Test
  void aPeriodLeavesOutWhatIsNotInIt() {
    TestApplications.several(site.tracker());
    assertThat(site.get("/statistics?from=2030-01-01").body()).contains("Nothing to count yet.");
    assertThat(site.get("/statistics?from=2026-05-01&to=2026-04-01").statusCode()).isEqualTo(422);
    assertThat(site.get("/statistics?from=May").statusCode()).isEqualTo(422);
  }

  @Test
  void theBandsOfASankeyChartFillTheirStages() {
    SankeyChart chart =
        SankeyChart.of(
            List.of(
                new Flow(Stage.SAVED, Stage.APPLIED, 10),
                new Flow(Stage.APPLIED, Stage.REJECTED, 6),
                new Flow(Stage.APPLIED, Stage.SCREENING, 4),
                new Flow(Stage.REJECTED, Stage.SCREENING, 1)));
    assertThat(chart.bands()).hasSize(3); // None goes back.
    SankeyChart.Node applied =
        chart.nodes().stream().filter(n -> n.stage() == Stage.APPLIED).findFirst().orElseThrow();
    double parts =
        chart.nodes().stream()
            .filter(n -> n.stage() == Stage.REJECTED || n.stage() == Stage.SCREENING)
            .mapToDouble(SankeyChart.Node::height)
            .sum();
    assertThat(applied.count()).isEqualTo(10);
    assertThat(parts).isCloseTo(applied.height(), Offset.offset(0.01));
  }

  @Test
  void weeksWithoutAnyAreThereToo() {
    WeekChart chart =
        WeekChart.of(
            List.of(
                new AnswerRate("2026-03-16", 4, 1, 1),
                new AnswerRate("2026-02-23", 2, 2, 0),
                new AnswerRate("", 1, 0, 0)));
    assertThat(chart.weeks())
        .extracting(WeekChart.Week::monday)
        .containsExactly(
            LocalDate.of(2026, 2, 23),
            LocalDate.of(2026, 3, 2),
            LocalDate.of(2026, 3, 9),
            LocalDate.of(2026, 3, 16));
    assertThat(chart.most()).isEqualTo(4);
    assertThat(chart.height(4)).isEqualTo(chart.baseline() - chart.y(4));
  }
}
