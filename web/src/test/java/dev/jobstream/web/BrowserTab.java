package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ScreenshotCaret;
import com.microsoft.playwright.options.ViewportSize;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One tab of a fresh browser profile on a site. At its end it fails the test if the page wrote an
 * error to the console, threw one, or asked another host for anything.
 */
final class BrowserTab implements AutoCloseable {
  /** How long a page may take for anything. */
  static final double PATIENCE_MILLIS = 20_000;

  private static final Path SCREENSHOTS =
      Path.of(System.getProperty("jobstream.project"), "docs/screenshots");

  private final URI address;
  private final BrowserContext context;
  private final Page page;
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final List<String> expectedFaults = new CopyOnWriteArrayList<>();

  private BrowserTab(URI address, Browser.NewContextOptions options) {
    this.address = address;
    context = Chromium.browser().newContext(options);
    context.setDefaultTimeout(PATIENCE_MILLIS);
    page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        faults.add("console: " + message.text());
      }
    });
    page.onPageError(error -> faults.add("error: " + error));
    page.onRequest(request -> {
      URI asked = URI.create(request.url().replaceFirst("^(data|blob):.*", address.toString()));
      if (asked.getPort() != address.getPort() || !"127.0.0.1".equals(asked.getHost())) {
        faults.add("another host: " + request.url());
      }
    });
  }

  /** A tab of 1280 by 800, light. */
  static BrowserTab open(TestSite site) {
    return open(site, 1280, ColorScheme.LIGHT);
  }

  static BrowserTab open(TestSite site, int width, ColorScheme scheme) {
    return open(site.url("/"), width, scheme);
  }

  /** A tab of 1280 by 800, light, on the server at an address. */
  static BrowserTab open(URI address) {
    return open(address, 1280, ColorScheme.LIGHT);
  }

  private static BrowserTab open(URI address, int width, ColorScheme scheme) {
    return new BrowserTab(
        address,
        new Browser.NewContextOptions()
            .setViewportSize(width, 800)
            .setLocale("en-GB")
            .setTimezoneId("UTC")
            .setColorScheme(scheme)
            .setReducedMotion(ReducedMotion.REDUCE));
  }

  /** Goes to a page of the site. */
  Page visit(String path) {
    page.navigate(address.resolve(path).toString());
    return page;
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  /** An error whose text holds this is part of the test. */
  BrowserTab expectFault(String part) {
    expectedFaults.add(part);
    return this;
  }

  /** Fails if axe-core finds anything, or if the page is wider than the window. */
  void check() {
    List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
    assertThat(violations)
        .as(page.url())
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
    int overflow =
        (Integer)
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(overflow).as("pixels beyond the window at %s", page.url()).isLessThanOrEqualTo(0);
  }

  /** Keeps a picture of the page if the tests are run with {@code -Dscreenshots.update=true}. */
  void picture(String name) {
    if (Boolean.getBoolean("screenshots.update")) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(SCREENSHOTS.resolve(name + ".png"))
              .setAnimations(ScreenshotAnimations.DISABLED)
              // To hide it, a style is put into the page, which its policy forbids.
              .setCaret(ScreenshotCaret.INITIAL));
    }
  }

  /** The same in a window as high as the page. */
  void wholePicture(String name) {
    ViewportSize window = page.viewportSize();
    int height = (Integer) page.evaluate("document.documentElement.scrollHeight");
    page.setViewportSize(window.width, height);
    picture(name);
    page.setViewportSize(window.width, window.height);
  }

  @Override
  public void close() {
    context.close();
    faults.removeIf(fault -> expectedFaults.stream().anyMatch(fault::contains));
    assertThat(faults).as("what went wrong in the browser").isEmpty();
  }
}
