package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrackerErrorTextTest {
  @TempDir Path home;

  @Test
  void everyWrongUseIsToldInASentence() throws IOException {
    Desk desk = new Desk(home);
    String id = desk.add("Gardener", "Example Gardens");
    Path large = home.resolve("large.pdf");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(50_000_000);
    }
    StringBuilder text = new StringBuilder();
    for (List<String> args :
        List.of(
            List.of("stage", "ID", "applied", "--on", "2026-02-30"),
            List.of("stage", "ID", "applied", "--on", "31.4.2026"),
            List.of("stage", "ID", "applied", "--on", "yesteday"),
            List.of("stage", "ID", "applied", "--on", "+3d"),
            List.of("stage", "ID", "aplied"),
            List.of("stage", "ID", "hired"),
            List.of("stage", "zzzz", "applied"),
            List.of("stage", "", "applied"),
            List.of("show", "u!"),
            List.of("remind", "ID", "--due", "someday"),
            List.of("remind", "ID", "", "--due", "tomorrow"),
            List.of("interview", "ID"),
            List.of("interview", "ID", "--at", "monday 25:00"),
            List.of("interview", "ID", "--at", "2026-03-29 2:30"),
            List.of("interview", "ID", "--at", "monday 9:00", "--zone", "Mars"),
            List.of("interview", "ID", "--at", "monday 9:00", "--kind", "vidio"),
            List.of("note", "ID", " "),
            List.of("attach", "ID", "LARGE"),
            List.of("attach", "ID", "missing.pdf"),
            List.of("attach", "--restore", "abc"),
            List.of("edit", "ID"),
            List.of("edit", "ID", "--salary", "lots"),
            List.of("edit", "ID", "--workplace", "moon"),
            List.of("list", "--sort", "salry"),
            List.of("list", "--limit", "0"),
            List.of("search", "java", "compny:x"),
            List.of("search", "applied:>2026-13-01"),
            List.of("search", "--saved", "nothing"),
            List.of("company", "merge", "Example Gardens", "Nobody"),
            List.of("stats", "--from", "2026-11-02", "--to", "2026-11-01"),
            List.of("report", "-", "--from", "2026-11-02", "--to", "2026-11-01"),
            List.of("add"),
            List.of("add", "--title", "x", "--stage", "hired", "--yes"))) {
      String[] real =
          args.stream()
              .map(arg -> arg.equals("ID") ? id : arg.equals("LARGE") ? large.toString() : arg)
              .toArray(String[]::new);
      Desk.Told told = desk.run(real);
      assertThat(told.exitCode()).as(args.toString()).isEqualTo(ExitCode.USAGE);
      assertThat(told.out()).as(args.toString()).isEmpty();
      text.append("$ jobstream ").append(String.join(" ", args)).append('\n');
      text.append(told.err().replace(id, "ID")).append('\n');
    }
    Golden.check("tracker-errors.txt", text.toString());
    assertThat(desk.json("show", id).path("history")).hasSize(1);
    assertThat(desk.json("show", id).path("documents")).isEmpty();
  }

  @Test
  void whatGoesWrongWithFilesIsNoFaultOfOurOwn() throws IOException {
    Desk desk = new Desk(home);
    String id = desk.add("Gardener", "Example Gardens");
    Path letter = home.resolve("letter.txt");
    Files.writeString(letter, "Dear all");
    String document = desk.json("attach", id, letter.toString()).path("id").asText();

    Desk.Told told =
        desk.run("attach", "--get", document, "--to", home.resolve("no/letter.txt").toString());
    assertThat(told.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(told.err())
        .isEqualTo(
            "jobstream: There is no file or folder `%s`.\n"
                .formatted(home.resolve("no/letter.txt")));
    // A device that is always full.
    Path full = Path.of("/dev/full");
    if (Files.exists(full)) {
      Files.createSymbolicLink(home.resolve(".all.json.part"), full);
      told = desk.run("export", home.resolve("all.json").toString());
      assertThat(told.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(told.err()).contains("No space left on device").doesNotContain("A fault");
    }
  }

  @Test
  void aReportThatNobodyReadsToItsEndEndsAsAPipeDoes() {
    Desk desk = new Desk(home);
    String long1 = "A very long title of a job. ".repeat(15);
    for (int i = 0; i < 30; i++) {
      desk.add(long1, "Example", "--stage", "applied", "--on", "2026-11-02");
    }
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    Desk.Told told = Desk.run(desk.session().outStream(closed), "report", "-");
    assertThat(told.exitCode()).isEqualTo(128 + 13);
    assertThat(told.err()).isEmpty();
  }

  @Test
  void aFileNameWithAPathIsKeptAsANameAlone() throws IOException {
    Desk desk = new Desk(home.resolve("a/b"));
    String id = desk.add("Gardener", "Example Gardens");
    Files.writeString(home.resolve("letter.txt"), "Dear all");
    String name = home.resolve("a/b").resolve("../../letter.txt").toString();

    assertThat(desk.json("attach", id, name).path("fileName").asText()).isEqualTo("letter.txt");
  }

  @Test
  void anAmbiguousIdListsTheCandidates() {
    Desk desk = new Desk(home);
    String first = desk.add("Gardener", "Example Gardens");
    String second = desk.add("Florist", "Example Flowers");

    // Both were made within one second, so they begin alike.
    assertThat(desk.refused("show", first.substring(0, 6)))
        .contains("Several ids of applications begin with", first, second);
    assertThat(desk.ok("list").lines().skip(1).map(line -> line.split(" ", 2)[0]).distinct())
        .hasSize(2)
        .allSatisfy(shown -> desk.ok("show", shown));
  }
}
