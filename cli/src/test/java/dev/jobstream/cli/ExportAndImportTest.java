package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportAndImportTest {
  @TempDir Path home;

  private Desk from;
  private Desk to;
  private String id = "";

  @BeforeEach
  void fill() throws IOException {
    from = new Desk(home.resolve("from"));
    to = new Desk(home.resolve("to"));
    Path posting = home.resolve("posting.html");
    Files.writeString(
        posting,
        "<html><body><h1>Gardener</h1><p>Example Gardens, Leeds</p><p>Salary: £30,000 - £35,000 per year</p></body></html>");
    id =
        from.json("add", "--yes", "--no-ai", posting.toString(), "--title", "Gardener")
            .path("id")
            .asText();
    from.ok("stage", id, "rejected");
    from.ok("stage", id, "offer", "--correct", "--note", "They called \u2615");
    from.ok("note", id, "A note");
    from.ok("contact", id, "Ada Muster", "--phone", "123");
    from.ok("interview", id, "--at", "tomorrow 9:00", "--minutes", "45", "--with", "Ada");
    String done = from.json("remind", id, "Write").path("id").asText();
    from.ok("remind", "--done", done);
    Path letter = home.resolve("letter.bin");
    byte[] content = new byte[300_000];
    new Random(1).nextBytes(content);
    Files.write(letter, content);
    from.ok("attach", id, letter.toString(), "--as", "cover-letter");
    from.ok("search", "--save", "mine", "gardener");
    String second = from.add("Florist", "Example Flowers");
    from.add("Florist", "Example Flowers Ltd");
    from.ok("company", "merge", "Example Flowers", "Example Flowers Ltd");
    from.ok("delete", second);
  }

  @Test
  void everythingComesBackAsItWas() throws IOException {
    String first = home.resolve("first.json").toString();
    String again = home.resolve("again.json").toString();
    from.ok("export", first);

    assertThat(to.ok("import", first)).contains("3 applications went in.");
    to.ok("export", again);
    assertThat(Files.readString(Path.of(again))).isEqualTo(Files.readString(Path.of(first)));
    assertThat(to.json("show", id)).isEqualTo(from.json("show", id));
    assertThat(to.json("delete", "--trash")).hasSize(1);
    String document = to.json("show", id).path("documents").path(0).path("id").asText();
    Path copy = home.resolve("copy.bin");
    to.ok("attach", "--get", document, "--to", copy.toString());
    assertThat(copy).hasSameBinaryContentAs(home.resolve("letter.bin"));
  }

  @Test
  void aSecondTimeNothingChanges() {
    String file = home.resolve("all.json").toString();
    from.ok("export", file);
    to.ok("import", file);

    assertThat(to.ok("import", file)).contains("0 applications went in, 3 are here already.");
    to.ok("edit", id, "--title", "Head gardener");
    Desk.Told told = to.run("import", file);
    assertThat(told.err()).contains("1 applications are here already and have changed since");
    assertThat(to.json("show", id).path("title").asText()).isEqualTo("Head gardener");
  }

  @Test
  void aDryRunSavesNothing() {
    String file = home.resolve("all.json").toString();
    from.ok("export", file);

    assertThat(to.ok("import", "--dry-run", file)).contains("3 applications would go in.");
    assertThat(to.json("list")).isEmpty();
    assertThat(from.ok("import", "--dry-run", file))
        .contains("0 applications would go in, 3 are here already.");
  }

  @Test
  void valuesThatCannotBeKeptAreToldAndTheRestGoesIn() throws IOException {
    Path file = home.resolve("all.json");
    from.ok("export", file.toString());
    String whole = Files.readString(file);
    for (String[] spoiled :
        new String[][] {
          {"\"max\":35000", "\"max\":1e300"},
          {"\"max\":35000", "\"max\":1e999999999"},
          {"\"max\":35000", "\"max\":-1"},
          {"\"title\":\"Gardener\"", "\"title\":\"" + "x".repeat(501) + "\""},
          {"\"start\":0,\"end\":", "\"start\":900000,\"end\":"},
          {"\"round\":1", "\"round\":0"},
          {"\"due\":\"2026", "\"due\":\"2999"},
          {"\"recordedAt\":\"2026", "\"recordedAt\":\"+999999999"},
          {"\"bytes\":300000", "\"bytes\":3"},
        }) {
      assertThat(whole).contains(spoiled[0]);
      Desk fresh = new Desk(Files.createTempDirectory(home, "fresh"));
      Files.writeString(file, whole.replace(spoiled[0], spoiled[1]));
      Desk.Told told = fresh.run("import", file.toString());
      assertThat(told.out())
          .as("%s: %s", spoiled[1], told.err())
          .containsPattern("[0-2] applications? went in, [1-3] could not be read.");
      assertThat(told.err()).as(spoiled[1]).doesNotContain("A fault");
      Desk.Told dry = fresh.run("import", "--dry-run", file.toString());
      if (!spoiled[0].contains("bytes")) {
        assertThat(dry.err()).as(spoiled[1]).isEqualTo(told.err());
      }
    }
  }

  @Test
  void howSureAModelWasTravelsAlong() throws IOException {
    Path file = home.resolve("sure.json");
    from.ok("export", file.toString());
    String guess = "\"origin\":\"GUESS\",";
    String sure = guess + "\"confidence\":0.612,";
    String whole = Files.readString(file).replace(guess, sure);
    assertThat(whole).contains(sure);
    Files.writeString(file, whole);
    to.ok("import", file.toString());
    Path again = home.resolve("again.json");
    to.ok("export", again.toString());
    assertThat(Files.readString(again)).isEqualTo(whole);

    Files.writeString(file, whole.replace("0.612", "1.2"));
    assertThat(new Desk(home.resolve("other")).run("import", file.toString()).err())
        .contains("`confidence` is `1.2`, which is no number from 0 to 1.");
  }

  @Test
  void anExportWithoutDocumentsThatIsReadBackChangesNothing() {
    String file = home.resolve("slim.json").toString();
    from.ok("export", "--no-documents", file);

    Desk.Told told = from.run("import", file);
    assertThat(told.out()).contains("0 applications went in, 3 are here already.");
    assertThat(told.err()).isEmpty();
  }

  @Test
  void anotherVersionIsRefusedInASentence() throws IOException {
    Path file = home.resolve("new.json");
    Files.writeString(file, "{\"format\":\"jobstream\",\"version\":2,\"applications\":[]}");

    assertThat(to.refused("import", file.toString()))
        .isEqualTo(
            "jobstream: The export has the version `2`, and this Jobstream reads version 1. Use the Jobstream that wrote it, or a newer one.\n");
  }

  @Test
  void otherJsonIsRefused() throws IOException {
    Path file = home.resolve("other.json");
    Files.writeString(file, "[{\"title\":\"Gardener\"}]");

    assertThat(to.refused("import", file.toString()))
        .contains("This is no export of Jobstream, which begins with");
  }

  @Test
  void aFileThatBreaksOffIsToldWithItsPlaceAndWhatCameBeforeStays() throws IOException {
    Path file = home.resolve("all.json");
    from.ok("export", file.toString());
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.lastIndexOf("\"Florist\"")));

    Desk.Told told = to.run("import", file.toString());
    assertThat(told.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(told.err()).contains("The file breaks off or is damaged at line 1, column ");
    assertThat(to.json("show", id).path("title").asText()).isEqualTo("Gardener");
  }

  @Test
  void whatSomebodyHasSpoiledIsToldWithItsPlaceAndTheRestGoesIn() throws IOException {
    Path file = home.resolve("all.json");
    from.ok("export", file.toString());
    String whole = Files.readString(file);
    Files.writeString(
        file, whole.replace("\"fileName\":\"letter.bin\"", "\"fileName\":\"../../letter.bin\""));

    Desk.Told told = to.run("import", file.toString());
    assertThat(told.err())
        .contains(
            "In the application 1, `documents`: `fileName` is `../../letter.bin`, which is no name of a file alone.");
    assertThat(told.out()).contains("2 applications went in, 1 could not be read.");
    Files.writeString(file, whole.replace("\"stage\":\"OFFER\"", "\"stage\":\"HIRED\""));
    assertThat(to.run("import", file.toString()).err())
        .contains("In the application 1: `stage` is `HIRED`; it can be `SAVED`, `APPLIED`,");
  }

  @Test
  void aContentThatWasChangedIsRefused() throws IOException {
    Path file = home.resolve("all.json");
    from.ok("export", file.toString());
    String whole = Files.readString(file);
    int content = whole.indexOf("\"content\":\"") + 20;
    char other = whole.charAt(content) == 'A' ? 'B' : 'A';
    Files.writeString(file, whole.substring(0, content) + other + whole.substring(content + 1));

    assertThat(to.run("import", file.toString()).err())
        .contains("The content of the document `letter.bin` has the SHA-256 `");
    assertThat(to.json("list")).hasSize(1);
  }

  @Test
  void withoutContentsTheDocumentsAreLeftOut() {
    String file = home.resolve("slim.json").toString();
    from.ok("export", "--no-documents", file);

    assertThat(to.run("import", file).err())
        .contains("came without the contents of 1 documents, which are left out.");
    assertThat(to.json("show", id).path("documents")).isEmpty();
  }

  @Test
  void aFileThatIsThereIsOnlyReplacedIfTheUserSaysSo() throws IOException {
    Path file = home.resolve("mine.json");
    Files.writeString(file, "mine");

    assertThat(from.refused("export", file.toString()))
        .contains("There is a file", "already. Name another, or replace it with `--force`.");
    assertThat(Files.readString(file)).isEqualTo("mine");
    from.ok("export", "--force", file.toString());
    assertThat(Files.readString(file)).startsWith("{\"format\":\"jobstream\"");
  }
}
