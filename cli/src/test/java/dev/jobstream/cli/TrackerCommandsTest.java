package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrackerCommandsTest {
  @TempDir Path home;

  @Test
  void aPostingIsSavedListedMovedAndCounted() throws IOException {
    Path posting = home.resolve("posting.txt");
    Files.writeString(posting, "Java Developer\nExample AG, Bern\nFull-time\n");
    Desk desk = new Desk(home);

    desk.ok("add", "--no-ai", "--yes", posting.toString());
    String id = desk.json("list").path(0).path("id").asText();
    assertThat(desk.ok("stage", id.substring(0, 6), "interviewing", "--on", "yesterday"))
        .contains("SAVED → INTERVIEWING on 2026-11-24.");
    assertThat(desk.ok("list")).contains("Interviewing", "2026-11-24", "Java Developer");
    assertThat(desk.ok("stats")).contains("1 application\n", "Interviewing  ████");
    assertThat(desk.json("stats").path("byFurthest").path("INTERVIEWING").asInt()).isEqualTo(1);
  }

  @Test
  void theFirstListTellsHowToBegin() {
    Desk.Told told = new Desk(home).run("list");

    assertThat(told.exitCode()).isEqualTo(0);
    assertThat(told.out()).isEmpty();
    assertThat(told.err()).contains("There is no application yet.", "jobstream add posting.txt");
    assertThat(new Desk(home).json("list")).isEmpty();
  }

  @Test
  void aWrongMoveIsCorrectedAndBothStayInTheHistory() {
    Desk desk = new Desk(home);
    String id = desk.add("Gardener", "Example Gardens");
    desk.ok("stage", id, "rejected");

    JsonNode after = desk.json("stage", id, "offer", "--correct");
    assertThat(after.path("stage").asText()).isEqualTo("OFFER");
    assertThat(desk.json("show", id).path("history").findValuesAsText("stage"))
        .containsExactly("SAVED", "REJECTED", "OFFER");
    assertThat(desk.ok("show", id)).contains("Rejected  (does not count)");
  }

  @Test
  void aMoveOfThePastFillsInTheHistory() {
    Desk desk = new Desk(home);
    String id = desk.add("Gardener", "Example Gardens");
    desk.ok("stage", id, "interviewing");

    assertThat(desk.ok("stage", id, "applied", "--on", "2026-11-03"))
        .contains("it stands at INTERVIEWING since 2026-11-25");
    assertThat(desk.json("show", id).path("appliedOn").asText()).isEqualTo("2026-11-03");
  }

  @Test
  void whatIsWrittenDownIsShownAndFound() {
    Desk desk = new Desk(home);
    String id = desk.add("Gardener", "Example Gardens");
    desk.ok("note", id, "They", "grow", "Chrysanthemums.");
    desk.ok("contact", id, "Ada", "Muster", "--email", "ada@example.org");
    desk.ok("interview", id, "--at", "monday 14:30", "--kind", "video", "--with", "Ada");
    desk.ok("remind", id, "Send", "thanks", "--due", "+2d");
    desk.ok("tag", id, "dream", "green");
    desk.ok("tag", id, "--remove", "GREEN");

    assertThat(desk.ok("show", id))
        .contains(
            "They grow Chrysanthemums.",
            "Ada Muster, ada@example.org",
            "Round 1, 2026-11-30 14:30 Europe/Berlin, Video, with Ada",
            "2026-11-27  Send thanks",
            "Tags        dream\n");
    assertThat(desk.json("search", "chrysanth*")).hasSize(1);
    assertThat(desk.json("search", "tag:dream", "has:reminder", "is:open")).hasSize(1);
    assertThat(desk.json("search", "is:open chrysanth*")).hasSize(1);
    assertThat(desk.json("search", "tag:nothing,dream")).hasSize(1);
    assertThat(desk.json("search", "--", "-gardener")).isEmpty();
    assertThat(desk.json("interview").path(0).path("startsAt").asText())
        .isEqualTo("2026-11-30T14:30+01:00[Europe/Berlin]");
  }

  @Test
  void aReminderIsDoneReopenedAndRemoved() {
    Desk desk = new Desk(home);
    String id = desk.add("Gardener", "Example Gardens");
    String reminder = desk.json("remind", id).path("id").asText();
    assertThat(desk.ok("remind")).contains("2026-12-02", "Follow up", "Gardener");

    desk.ok("remind", "--done", reminder);
    assertThat(desk.json("remind")).isEmpty();
    desk.ok("remind", "--reopen", reminder);
    assertThat(desk.json("remind", "--until", "+6d")).isEmpty();
    assertThat(desk.json("remind", "--until", "+7d")).hasSize(1);
    desk.ok("remind", "--remove", reminder);
    assertThat(desk.json("remind")).isEmpty();
  }

  @Test
  void anInterviewIsChangedAsFarAsItIsSaid() {
    Desk desk = new Desk(home);
    String id = desk.add("Gardener", "Example Gardens");
    String interview =
        desk.json("interview", id, "--at", "2026-12-01 9:00", "--place", "Leeds")
            .path("id")
            .asText();

    JsonNode after = desk.json("interview", "--change", interview, "--outcome", "passed");
    assertThat(after.path("outcome").asText()).isEqualTo("PASSED");
    assertThat(after.path("place").asText()).isEqualTo("Leeds");
    assertThat(desk.json("interview", id, "--at", "2026-12-08 9:00").path("round").asInt())
        .isEqualTo(2);
  }

  @Test
  void detailsAreEditedByOptionsAndTakenAwayByEmptyOnes() {
    Desk desk = new Desk(home);
    String id = desk.add("Gardener", "Example Gardens", "--industry", "Horticulture");

    JsonNode after =
        desk.json(
            "edit",
            id,
            "--salary",
            "30,000-35,000 GBP per year",
            "--workplace",
            "on-site",
            "--deadline",
            "2026-12-31",
            "--industry",
            "",
            "--tag",
            "dream",
            "--source",
            "A friend");
    assertThat(after.path("salary").path("max").asInt()).isEqualTo(35_000);
    assertThat(after.path("workplaceType").asText()).isEqualTo("ONSITE");
    assertThat(after.path("validThrough").asText()).isEqualTo("2026-12-31");
    assertThat(after.has("industry")).isFalse();
    assertThat(after.path("source").asText()).isEqualTo("A friend");
    assertThat(desk.json("edit", id, "--tag=-dream").path("tags")).isEmpty();
  }

  @Test
  void twoSpellingsBecomeOneCompanyAndTwoAgain() {
    Desk desk = new Desk(home);
    desk.add("Gardener", "Example Gardens");
    desk.add("Florist", "Example Gardens Limited");

    desk.ok("company", "merge", "Example Gardens", "Example Gardens Limited");
    assertThat(desk.json("company")).hasSize(1);
    assertThat(desk.json("search", "company:limited")).hasSize(1);
    desk.ok("company", "separate", "Example Gardens", "Example Gardens Limited");
    assertThat(desk.json("company")).hasSize(2);
  }

  @Test
  void whatIsDeletedCanBeTakenBackUntilItIsDeletedForEver() {
    Desk desk = new Desk(home);
    String id = desk.add("Gardener", "Example Gardens");

    assertThat(desk.ok("delete", id)).contains("jobstream delete --undo " + id.substring(0, 6));
    assertThat(desk.json("list")).isEmpty();
    assertThat(desk.json("delete", "--trash")).hasSize(1);
    desk.ok("delete", "--undo", id);
    assertThat(desk.json("list")).hasSize(1);

    assertThat(desk.refused("delete", "--forever", id)).contains("Add `--yes` to go on.");
    Desk.Told no = Desk.run(desk.session().typing("n\n"), "delete", "--forever", id);
    assertThat(no.err())
        .contains("Delete Gardener, Example Gardens for good", "Nothing was deleted");
    assertThat(desk.json("list")).hasSize(1);
    Desk.Told yes = Desk.run(desk.session().typing("y\n"), "delete", "--forever", id);
    assertThat(yes.exitCode()).isEqualTo(0);
    assertThat(desk.refused("show", id)).contains("No application has an id that begins with");
  }

  @Test
  void aDayOfTheWeekIsTheLastForPublishingAndTheNextForADeadline() {
    Desk desk = new Desk(home);
    String id = desk.add("Gardener", "Example", "--posted", "monday", "--deadline", "monday");
    JsonNode whole = desk.json("show", id);

    assertThat(whole.path("datePosted").asText()).isEqualTo("2026-11-23");
    assertThat(whole.path("validThrough").asText()).isEqualTo("2026-11-30");
  }

  @Test
  void aStageThatIsRepeatedSaysWhatItChanges() {
    Desk desk = new Desk(home);
    String id = desk.add("Gardener", "Example", "--stage", "applied", "--on", "2026-11-20");

    assertThat(desk.ok("stage", id, "applied"))
        .contains("it stands at APPLIED since 2026-11-20 already.");
    assertThat(desk.ok("stage", id, "applied", "--on", "2026-11-10"))
        .contains("it stands at APPLIED since 2026-11-10, not since 2026-11-20.");
    assertThat(desk.ok("stage", id, "interviewing")).contains("APPLIED → INTERVIEWING on 2026");
  }

  @Test
  void silencesAreToldInBands() {
    Desk desk = new Desk(home);
    desk.add("Gardener", "Example", "--stage", "applied", "--on", "2026-11-15");
    desk.add("Florist", "Example", "--stage", "applied", "--on", "2026-03-01");

    assertThat(desk.ok("stats")).contains("7 to 13 days", "days or more");
  }

  @Test
  void anInterviewThatIsCancelledIsNotToCome() {
    Desk desk = new Desk(home);
    String id = desk.add("Gardener", "Example");
    desk.ok("interview", id, "--at", "tomorrow 9:00");
    String second = desk.json("interview", id, "--at", "tomorrow 10:00").path("id").asText();
    desk.ok("interview", "--change", second, "--outcome", "cancelled");

    assertThat(desk.json("interview")).hasSize(1);
    assertThat(desk.json("interview", "--limit", "1")).hasSize(1);
  }

  @Test
  void searchesAreKeptAndRepeated() {
    Desk desk = new Desk(home);
    desk.add("Gardener", "Example Gardens");
    desk.add("Florist", "Example Flowers");

    desk.ok("search", "--save", "green", "gardener");
    assertThat(desk.json("search", "--saved", "Green")).hasSize(1);
    assertThat(desk.json("search", "--saved", "green", "florist")).isEmpty();
    assertThat(desk.ok("search", "--list-saved")).contains("green  gardener");
    desk.ok("search", "--forget", "green");
    assertThat(desk.json("search", "--list-saved")).isEmpty();
  }

  @Test
  void aPhraseThatTheShellHasUnquotedStaysOne() {
    Desk desk = new Desk(home);
    desk.add("Gardener", "Example Gardens");

    assertThat(desk.json("search", "company:Example Gardens")).hasSize(1);
    assertThat(desk.json("search", "Gardens Example")).isEmpty();
    assertThat(desk.json("search", "company:example title:gardener")).hasSize(1);
  }

  @Test
  void aListTellsThatThereIsMore() {
    Desk desk = new Desk(home);
    for (int i = 0; i < 4; i++) {
      desk.add("Gardener " + i, "Example Gardens " + i);
    }

    Desk.Told told = desk.run("list", "--limit", "3");
    assertThat(told.out().lines()).hasSize(4);
    assertThat(told.err()).contains("These are the first 3 of 4. `--all` shows them all.");
    assertThat(desk.json("list", "--limit", "3", "--all")).hasSize(4);
    assertThat(desk.json("list", "--sort=title").findValuesAsText("title"))
        .containsExactly("Gardener 0", "Gardener 1", "Gardener 2", "Gardener 3");
  }
}
