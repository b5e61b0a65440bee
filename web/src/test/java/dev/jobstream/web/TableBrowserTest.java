package dev.jobstream.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchTerm;
import dev.jobstream.tracker.applications.Stage;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table, in a real browser. */
final class TableBrowserTest {
  private final TestSite site = TestSite.empty();

  @BeforeEach
  void begin() {
    TestApplications.several(site.tracker());
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void itHasNoFaultInAnyWidthOrColour() {
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {1280, 360}) {
        try (BrowserTab tab = BrowserTab.open(site, width, scheme)) {
          Page page = tab.visit("/table");
          tab.check();
          tab.picture("table-%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width));
          page.getByText("Columns").click();
          tab.check();
          page.keyboard().press("Escape");
          page.locator("#search").click();
          tab.check();
        }
      }
    }
  }

  @Test
  void hintsComeWhileOneTypesAndAreTakenByKeyboard() {
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/table");
      page.locator("#search").pressSequentially("sta");
      assertThat(page.locator(".hint")).hasCount(1);
      page.keyboard().press("ArrowDown");
      page.keyboard().press("Enter");
      assertThat(page.locator("#search")).hasValue("stage:");
      tab.picture("table-hints");
      page.locator("#search").pressSequentially("off");
      page.keyboard().press("ArrowDown");
      page.keyboard().press("Enter");
      assertThat(page.locator("#search")).hasValue("stage:offer ");
      assertThat(page.locator("#rows tr")).hasCount(1);
      assertThat(page.locator("#rows")).containsText("Offer");
    }
  }

  @Test
  void moreRowsComeBelowAndAllThatAreMarkedAreMoved() {
    for (int i = 0; i < 60; i++) {
      TestApplications.add(site.tracker(), "Job " + i, "Acme");
    }
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/table?q=acme");
      assertThat(page.locator("#rows input[name=id]")).hasCount(50);
      page.locator("#more a").click();
      assertThat(page.locator("#rows input[name=id]")).hasCount(60);
      page.getByLabel("Mark all of this page").check();
      assertThat(page.locator("[data-part=bulk]")).hasText("Move 60");
      page.locator("#bulk-stage").selectOption("WITHDRAWN");
      page.locator("[data-part=bulk]").click();
      assertThat(page.getByText("60 moved to Withdrawn.")).isVisible();
      assertEquals(60, withdrawn());
      page.getByText("Undo", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.getByText("60 moved to Withdrawn.")).hasCount(0);
      assertEquals(0, withdrawn());
    }
  }

  private long withdrawn() {
    return site.tracker()
        .applications()
        .count(SearchQuery.of(new SearchTerm.StageIs(Set.of(Stage.WITHDRAWN))), 1_000);
  }
}
