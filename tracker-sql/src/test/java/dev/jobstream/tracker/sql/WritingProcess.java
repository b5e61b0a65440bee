package dev.jobstream.tracker.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jobstream.tracker.applications.ApplicationEdit;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.DocumentFolder;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that writes to a tracker and says on its standard output what is done, a line each,
 * once it is done. {@code write FOLDER COUNT} adds, moves, notes and attaches; {@code edit FOLDER
 * COUNT ID} adds one tag after the other to an application that others edit, too. It ends at once
 * when its standard input does, so that it does not outlive who started it.
 */
final class WritingProcess {
  /** Its exit code when nobody is left who started it. */
  static final int ORPHANED = 3;

  private WritingProcess() {}

  static Tracker open(Path folder) {
    return new Tracker(
        SqlStore.sqlite(folder.resolve("jobstream.db")),
        new DocumentFolder(folder.resolve("documents"), 1_000_000),
        Clock.systemUTC());
  }

  /** Starts one, with a JVM that starts as fast as it can. */
  static Process start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            WritingProcess.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("errors.txt").toFile()))
        .start();
  }

  public static void main(String[] arguments) {
    Thread.ofPlatform().daemon().start(WritingProcess::endWithStarter);
    Path folder = Path.of(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    try (Tracker tracker = open(folder)) {
      for (int i = 0; i < count; i++) {
        switch (arguments[0]) {
          case "write" -> write(tracker, i);
          case "edit" -> edit(tracker, new Id(arguments[3]));
          default -> throw new IllegalArgumentException(arguments[0]);
        }
      }
    }
  }

  private static void endWithStarter() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      // Then nobody is there either.
    }
    Runtime.getRuntime().halt(ORPHANED);
  }

  private static void write(Tracker tracker, int number) {
    JobApplication added =
        tracker
            .applications()
            .add(
                NewApplication.of(
                    new NewPosting("A posting of many words. ".repeat(100), null, null, null),
                    JobDetails.of("Job " + number, "Company " + number % 7)));
    say("added", added.id());
    tracker.applications().move(added.id(), Stage.APPLIED, null, null);
    say("moved", added.id());
    if (number % 3 == 0) {
      tracker.journal().addNote(added.id(), "A note");
      say("noted", added.id());
    }
    if (number % 2 == 0) {
      Document document =
          tracker
              .documents()
              .attach(
                  added.id(),
                  Document.Kind.RESUME,
                  "cv.txt",
                  new ByteArrayInputStream(("The résumé for " + added.id()).getBytes(UTF_8)));
      say("attached", document.applicationId());
    }
    if (number % 5 == 4) {
      say("purging", added.id());
      tracker.applications().trash(added.id());
      tracker.applications().purge(added.id());
      say("purged", added.id());
    }
  }

  private static void edit(Tracker tracker, Id id) {
    while (true) {
      JobApplication read = tracker.applications().get(id);
      List<String> tags = new ArrayList<>(read.tags());
      tags.add("tag %d".formatted(tags.size() + 1));
      try {
        tracker.applications().edit(ApplicationEdit.of(read).withTags(tags));
        say("edited", id);
        return;
      } catch (TrackerException.Changed e) {
        // Somebody was faster: read again, as a person would.
      }
    }
  }

  private static void say(String what, Id id) {
    System.out.println(what + " " + id);
    System.out.flush();
  }
}
