package dev.jobstream.llm.llamacpp;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The machine's memory.
 *
 * @param totalBytes all of it, or what the container may use
 * @param availableBytes what a program can have now without others being swapped out
 */
public record SystemMemory(long totalBytes, long availableBytes) {
  private static final Path LINUX = Path.of("/proc/meminfo");

  /** Reads the memory as it is now. */
  public static SystemMemory now() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long total = system.getTotalMemorySize();
    long available = Files.isReadable(LINUX) ? linuxAvailable(LINUX) : -1;
    // Elsewhere the system counts its caches as used: only the total can be relied on.
    return new SystemMemory(total, available < 0 ? total : Math.min(available, total));
  }

  /** The kernel's MemAvailable in bytes; a negative value if it is not told. */
  static long linuxAvailable(Path meminfo) {
    try {
      for (String line : Files.readAllLines(meminfo)) {
        if (line.startsWith("MemAvailable:")) {
          String kilobytes = line.replaceAll("\\D", "");
          return kilobytes.isEmpty() ? -1 : Long.parseLong(kilobytes) * 1024;
        }
      }
    } catch (IOException e) {
      return -1;
    }
    return -1;
  }

  /** A number of bytes for people: {@code 610 MB}, {@code 5.2 GB}; units are powers of 1,000. */
  public static String humanBytes(long bytes) {
    if (bytes < 1_000_000) {
      return String.format(Locale.ROOT, "%d kB", (bytes + 999) / 1_000);
    }
    if (bytes < 1_000_000_000) {
      return String.format(Locale.ROOT, "%d MB", bytes / 1_000_000);
    }
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
