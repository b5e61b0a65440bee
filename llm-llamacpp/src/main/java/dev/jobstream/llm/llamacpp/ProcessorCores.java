package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.llamacpp.bindings.MacSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts cores. Two hardware threads of one core share its arithmetic, so more threads only wait.
 */
public final class ProcessorCores {
  private static final Path LINUX_CPUS = Path.of("/sys/devices/system/cpu");

  private ProcessorCores() {}

  /**
   * The physical cores that this process may use; at least 1. On Linux by the kernel's topology, on
   * macOS the performance cores, elsewhere half of the hardware threads.
   */
  public static int physical() {
    int available = Runtime.getRuntime().availableProcessors();
    String os = System.getProperty("os.name", "");
    int physical;
    if (os.startsWith("Linux")) {
      physical = linux(LINUX_CPUS);
    } else if (os.startsWith("Mac")) {
      physical = mac();
    } else {
      physical = (available + 1) / 2;
    }
    return Math.clamp(physical, 1, Math.max(1, available));
  }

  /** Counts the different sets of threads that share a core; 0 if the kernel does not say. */
  static int linux(Path cpus) {
    Set<String> cores = new HashSet<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(cpus, "cpu[0-9]*")) {
      for (Path folder : folders) {
        Path siblings = folder.resolve("topology/thread_siblings_list");
        if (Files.isReadable(siblings)) {
          cores.add(Files.readString(siblings).strip());
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return Runtime.getRuntime().availableProcessors();
    }
    return cores.isEmpty() ? Runtime.getRuntime().availableProcessors() : cores.size();
  }

  private static int mac() {
    return MacSystem.number("hw.perflevel0.physicalcpu")
        .or(() -> MacSystem.number("hw.physicalcpu"))
        .orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }
}
