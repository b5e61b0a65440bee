package dev.jobstream.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's process is killed in the middle of a stream, while a page shows it. */
final class KilledServerBrowserTest {
  private static final Path SAMPLE =
      Path.of(System.getProperty("jobstream.project"), "samples", "plain-text.txt");

  /** A page that has lost its server waits up to 8 s between two tries. */
  private static final double PATIENCE_MILLIS = 60_000;

  @TempDir Path folder;

  @Test
  void thePageSaysSoKeepsWhatWasFoundAndGoesOnWithTheNextServer() throws Exception {
    try (ServerProcess first = ServerProcess.start(folder, 0, ServerProcess.Writing.HALF);
        BrowserTab tab =
            BrowserTab.open(first.address())
                .expectFault("ERR_")
                .expectFault("404")
                .expectFault("EMPTY")) {
      Page page = tab.visit("/add");
      page.getByLabel("Title").fill("Saved before");
      button(page, "Save").click();
      page.waitForURL("**/applications/*");

      tab.visit("/add");
      page.getByLabel("Paste the text of a job posting").fill(Files.readString(SAMPLE));
      assertThat(page.locator(".posting-text")).isVisible();
      page.getByLabel("Location").fill("Typed by hand");
      button(page, "Analyze").click();
      assertThat(page.getByLabel("Industry")).hasValue("Shipping software");

      first.kill();
      assertThat(page.getByText("The connection to Jobstream is lost; trying again").first())
          .isVisible(patiently());
      assertThat(page.getByLabel("Industry")).hasValue("Shipping software");

      try (ServerProcess _ =
          ServerProcess.start(folder, first.address().getPort(), ServerProcess.Writing.WHOLE)) {
        Locator display = page.locator("streaming-display").first();
        assertThat(display.locator(".stream-note"))
            .containsText("Jobstream was started anew since", hasTextPatiently());
        assertThat(page.getByLabel("Title")).hasValue("Senior Backend Engineer");
        assertThat(page.getByLabel("Industry")).hasValue("Shipping software");
        assertThat(page.getByLabel("Location")).hasValue("Typed by hand");

        button(page, "Run again").click();
        assertThat(display.locator(".stream-phase")).hasText("Done");
        assertThat(page.getByLabel("Tags")).hasValue("backend");
        assertThat(page.getByLabel("Location")).hasValue("Typed by hand");
        button(page, "Save").click();
        page.waitForURL("**/applications/*");

        tab.visit("/table");
        assertThat(page.locator("#rows")).containsText("Saved before");
        assertThat(page.locator("#rows")).containsText("Northwind Analytics");
      }
    }
  }

  private static LocatorAssertions.IsVisibleOptions patiently() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static LocatorAssertions.ContainsTextOptions hasTextPatiently() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
