package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Today and the charts, in a real browser. */
final class TodayAndStatisticsBrowserTest {
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
  void bothHaveNoFaultInAnyWidthOrColour() {
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {1280, 360}) {
        try (BrowserTab tab = BrowserTab.open(site, width, scheme)) {
          String suffix = "-%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width);
          tab.visit("/");
          tab.check();
          tab.picture("today" + suffix);
          tab.visit("/statistics");
          tab.check();
          tab.picture("statistics" + suffix);
        }
      }
    }
  }

  @Test
  void aChartIsSavedAsADrawingAndAsAPictureThatStandAlone() throws Exception {
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/statistics");
      Download drawing = page.waitForDownload(() -> page.locator("#flows [data-save=svg]").click());
      assertThat(drawing.suggestedFilename()).isEqualTo("flows.svg");
      String svg = Files.readString(drawing.path(), StandardCharsets.UTF_8);
      assertThat(svg).contains("fill=\"rgb(", "xmlns=").doesNotContain("class=", "var(--");
      Download picture = page.waitForDownload(() -> page.locator("#weeks [data-save=png]").click());
      assertThat(picture.suggestedFilename()).isEqualTo("weeks.png");
      assertThat(Files.readAllBytes(picture.path()))
          .startsWith((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G');
    }
  }
}
