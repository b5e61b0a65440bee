package dev.jobstream.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** What stands around every page, in a real browser. */
final class FrameBrowserTest {

  @Test
  void everyPageIsReachedByKeyboardAndHasNoFaultInAnyWidthOrColour() {
    try (TestSite site = TestSite.empty()) {
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        for (int width : new int[] {1280, 360}) {
          try (BrowserTab tab = BrowserTab.open(site, width, scheme)) {
            Page page = tab.visit("/");
            assertThat(page).hasTitle("Today · Jobstream");
            page.keyboard().press("Tab");
            assertThat(page.getByText("Skip to the content")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator("main")).isFocused();
            tab.check();
          }
        }
      }
    }
  }

  @Test
  void aSmallWindowHidesHalfTheNavigationBehindAButton() {
    try (TestSite site = TestSite.empty();
        BrowserTab tab = BrowserTab.open(site, 360, ColorScheme.LIGHT)) {
      Page page = tab.visit("/");
      Locator settings =
          page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Settings"));
      assertThat(settings).isHidden();
      page.getByText("More").click();
      assertThat(settings).isVisible();
      tab.check();
      page.keyboard().press("Escape");
      assertThat(settings).isHidden();
    }
  }

  @Test
  void theLoginIsAPageOfItsOwn() {
    WebOptions options = WebOptions.defaults().withPassword("correct horse");
    try (TestSite site = TestSite.with(options);
        BrowserTab tab = BrowserTab.open(site).expectFault("401")) {
      Page page = tab.visit("/");
      tab.check();
      page.getByLabel("Password").fill("wrong");
      page.keyboard().press("Enter");
      assertThat(page.getByText("That is not the password.")).isVisible();
      page.getByLabel("Password").fill("correct horse");
      page.keyboard().press("Enter");
      assertThat(page).hasTitle("Today · Jobstream");
      page.getByText("Sign out").click();
      assertThat(page).hasTitle("Sign in · Jobstream");
    }
  }
}
