package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImportCommandTest {
  private static final String GERMAN =
      """
      Firma;Stelle;Ort;Status;Datum;Gehalt;Ansprechpartner;Notizen
      Müller & Söhne;Gärtnerin;Köln;Absage;3.5.2026;42.000 €;Ada Muster;"Zeile eins
      Zeile zwei"
      Beispiel AG;Florist;Zürich;Vorstellungsgespräch;1.10.2026;;;
      """;

  @TempDir Path home;

  private Desk desk() {
    return new Desk(home);
  }

  private String file(String name, byte[] content) throws IOException {
    Path file = home.resolve(name);
    Files.write(file, content);
    return file.toString();
  }

  private String file(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16", "UTF-16LE", "UTF-16BE"})
  void aTableIsReadInWhateverEncoding(String encoding) throws IOException {
    String table = file("jobs.csv", GERMAN.getBytes(Charset.forName(encoding)));

    assertThat(desk().json("import", table).path("added").asInt()).isEqualTo(2);
    JsonNode first = desk().json("search", "gärtnerin").path(0);
    assertThat(first.path("company").asText()).isEqualTo("Müller & Söhne");
    assertThat(first.path("stage").asText()).isEqualTo("REJECTED");
    assertThat(first.path("appliedOn").asText()).isEqualTo("2026-05-03");
    JsonNode whole = desk().json("show", first.path("id").asText());
    assertThat(whole.path("notes").path(0).path("text").asText())
        .isEqualTo("Zeile eins\nZeile zwei");
    assertThat(whole.path("contacts").path(0).path("name").asText()).isEqualTo("Ada Muster");
    assertThat(desk().json("search", "florist").path(0).path("furthestStage").asText())
        .isEqualTo("INTERVIEWING");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstHeading() throws IOException {
    String table = file("jobs.csv", "\ufeffTitle,Company\nGardener,Example\n");

    assertThat(desk().ok("import", table)).contains("Title    title    Gardener");
  }

  @Test
  void anEncodingThatIsNamedWrongIsTold() throws IOException {
    String table = file("jobs.csv", GERMAN.getBytes(Charset.forName("windows-1252")));

    assertThat(desk().refused("import", table, "--encoding", "utf-8"))
        .contains(
            "`jobs.csv` is not UTF-8: it has bytes that are no text of it. Name its encoding with `--encoding`.");
    assertThat(desk().refused("import", table, "--encoding", "klingon"))
        .contains("There is no encoding `klingon`.");
  }

  @Test
  void aSpreadsheetIsToldFromATable() throws IOException {
    String table = file("jobs.xlsx", new byte[] {'P', 'K', 3, 4, 0, 0});

    assertThat(desk().refused("import", table))
        .contains(
            "`jobs.xlsx` is a spreadsheet, not CSV. Open it in its program and save it as CSV.");
  }

  @Test
  void theColumnsAreGuessedAndShownAndADryRunSavesNothing() throws IOException {
    String table =
        file(
            "teal.csv",
            """
            Job Position,Company,Max. Salary,Location,Status,Date Saved,Deadline,Date Applied,Follow up,Excitement
            Gardener,Example Gardens,45000,Leeds,Applied,2026-10-30,2026-12-31,2026-11-02,2026-11-20,5
            """);

    String shown = desk().ok("import", "--dry-run", table);
    assertThat(shown)
        .contains("1 row in UTF-8, a comma between columns.")
        .containsPattern("Job Position +title +Gardener")
        .containsPattern("Max. Salary +salaryMax +45000")
        .containsPattern("Excitement +\\(left out\\) +5")
        .contains("1 row would go in. Nothing was saved, since this is a dry run.");
    assertThat(desk().json("list")).isEmpty();
    desk().ok("import", table);
    JsonNode whole = desk().json("show", desk().json("list").path(0).path("id").asText());
    assertThat(whole.path("validThrough").asText()).isEqualTo("2026-12-31");
    assertThat(whole.path("reminders").path(0).path("due").asText()).isEqualTo("2026-11-20");
    assertThat(whole.path("salary").path("max").asInt()).isEqualTo(45_000);
  }

  @Test
  void columnsAndStagesAreMappedByHand() throws IOException {
    String table = file("own.csv", "Was|Bei wem|Wie weit\nGardener|Example|Phase 3\n");

    assertThat(desk().refused("import", table))
        .contains("None of the columns of `own.csv` is known to hold a title or a company")
        .contains("`--map \"Was=title\"`");
    String[] mapped = {
      "import", table, "--map", "Was=title", "--map", "2=company", "--map", "Wie weit=stage"
    };
    assertThat(desk().run(mapped).err())
        .contains("Line 2: There is no stage `Phase 3`.", "--map-stage \"Phase 3=interviewing\"");
    assertThat(
            desk()
                .json(
                    "import",
                    table,
                    "--map",
                    "Was=title",
                    "--map",
                    "2=company",
                    "--map",
                    "Wie weit=stage",
                    "--map-stage",
                    "phase 3=interviewing")
                .path("added")
                .asInt())
        .isEqualTo(1);
    assertThat(desk().refused("import", table, "--map", "Wer=title"))
        .contains("The table has no column `Wer`. Its columns are `Was`, `Bei wem`, `Wie weit`.");
    assertThat(desk().refused("import", table, "--map", "Was=titel"))
        .contains("There is no field `titel`. Did you mean `title`?");
  }

  @Test
  void tenThousandBrokenRowsAreCountedAndTheFirstAreShown() throws IOException {
    StringBuilder table = new StringBuilder("Title,Company,Date applied\n");
    for (int i = 0; i < 10_000; i++) {
      table.append("Gardener ").append(i).append(",Example,2026-02-30\n");
    }
    table.append("Florist,Example,2026-02-28\n");

    Desk.Told told = desk().run("import", file("jobs.csv", table.toString()));
    assertThat(told.exitCode()).isEqualTo(0);
    assertThat(told.err().lines()).hasSize(21);
    assertThat(told.err())
        .contains("Line 2: There is no day `2026-02-30`.")
        .contains("Line 21: ")
        .doesNotContain("Line 22: ")
        .contains("9,980 more rows could not be read.");
    assertThat(told.out()).contains("1 row went in, 10,000 could not be read.");
    assertThat(desk().json("list")).hasSize(1);
  }

  @Test
  void aQuoteThatNeverClosesCostsItsRowAlone() throws IOException {
    String table =
        file(
            "jobs.csv",
            "Title,Company\nGardener,\"Example\nFlorist,Example\nBaker,Example Bread\n");

    Desk.Told told = desk().run("import", table);
    assertThat(told.err())
        .contains("Line 2: A quote opens here and does not close. Close it, or double it");
    assertThat(told.out()).contains("2 rows went in, 1 could not be read.");
  }

  @Test
  void daysThatCanMeanTwoAreAskedForAndOthersDecideTheOrder() throws IOException {
    String open = file("open.csv", "Title,Date applied\nGardener,03/04/2026\n");
    String closed = file("closed.csv", "Title,Date applied\nA,03/04/2026\nB,04/25/2026\n");

    assertThat(desk().run("import", open).err())
        .contains("Line 2: `03/04/2026` can mean two days. Say with `--dates day-first`");
    desk().ok("import", open, "--dates", "day-first");
    assertThat(desk().json("list").path(0).path("appliedOn").asText()).isEqualTo("2026-04-03");
    desk().ok("import", closed);
    assertThat(desk().json("search", "title:a").path(0).path("appliedOn").asText())
        .isEqualTo("2026-03-04");
  }

  @Test
  void whatIsHereAlreadyIsLeftOut() throws IOException {
    String table = file("jobs.csv", "Title,Company,Date applied\nGardener,Example,2026-11-02\n");

    desk().ok("import", table);
    assertThat(desk().ok("import", table)).contains("0 rows went in, 1 are here already.");
    assertThat(desk().json("list")).hasSize(1);
    desk().ok("import", "--keep-duplicates", table);
    assertThat(desk().json("list")).hasSize(2);
  }

  @Test
  void aDryRunSaysWhatWouldNotGoIn() throws IOException {
    String table =
        file(
            "jobs.csv",
            "Title,Company,Date applied,Source\nGardener,Example,2027-11-02,\n"
                + "Florist,Example,2026-11-02,"
                + "x".repeat(600)
                + "\nBaker,Example,2026-11-02,\n");

    Desk.Told dry = desk().run("import", "--dry-run", table);
    assertThat(dry.err())
        .contains("Line 2: The day `2027-11-02` is still to come.")
        .contains("Line 3: The source has 600 characters");
    assertThat(dry.out()).contains("1 row would go in, 2 could not be read.");
    assertThat(desk().ok("import", table)).contains("1 row went in, 2 could not be read.");
  }

  @Test
  void aFileOfQuotesThatNeverCloseGoesInNowhere() throws IOException {
    String table =
        file("jobs.csv", "Title,Company\nBaker,Example\n" + "Gardener,\"x\n".repeat(301));

    assertThat(desk().refused("import", table))
        .contains("more than 100 quotes that do not close", "so nothing of it goes in.");
    assertThat(desk().json("list")).isEmpty();
  }

  @Test
  void aRowWithoutDaysSaysSoAndGoesInOnce() throws IOException {
    String table = file("jobs.csv", "Title,Company,Status\nGardener,Example,Interview\n");

    desk().ok("import", table);
    JsonNode whole = desk().json("show", desk().json("list").path(0).path("id").asText());
    assertThat(whole.path("history").path(0).path("note").asText())
        .isEqualTo("Imported: the day of this move is not known.");
    Desk later = new Desk(home);
    assertThat(
            Desk.run(
                    later.session().now(Desk.NOW.plus(java.time.Duration.ofDays(3))),
                    "import",
                    table)
                .out())
        .contains("0 rows went in, 1 are here already.");
  }

  @Test
  void whatWasSentIsAppliedForWhateverItsStageIsCalled() throws IOException {
    String table =
        file(
            "jobs.csv",
            "Title,Company,Status,Date applied\nGardener,Example,Wishlist,2026-11-02\n");

    desk().ok("import", table);
    JsonNode one = desk().json("list").path(0);
    assertThat(one.path("stage").asText()).isEqualTo("APPLIED");
    assertThat(one.path("appliedOn").asText()).isEqualTo("2026-11-02");
  }

  @Test
  void payForWhateverTimeComesBackFromOurOwnTable() throws IOException {
    Desk other = new Desk(home.resolve("other"));
    for (String period : new String[] {"hour", "day", "week", "month", "year"}) {
      other.add("Job by the " + period, "Example", "--salary", "450-500 EUR per " + period);
    }
    other.add("Without a period", "Example", "--salary", "45,000 EUR");
    String table = home.resolve("out.csv").toString();
    other.ok("export", table);

    desk().ok("import", table);
    assertThat(desk().json("list")).hasSize(6);
    for (JsonNode there : other.json("list")) {
      JsonNode here = desk().json("search", "title:\"" + there.path("title").asText() + "\"");
      assertThat(here.path(0).path("salary")).isEqualTo(there.path("salary"));
    }
  }

  @Test
  void whatCannotBeReadButIsNotNeededBecomesANote() throws IOException {
    String table = file("jobs.csv", "Title,Salary\nGardener,as agreed\n");

    desk().ok("import", table);
    JsonNode whole = desk().json("show", desk().json("list").path(0).path("id").asText());
    assertThat(whole.path("notes").path(0).path("text").asText()).contains("Salary: as agreed");
  }

  @Test
  void aTableOfOurOwnGoesInAgain() throws IOException {
    Desk other = new Desk(home.resolve("other"));
    String id =
        other.add(
            "=Gardener()",
            "Example Gardens",
            "--stage",
            "applied",
            "--on",
            "2026-11-02",
            "--salary",
            "30,000-35,000 GBP per year",
            "--tag",
            "dream");
    String table = home.resolve("out.csv").toString();
    other.ok("stage", id, "interviewing", "--on", "2026-11-10");
    other.ok("export", table, "--bom");

    assertThat(Files.readString(Path.of(table))).contains("'=Gardener()");
    desk().ok("import", table);
    JsonNode again = desk().json("list").path(0);
    assertThat(again.path("title").asText()).isEqualTo("=Gardener()");
    assertThat(again.path("appliedOn").asText()).isEqualTo("2026-11-02");
    assertThat(again.path("stageSince").asText()).isEqualTo("2026-11-10");
    assertThat(again.path("salary").path("min").asInt()).isEqualTo(30_000);
    assertThat(again.path("salary").path("currency").asText()).isEqualTo("GBP");
    assertThat(again.path("tags").path(0).asText()).isEqualTo("dream");
  }
}
