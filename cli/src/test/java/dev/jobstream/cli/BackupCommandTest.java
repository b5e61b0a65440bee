package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupCommandTest {
  @TempDir Path home;

  private Desk desk;
  private String archive = "";
  private String id = "";

  @BeforeEach
  void backUp() throws IOException {
    desk = new Desk(home);
    id = desk.add("Gardener", "Example Gardens");
    Path resume = home.resolve("resume.txt");
    Files.writeString(resume, "I can prune.");
    desk.ok("attach", id, resume.toString(), "--as", "resume");
    archive = home.resolve("backup.zip").toString();
    assertThat(desk.ok("backup", archive)).contains("1 document to `");
  }

  @Test
  void aBackupRestoresAnEmptyFolder() {
    Desk other = new Desk(home.resolve("other"));

    assertThat(other.ok("restore", archive)).contains("Restored 1 application and 1 document");
    assertThat(other.json("show", id)).isEqualTo(desk.json("show", id));
    String document = other.json("show", id).path("documents").path(0).path("id").asText();
    Path copy = home.resolve("copy.txt");
    other.ok("attach", "--get", document, "--to", copy.toString());
    assertThat(copy).hasContent("I can prune.");
  }

  @Test
  void whatIsThereIsSavedBeforeItIsReplacedAndOnlyIfSomebodyAgrees() throws IOException {
    desk.ok("edit", id, "--title", "Head gardener");

    assertThat(desk.refused("restore", archive))
        .contains("Replace what is kept now (1 application, the trash included) by 1 application")
        .contains("Add `--force` to go on.");
    Desk.Told no = Desk.run(desk.session().typing("n\n"), "restore", archive);
    assertThat(no.err()).contains("Nothing was changed.");
    assertThat(desk.json("show", id).path("title").asText()).isEqualTo("Head gardener");

    String saved = desk.json("restore", "--force", archive).path("saved").asText();
    assertThat(desk.json("show", id).path("title").asText()).isEqualTo("Gardener");
    desk.ok("restore", "--force", saved);
    assertThat(desk.json("show", id).path("title").asText()).isEqualTo("Head gardener");
    try (Stream<Path> left = Files.list(home.resolve(".jobstream"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".restore") || name.startsWith(".backup"));
    }
  }

  @Test
  void aDocumentThatTheDiskHasDamagedIsToldWhenItIsBackedUp() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve(".jobstream/documents"))) {
      Path document =
          files.filter(file -> file.getFileName().toString().length() == 64).findFirst().get();
      Files.writeString(document, "I can prun_.");
    }

    assertThat(desk.refused("backup", home.resolve("again.zip").toString()))
        .contains("of the backup is damaged: it does not have the hash it is named by.");
  }

  @Test
  void whatLiesInTheTrashAloneIsSavedBeforeItIsReplaced() {
    desk.ok("delete", id);

    assertThat(desk.refused("restore", archive))
        .contains("Replace what is kept now (1 application, the trash included) by");
    String saved = desk.json("restore", "--force", archive).path("saved").asText();
    desk.ok("restore", "--force", saved);
    assertThat(desk.json("delete", "--trash")).hasSize(1);
  }

  @Test
  void aSearchAloneIsSavedBeforeItIsReplaced() {
    Desk other = new Desk(home.resolve("other"));
    other.ok("search", "--save", "mine", "gardener");

    assertThat(other.refused("restore", archive)).contains("Add `--force` to go on.");
    String saved = other.json("restore", "--force", archive).path("saved").asText();
    other.ok("restore", "--force", saved);
    assertThat(other.json("search", "--list-saved")).hasSize(1);
  }

  @Test
  void aDatabaseThatCannotBeOpenedIsMovedAsideAndReplaced() throws IOException {
    Path database = home.resolve(".jobstream/jobstream.db");
    Files.writeString(database, "This was a database once. ".repeat(1_000));

    assertThat(desk.run("list").err()).contains("is not a database of Jobstream");
    assertThat(desk.ok("restore", "--check", archive)).contains("The backup is whole");
    assertThat(desk.refused("restore", archive))
        .contains("is not a database of Jobstream", "Add `--force` to go on.");
    assertThat(Files.readString(database)).startsWith("This was a database once.");

    Path moved = Path.of(desk.json("restore", "--force", archive).path("saved").asText());
    assertThat(desk.json("show", id).path("title").asText()).isEqualTo("Gardener");
    assertThat(moved.getFileName().toString()).startsWith("damaged-20261125-110000");
    assertThat(moved.resolve("jobstream.db")).content().startsWith("This was a database once.");
  }

  @Test
  void aDatabaseThatCannotBeSavedIsMovedAsideAndReplaced() throws Exception {
    // It opens, and reading all of it fails.
    spoil(home.resolve(".jobstream/jobstream.db"), "posting");

    Desk.Told told = desk.run("restore", "--force", archive);
    assertThat(told.err()).contains("is damaged. Restore a backup");
    assertThat(told.out()).contains("What was there before is in", "damaged-20261125-110000");
    assertThat(desk.json("show", id).path("title").asText()).isEqualTo("Gardener");
  }

  /** Overwrites the first page of a table. */
  private static void spoil(Path database, String table) throws Exception {
    int page;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT rootpage FROM sqlite_schema WHERE name = '%s'".formatted(table))) {
      page = row.getInt(1);
    }
    byte[] garbage = new byte[4096];
    Arrays.fill(garbage, (byte) 0x5a);
    try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
      file.seek((page - 1) * 4096L);
      file.write(garbage);
    }
  }

  @Test
  void aServerIsRestoredWithItsOwnToolsAndAnArchiveIsCheckedWithoutIt() {
    var server = java.util.Map.of("JOBSTREAM_DATABASE", "postgresql://nobody@127.0.0.1:1/nothing");

    Desk.Told told = Desk.run(desk.session().environment(server), "restore", archive);
    assertThat(told.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(told.err()).contains("which is restored with its own `pg_restore`");
    assertThat(Desk.run(desk.session().environment(server), "restore", "--check", archive).out())
        .contains("The backup is whole");
  }

  @Test
  void aRestoreLeavesNothingAmongTheDocumentsThatAreJustComing() throws IOException {
    Desk other = new Desk(home.resolve("other"));
    other.ok("restore", archive);

    try (Stream<Path> coming = Files.list(home.resolve("other/.jobstream/documents/.incoming"))) {
      assertThat(coming).isEmpty();
    }
  }

  @Test
  void anArchiveIsCheckedWithoutTouchingAnything() {
    assertThat(desk.ok("restore", "--check", archive))
        .contains("The backup is whole: 1 application and 1 document of 2026-11-25T11:00:00Z.");
  }

  @Test
  void aDamagedDocumentIsTold() throws IOException {
    rewrite((name, content) -> name.startsWith("documents/") ? new byte[] {1} : content);

    assertThat(desk.refused("restore", "--force", archive))
        .contains("of the backup is damaged: it does not have the hash it is named by.");
    assertThat(desk.json("list")).hasSize(1);
  }

  @Test
  void aDamagedDatabaseIsTold() throws IOException {
    rewrite((name, content) -> name.equals("jobstream.db") ? new byte[] {1} : content);

    assertThat(desk.refused("restore", "--force", archive))
        .contains("The backup's database is missing or damaged");
  }

  @Test
  void aDocumentThatIsMissingIsTold() throws IOException {
    rewrite((name, content) -> name.startsWith("documents/") ? null : content);

    assertThat(desk.refused("restore", "--force", archive))
        .contains("The backup misses the document `");
  }

  @Test
  void anotherVersionIsRefusedInASentence() throws IOException {
    rewrite((name, content) ->
        name.equals("manifest.json")
            ? "{\"format\":\"jobstream-backup\",\"version\":2}"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8)
            : content);

    assertThat(desk.refused("restore", archive))
        .contains("The backup has the version `2`, and this Jobstream reads version 1.");
  }

  @Test
  void whatIsNoBackupIsTold() throws IOException {
    Path text = home.resolve("text.zip");
    Files.writeString(text, "no archive");

    assertThat(desk.refused("restore", text.toString()))
        .contains("is no backup of Jobstream, or is damaged");
    assertThat(desk.refused("restore", "missing.zip")).contains("There is no file `missing.zip`.");
  }

  @Test
  void anEntryThatLeadsOutOfTheFolderIsLeftAlone() throws IOException {
    rewrite((name, content) -> content, "documents/../../../escaped.txt");

    desk.ok("restore", "--force", archive);
    assertThat(home.resolve("escaped.txt")).doesNotExist();
    assertThat(home.resolveSibling("escaped.txt")).doesNotExist();
  }

  private void rewrite(BiFunction<String, byte[], byte[]> change, String... more)
      throws IOException {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(Path.of(archive)));
        ZipOutputStream out = new ZipOutputStream(changed)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = change.apply(entry.getName(), in.readAllBytes());
        if (content != null) {
          put(out, entry.getName(), content);
        }
      }
      for (String name : more) {
        put(out, name, new byte[] {1});
      }
    }
    Files.write(Path.of(archive), changed.toByteArray());
  }

  private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    ((OutputStream) out).write(content);
  }
}
