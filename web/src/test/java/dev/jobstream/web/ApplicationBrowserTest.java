package dev.jobstream.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.jobstream.tracker.applications.Id;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page of an application, in a real browser. */
final class ApplicationBrowserTest {
  private final TestSite site = TestSite.empty();

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void itHasNoFaultInAnyWidthOrColour() {
    Id id = TestApplications.full(site.tracker()).id();
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {1280, 360}) {
        try (BrowserTab tab = BrowserTab.open(site, width, scheme)) {
          Page page = tab.visit("/applications/" + id);
          tab.check();
          tab.picture("application-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width);
          page.getByText("Add an interview").click();
          page.locator("#details").getByText("Edit", exactly()).click();
          tab.check();
        }
      }
    }
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  @Test
  void aMoveAndANoteChangeThePageInPlace() {
    Id id = TestApplications.full(site.tracker()).id();
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/applications/" + id);
      page.evaluate("window.sameDocument = true");
      page.locator("#move-stage").selectOption("OFFER");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Move").setExact(true))
          .click();
      assertThat(page.locator("#stage")).containsText("Offer");
      page.getByLabel("New note").fill("They called.");
      page.locator("#notes").getByText("Add", exactly()).click();
      assertThat(page.locator("#timeline")).containsText("They called.");
      page.getByLabel("Done: Read their engineering blog").click();
      assertThat(page.getByLabel("Open again: Read their engineering blog")).isVisible();
      assertEquals(true, page.evaluate("window.sameDocument"));
    }
  }

  @Test
  void whatWasRemovedComesBackByUndo() {
    Id id = TestApplications.full(site.tracker()).id();
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/applications/" + id);
      page.getByLabel("Change Mara Lind").click();
      page.locator("#contacts").getByText("Remove").click();
      assertThat(page.locator("#contacts")).not().containsText("Mara Lind");
      page.getByText("Undo").click();
      assertThat(page.locator("#contacts")).containsText("Mara Lind");
    }
  }

  @Test
  void aFileThatIsDroppedIsAttachedAndCanBeLookedAt() {
    Id id = TestApplications.add(site.tracker(), "Engineer", "Acme").id();
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/applications/" + id);
      page.evaluate(
          """
          () => {
            const files = new DataTransfer();
            files.items.add(new File(["Dear all, <b>hello</b>"], "letter.txt"));
            const zone = document.querySelector('[data-part="drop"]');
            for (const type of ["dragenter", "dragover", "drop"]) {
              zone.dispatchEvent(new DragEvent(type, { dataTransfer: files, bubbles: true, cancelable: true }));
            }
          }
          """);
      assertThat(page.locator("#documents")).containsText("letter.txt");
      page.getByLabel("Look at letter.txt").click();
      assertThat(page.frameLocator("[data-part=preview-frame]").locator("pre"))
          .hasText("Dear all, <b>hello</b>");
      tab.picture("document-preview");
      page.keyboard().press("Escape");
      assertThat(page.locator("dialog")).isHidden();
    }
  }

  @Test
  void filesAreChosenToo() {
    Id id = TestApplications.add(site.tracker(), "Engineer", "Acme").id();
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/applications/" + id);
      page.getByLabel("Files, as you sent them")
          .setInputFiles(
              new FilePayload[] {
                new FilePayload("one.txt", "text/plain", "1".getBytes(StandardCharsets.UTF_8)),
                new FilePayload("two.txt", "text/plain", "2".getBytes(StandardCharsets.UTF_8))
              });
      page.getByText("Attach", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("#documents")).containsText("one.txt");
      assertThat(page.locator("#documents")).containsText("two.txt");
    }
  }

  @Test
  void pointingAtADetailLightsUpItsEvidence() {
    Id id = TestApplications.full(site.tracker()).id();
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/applications/" + id);
      page.locator(".detail[data-field=company]").hover();
      assertThat(page.locator("mark[data-fields=company]")).hasClass(Pattern.compile("lit"));
      page.locator("h1").hover();
      assertThat(page.locator("mark[data-fields=company]")).not().hasClass(Pattern.compile("lit"));
    }
  }

  @Test
  void anErrorIsToldAndWhatWasTypedStays() {
    Id id = TestApplications.add(site.tracker(), "Engineer", "Acme").id();
    try (BrowserTab tab = BrowserTab.open(site).expectFault("422")) {
      Page page = tab.visit("/applications/" + id);
      page.getByLabel("New note").fill(" ");
      page.getByLabel("What is next").fill("Ask");
      page.locator("#notes").getByText("Add", exactly()).click();
      assertThat(page.locator("#notices")).containsText("The note is empty");
      assertThat(page.getByLabel("What is next")).hasValue("Ask");
    }
  }
}
