package dev.jobstream.web;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Chromium of this machine, started once for all tests. None is downloaded: where there is none
 * the browser tests are left out with a word, or fail if {@code JOBSTREAM_NEEDS_BROWSER} is set, as
 * the checks of a change set it.
 */
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--force-color-profile=srgb",
          "--font-render-hinting=none");

  private Chromium() {}

  /** The one browser; it ends with the process. */
  private static final class Running {
    private static final Browser BROWSER = start();

    private static Browser start() {
      // As long as a tab waits for everything else: a busy machine is no fault of a page.
      PlaywrightAssertions.setDefaultAssertionTimeout(BrowserTab.PATIENCE_MILLIS);
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
      return playwright
          .chromium()
          .launch(
              new BrowserType.LaunchOptions()
                  .setExecutablePath(find().orElseThrow())
                  .setArgs(ARGUMENTS));
    }
  }

  /** The browser; ends the test if there is none. */
  static Browser browser() {
    if (find().isEmpty()) {
      String word =
          "No Chromium was found on the PATH, and JOBSTREAM_CHROMIUM names none: the browser tests"
              + " are left out. Install it (Debian: apt install chromium).";
      if (System.getenv("JOBSTREAM_NEEDS_BROWSER") != null) {
        fail(word);
      }
      abort(word);
    }
    return Running.BROWSER;
  }

  private static Optional<Path> find() {
    String named = System.getenv("JOBSTREAM_CHROMIUM");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
