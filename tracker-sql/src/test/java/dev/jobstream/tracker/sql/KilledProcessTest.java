package dev.jobstream.tracker.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Dossier;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Note;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StatisticsPeriod;
import dev.jobstream.tracker.applications.Tracker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes is killed again and again, at random moments. By default some times, and as
 * often as the property {@code jobstream.kills} says; the checks of a change do it 200 times.
 */
final class KilledProcessTest {
  private static final int KILLS = Integer.getInteger("jobstream.kills", 20);

  /** So many are acknowledged for each kill at the least, or the test would show nothing. */
  private static final int LEAST_WRITES = 5;

  @TempDir Path folder;

  // 200 kills take some minutes on a slow machine.
  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void whatWasAcknowledgedIsThereWholeAndNothingHalf() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("KilledProcessTest: seed " + seed + ", kills " + KILLS);
    Random random = new Random(seed);
    Map<String, Set<String>> said = new HashMap<>();
    for (int kills = 0; kills < KILLS; kills += 2) {
      // Two at once: one dies while the other writes, or waits to.
      Process one = start();
      Process two = start();
      // Some die while they start or recover, most while they write.
      int lines = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(12);
      read(one.inputReader(UTF_8), said, lines);
      LockSupport.parkNanos(random.nextInt(8_000_000));
      kill(one, said, seed);
      LockSupport.parkNanos(random.nextInt(8_000_000));
      kill(two, said, seed);
    }
    int acknowledged = said.values().stream().mapToInt(Set::size).sum();
    System.out.println("KilledProcessTest: " + acknowledged + " writes acknowledged");
    assertThat(acknowledged).as("seed %d", seed).isGreaterThanOrEqualTo(LEAST_WRITES * KILLS);
    try (Tracker tracker = WritingProcess.open(folder)) {
      check(tracker, said, "seed " + seed);
    }
  }

  @Test
  @Timeout(60)
  void aWritingProcessEndsWithWhoStartedIt() throws Exception {
    Process process = start();
    read(process.inputReader(UTF_8), new HashMap<>(), 1);
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(WritingProcess.ORPHANED);
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("errors.txt"));
  }

  private Process start() throws IOException {
    return WritingProcess.start(folder, "write", folder.toString(), "100000");
  }

  private void kill(Process process, Map<String, Set<String>> said, long seed) throws Exception {
    // The process's own method would close its output, and lose what is still in it.
    process.toHandle().destroyForcibly();
    read(process.inputReader(UTF_8), said, Integer.MAX_VALUE);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("seed %d: %s", seed, errors()).isEqualTo(128 + 9);
  }

  private static void read(BufferedReader out, Map<String, Set<String>> said, int most)
      throws IOException {
    for (int i = 0; i < most; i++) {
      String line = out.readLine();
      // A line that was cut by the kill acknowledges nothing.
      if (line == null
          || line.split(" ", 2).length < 2
          || line.split(" ", 2)[1].length() != Id.LENGTH) {
        break;
      }
      String[] parts = line.split(" ", 2);
      said.computeIfAbsent(parts[0], what -> new HashSet<>()).add(parts[1]);
    }
  }

  private void check(Tracker tracker, Map<String, Set<String>> said, String seed)
      throws IOException {
    assertThat(tracker.store().check()).as(seed).isEmpty();
    Map<String, Dossier> kept = new HashMap<>();
    Set<String> contents = new HashSet<>();
    PageRequest request = PageRequest.first(100);
    do {
      var page = tracker.dossiers().page(request);
      for (Dossier dossier : page.items()) {
        kept.put(dossier.application().id().text(), dossier);
        // No half application: its posting has its text, and its stage is that of its moves.
        assertThat(dossier.posting().text()).as(seed).hasSize(2_500);
        assertThat(dossier.application().stage())
            .as(seed)
            .isEqualTo(dossier.history().current().stage());
        for (Document document : dossier.documents()) {
          contents.add(document.sha256());
          assertThat(tracker.documents().file(document))
              .as(seed)
              .hasContent("The résumé for " + dossier.application().id());
        }
      }
      request = request.after(page.next());
    } while (request.after() != null);

    Set<String> gone = new HashSet<>(said.getOrDefault("added", Set.of()));
    gone.removeAll(kept.keySet());
    assertThat(gone).as(seed).containsAll(said.getOrDefault("purged", Set.of()));
    assertThat(said.getOrDefault("purging", Set.of())).as(seed).containsAll(gone);
    said.forEach((what, ids) -> {
      for (String id : ids) {
        Dossier dossier = kept.get(id);
        if (dossier != null) {
          assertThat(holds(what, dossier)).as("%s, %s %s", seed, what, id).isTrue();
        }
      }
    });

    long visible =
        kept.values().stream().filter(dossier -> dossier.application().trashedAt() == null).count();
    assertThat(
            tracker
                .applications()
                .count(SearchQuery.of(new SearchTerm.Text("many words", false)), 1_000_000))
        .as(seed)
        .isEqualTo(visible);
    assertThat(tracker.applications().statistics(StatisticsPeriod.ALL).total())
        .as(seed)
        .isEqualTo(visible);
    assertThat(documentFiles()).as("%s: no orphan", seed).isEqualTo(contents);
  }

  private static boolean holds(String what, Dossier dossier) {
    return switch (what) {
      case "added", "purging" -> true;
      case "moved" -> dossier.application().stage() == Stage.APPLIED;
      case "noted" -> dossier.entries().stream().anyMatch(Note.class::isInstance);
      case "attached" -> !dossier.documents().isEmpty();
      case "purged" -> false;
      default -> throw new IllegalArgumentException(what);
    };
  }

  private Set<String> documentFiles() throws IOException {
    Set<String> names = new HashSet<>();
    try (Stream<Path> files = Files.walk(folder.resolve("documents"))) {
      files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(".lock"))
          .forEach(names::add);
    }
    return names;
  }
}
