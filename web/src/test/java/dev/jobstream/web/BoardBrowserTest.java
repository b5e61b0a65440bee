package dev.jobstream.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Stage;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The board, in a real browser. */
final class BoardBrowserTest {
  private final TestSite site = TestSite.empty();

  @AfterEach
  void end() {
    site.close();
  }

  private static Locator column(Page page, Stage stage) {
    return page.locator("[data-stage=%s]".formatted(stage));
  }

  private Stage stage(Id id) {
    return site.tracker().applications().get(id).stage();
  }

  @Test
  void itHasNoFaultInAnyWidthOrColour() {
    TestApplications.several(site.tracker());
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {1280, 360}) {
        try (BrowserTab tab = BrowserTab.open(site, width, scheme)) {
          tab.visit("/board");
          tab.check();
          tab.picture("board-%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width));
        }
      }
    }
  }

  @Test
  void aCardIsDraggedToAnotherStageAndBackByUndo() {
    Id id = TestApplications.add(site.tracker(), "Engineer", "Acme").id();
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/board");
      page.locator(".board-card").dragTo(column(page, Stage.INTERVIEWING));
      assertThat(page.locator("#notices")).containsText("Engineer: Interviewing.");
      assertThat(column(page, Stage.INTERVIEWING)).containsText("Engineer");
      assertThat(column(page, Stage.SAVED).locator("[data-part=count]")).hasText("0");
      assertEquals(Stage.INTERVIEWING, stage(id));
      page.locator("#notices").getByText("Undo").click();
      assertThat(column(page, Stage.SAVED)).containsText("Engineer");
      page.reload();
      assertThat(column(page, Stage.SAVED)).containsText("Engineer");
    }
  }

  @Test
  void aCardIsMovedByKeyboard() {
    Id id = TestApplications.add(site.tracker(), "Engineer", "Acme").id();
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/board");
      page.locator(".card-link").focus();
      page.keyboard().press("Shift+ArrowRight");
      assertThat(page.locator("#notices")).containsText("Engineer: Applied.");
      assertThat(page.locator(".card-link")).isFocused();
      page.keyboard().press("m");
      assertThat(page.locator("dialog")).isVisible();
      tab.check();
      page.getByText("Rejected", new Page.GetByTextOptions().setExact(true)).last().click();
      assertThat(column(page, Stage.REJECTED)).containsText("Engineer");
      assertThat(page.locator(".card-link")).isFocused();
      assertThat(page.locator("#notices")).containsText("Engineer: Rejected.");
      assertEquals(Stage.REJECTED, stage(id));
    }
  }

  @Test
  void arrowsGoFromCardToCard() {
    TestApplications.add(site.tracker(), "First", "Acme");
    TestApplications.add(site.tracker(), "Second", "Acme", Stage.SAVED, Stage.SCREENING);
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/board");
      page.getByText("First").focus();
      page.keyboard().press("ArrowRight");
      assertThat(page.getByText("Second")).isFocused();
      page.keyboard().press("ArrowLeft");
      assertThat(page.getByText("First")).isFocused();
    }
  }

  @Test
  void aLongColumnComesInPages() {
    for (int i = 0; i < 45; i++) {
      TestApplications.add(site.tracker(), "Job " + i, "Acme");
    }
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/board");
      Locator cards = column(page, Stage.SAVED).locator(".board-card");
      assertThat(cards).hasCount(20);
      page.locator(".card-more a").click();
      assertThat(cards).hasCount(40);
      page.locator(".card-more a").click();
      assertThat(cards).hasCount(45);
      assertThat(page.locator(".card-more")).hasCount(0);
    }
  }
}
