package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
        .contains("Replace the 1 application that are kept now by 1 application")
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
