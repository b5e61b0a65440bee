package dev.jobstream.testsupport;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fails a test that leaves threads running or things open. Made at the beginning of a test, it
 * remembers what there was; closed at the end, it compares, and gives what is just ending a few
 * seconds. Used by one thread. Sees virtual threads too.
 *
 * <pre>{@code
 * try (LeakCheck leaks = LeakCheck.ofThreads("jobstream-").and("streams", model::openStreams)) {
 *   …
 * }
 * }</pre>
 */
public final class LeakCheck implements AutoCloseable {

  /** A line such as {@code #32 "jobstream-pacer" virtual}, in JDK 21 and later. */
  private static final Pattern THREAD_LINE =
      Pattern.compile("^#(?<id>\\d+) \"(?<name>[^\"]*)\".*", Pattern.MULTILINE);

  private final String threadPrefix;
  private final Map<Long, String> threadsBefore;
  private final Map<String, LongSupplier> counters = new LinkedHashMap<>();
  private final Map<String, Long> countsBefore = new LinkedHashMap<>();

  private Duration patience = Duration.ofSeconds(10);

  private LeakCheck(String threadPrefix) {
    this.threadPrefix = threadPrefix;
    this.threadsBefore = threads(threadPrefix);
  }

  /** Checks threads whose name begins so. */
  public static LeakCheck ofThreads(String prefix) {
    return new LeakCheck(prefix);
  }

  /** Checks also that a count, such as of open streams, has not grown. */
  public LeakCheck and(String what, LongSupplier count) {
    counters.put(what, count);
    countsBefore.put(what, count.getAsLong());
    return this;
  }

  /** How long what is just ending may take; default 10 s. */
  public LeakCheck patience(Duration value) {
    patience = value;
    return this;
  }

  /**
   * Compares.
   *
   * @throws AssertionError if something is left when the patience is over
   */
  @Override
  public void close() {
    long deadline = System.nanoTime() + patience.toNanos();
    String left = left();
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      left = left();
    }
    if (!left.isEmpty()) {
      throw new AssertionError("Left behind: " + left);
    }
  }

  private String left() {
    Map<Long, String> threads = threads(threadPrefix);
    threads.keySet().removeAll(threadsBefore.keySet());
    StringBuilder left = new StringBuilder();
    threads.forEach((id, name) -> left.append("thread `%s` (#%d); ".formatted(name, id)));
    counters.forEach((what, count) -> {
      long now = count.getAsLong();
      long before = countsBefore.getOrDefault(what, 0L);
      if (now > before) {
        left.append("%s: `%d`, before `%d`; ".formatted(what, now, before));
      }
    });
    return left.toString();
  }

  /** Live threads by id. {@code Thread.getAllStackTraces} would miss the virtual ones. */
  private static Map<Long, String> threads(String prefix) {
    Map<Long, String> threads = new TreeMap<>();
    for (String line : dump()) {
      Matcher matcher = THREAD_LINE.matcher(line);
      if (matcher.matches() && matcher.group("name").startsWith(prefix)) {
        threads.put(Long.valueOf(matcher.group("id")), matcher.group("name"));
      }
    }
    return threads;
  }

  private static List<String> dump() {
    try {
      Path folder = Files.createTempDirectory("leak-check");
      Path file = folder.resolve("threads.txt");
      try {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Files.readAllLines(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The threads could not be listed.", e);
    }
  }
}
