package dev.jobstream.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.ScriptedChatModel;
import dev.jobstream.tracker.applications.SearchQuery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The settings, in a real browser. */
final class SettingsBrowserTest {
  private static final Page.GetByLabelOptions EXACT = new Page.GetByLabelOptions().setExact(true);

  private static final String TABLE =
      """
      Position;Employer;Status;Sent
      Gardener;Example AG;2. Runde;03.03.2026
      Cook;Kitchen Ltd;rejected;04.03.2026
      """;

  private final Gate halfWay = new Gate();
  private final TestSite site =
      TestSite.with(
          TestModels.unchosen(ScriptedChatModel.builder().id("gemma3:1b").text("{}").build())
              .downloadable(
                  ScriptedChatModel.builder().id("qwen3-1.7b").text("{}").build(), halfWay));

  @AfterEach
  void end() {
    halfWay.release();
    site.close();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Page settled(BrowserTab tab) {
    Page page = tab.visit("/settings");
    assertThat(page.getByText("Ollama 0.32.1")).isVisible();
    assertThat(page.getByLabel("Reads postings")).isVisible();
    return page;
  }

  @Test
  void theyHaveNoFaultInLight() {
    look(1280, ColorScheme.LIGHT);
  }

  @Test
  void theyHaveNoFaultInTheDark() {
    look(1280, ColorScheme.DARK);
  }

  @Test
  void theyHaveNoFaultInASmallWindow() {
    look(360, ColorScheme.LIGHT);
  }

  @Test
  void theyHaveNoFaultInASmallWindowInTheDark() {
    look(360, ColorScheme.DARK);
  }

  private void look(int width, ColorScheme scheme) {
    try (BrowserTab tab = BrowserTab.open(site, width, scheme)) {
      Page page = settled(tab);
      tab.wholePicture("settings-%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width));
      // Everything that can be opened is looked at, too.
      page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)");
      tab.check();
    }
  }

  @Test
  void aModelIsDownloadedWhileOneLooksCancelledAndFoundAgainAfterAReload() {
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = settled(tab);
      button(page, "Download qwen3-1.7b").click();
      assertThat(page.getByText("Downloading: 915 of 1,830 MB")).isVisible();
      tab.check();
      page.reload();
      assertThat(page.getByText("Downloading: 915 of 1,830 MB")).isVisible();
      button(page, "Stop").click();
      assertThat(page.getByText("Stopped.").first()).isVisible();
      button(page, "Run again").click();
      assertThat(page.getByText("Downloading: 915 of 1,830 MB")).isVisible();
      halfWay.release();
      assertThat(page.getByText("qwen3-1.7b is here.")).isVisible();
      assertThat(page.getByLabel("Reads postings")).hasValue("test/qwen3-1.7b");
      page.getByLabel("Another one").fill("no-such");
      page.getByLabel("Another one").press("Enter");
      assertThat(page.getByText("No model `no-such`.").first()).isVisible();
      tab.expectFault("422");
    }
  }

  @Test
  void aModelAndAKeyAreSetByFormsAlone() {
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = settled(tab);
      page.getByLabel("Reads postings").selectOption("test/gemma3:1b");
      button(page, "Use").click();
      assertThat(page.getByText("It reads postings from now on.")).isVisible();

      page.getByText("Key: none").last().click();
      page.getByLabel("Key for openrouter").fill("good-secret");
      button(page, "Keep").last().click();
      assertThat(page.getByText("The key is kept.")).isVisible();
      assertThat(page.getByText("Key: kept here")).isVisible();
      page.getByText("Key: kept here").click();
      button(page, "Forget the key of openrouter").click();
      assertThat(page.getByText("The key is forgotten.")).isVisible();
      Assertions.assertThat(site.settings().keys()).isEmpty();
    }
  }

  @Test
  void timesAndColoursAreSetByFormsAlone() {
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = settled(tab);
      page.getByLabel("A model in this process").fill("75");
      page.locator("#display").getByText("Save").click();
      assertThat(page.getByLabel("A model in this process")).hasValue("75");

      page.getByLabel("Dark").check();
      page.locator("#appearance")
          .getByText("Save", new Locator.GetByTextOptions().setExact(true))
          .click();
      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
      tab.check();
    }
  }

  @Test
  void aKeyOnTheAddPageLeadsToAModelOfTheService() {
    try (BrowserTab tab = BrowserTab.open(site).expectFault("422")) {
      Page page = tab.visit("/add");
      page.getByText("Or use a service with a key").click();
      page.getByLabel("Service").selectOption("openrouter");
      page.getByLabel("Key", EXACT).fill("wrong");
      button(page, "Keep the key").click();
      assertThat(page.getByText("The server refuses the key.")).isVisible();
      page.getByLabel("Key", EXACT).fill("good-key");
      page.getByLabel("Key", EXACT).press("Enter");
      assertThat(page.getByLabel("Model", EXACT)).hasValue("served/openrouter:qwen/qwen3-8b");
      assertThat(page.getByLabel("Key", EXACT)).hasValue("");
      Assertions.assertThat(site.settings().keys()).containsEntry("openrouter", "good-key");
      tab.check();
    }
  }

  @Test
  void theCalendarsAddressIsMadeCopiedAndRenewed() {
    try (BrowserTab tab = BrowserTab.open(site)) {
      tab.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      Page page = settled(tab);
      button(page, "Make an address").click();
      assertThat(page.getByText("This is the address.")).isVisible();
      String first = page.getByLabel("Address", EXACT).inputValue();
      Assertions.assertThat(first).matches("http://127\\.0\\.0\\.1:\\d+/calendar/[\\w-]{32}\\.ics");
      button(page, "Copy").click();
      assertThat(page.getByText("Copied.")).isVisible();
      Assertions.assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(first);
      tab.check();
      button(page, "Renew").click();
      assertThat(page.getByLabel("Address", EXACT)).not().hasValue(first);
      button(page, "Take it away").click();
      assertThat(button(page, "Make an address")).isVisible();
    }
  }

  @Test
  void aTableIsMappedLookedAtAndImported() {
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = settled(tab);
      page.getByLabel("File")
          .setInputFiles(
              new FilePayload("jobs.csv", "text/csv", TABLE.getBytes(StandardCharsets.UTF_8)));
      button(page, "Look at it").click();
      assertThat(page.getByText("jobs.csv: 2 rows in UTF-8")).isVisible();
      page.getByLabel("What column Position holds").selectOption("title");
      page.getByLabel("What column Employer holds").selectOption("company");
      page.getByLabel("What column Sent holds").selectOption("appliedOn");
      page.getByText("Stages, encoding, delimiter").click();
      page.getByLabel("What stages are called").fill("2. Runde = interviewing");
      button(page, "Look again").click();
      assertThat(page.getByText("2 rows would go in")).isVisible();
      tab.check();
      tab.wholePicture("import-light-1280");
      button(page, "Import").click();
      assertThat(page.getByText("2 rows went in")).isVisible();
      tab.check();
    }
    Assertions.assertThat(site.tracker().applications().count(SearchQuery.all(), Long.MAX_VALUE))
        .isEqualTo(2);
  }

  @Test
  void anImportIsLookedAtAndLeftInASmallWindowInTheDark() throws Exception {
    String id =
        new ObjectMapper()
            .readTree(site.post("/api/v1/imports?fileName=jobs.csv", TABLE).body())
            .get("id")
            .asText();
    try (BrowserTab tab = BrowserTab.open(site, 360, ColorScheme.DARK)) {
      Page page = tab.visit("/settings/imports/" + id);
      assertThat(page.getByText("cannot be read")).isVisible();
      tab.check();
      button(page, "Cancel").click();
      assertThat(button(page, "Look at it")).isVisible();
    }
    Assertions.assertThat(site.get("/settings/imports/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void aBackupIsSavedAndPutBackAfterAQuestion() throws Exception {
    TestApplications.add(site.tracker(), "Gardener", "Example AG");
    try (BrowserTab tab = BrowserTab.open(site)) {
      Page page = settled(tab);
      Download backup = page.waitForDownload(() -> page.getByText("Save a backup").click());
      Assertions.assertThat(backup.suggestedFilename()).isEqualTo("jobstream-2026-03-19.zip");
      byte[] archive = Files.readAllBytes(backup.path());
      Download report =
          page.waitForDownload(() -> button(page, "Save the report as a page").click());
      Assertions.assertThat(report.suggestedFilename())
          .isEqualTo("work-search-2026-03-01-to-2026-03-19.html");
      TestApplications.add(site.tracker(), "Cook", "Kitchen Ltd");

      page.getByLabel("Archive")
          .setInputFiles(new FilePayload("jobs.zip", "application/zip", archive));
      button(page, "Check it").click();
      assertThat(page.getByText("The backup is whole: 1 application and 0 documents")).isVisible();
      assertThat(page.getByText("2 applications")).isVisible();
      tab.check();
      page.getByLabel("Replace what is kept now").check();
      button(page, "Restore").click();
      assertThat(page.getByText("before-restore-20260319")).isVisible();
      tab.check();
    }
    Assertions.assertThat(site.tracker().applications().count(SearchQuery.all(), Long.MAX_VALUE))
        .isEqualTo(1);
  }
}
