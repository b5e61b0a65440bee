package dev.jobstream.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Opens pages in the user's browser, where there is one. */
@FunctionalInterface
interface Browser {

  /** Opens a page and does not wait. Where that is not possible nothing happens. */
  void open(URI page);

  /** The browser of this machine. */
  static Browser ofSystem(Map<String, String> environment) {
    return page ->
        command(page, System.getProperty("os.name", ""), environment).ifPresent(Browser::run);
  }

  /** What opens a page; empty on a machine without a screen. */
  static Optional<List<String>> command(URI page, String system, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return Optional.of(List.of("open", page.toString()));
    }
    if (name.startsWith("windows")) {
      return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler", page.toString()));
    }
    return environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY")
        ? Optional.of(List.of("xdg-open", page.toString()))
        : Optional.empty();
  }

  private static void run(List<String> command) {
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      // No such program: the address stands on the screen.
    }
  }
}
