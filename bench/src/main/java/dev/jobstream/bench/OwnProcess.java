package dev.jobstream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes of their own for what must not share one, and what memory they take. */
final class OwnProcess {
  private OwnProcess() {}

  /**
   * Java on this program's classes; its errors are shown.
   *
   * @param jvm options of the JVM, beside those that the launcher gives
   */
  static ProcessBuilder java(List<String> jvm, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED"));
    for (String property : List.of("jobstream.natives", "jobstream.project")) {
      command.add("-D" + property + "=" + System.getProperty(property, ""));
    }
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /**
   * The most memory that a process had resident so far, in bytes; 0 where the system does not tell.
   */
  static long peakBytes(ProcessHandle process) throws IOException {
    return bytes(process, "VmHWM:");
  }

  /** The memory that a process has resident, in bytes; 0 where the system does not tell. */
  static long residentBytes(ProcessHandle process) throws IOException {
    return bytes(process, "VmRSS:");
  }

  private static long bytes(ProcessHandle process, String entry) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(entry)) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1_024;
      }
    }
    return 0;
  }
}
