package dev.jobstream.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.ScriptedChatModel;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Adding a posting, in a real browser, with a model that stands still where the test wants it. */
final class AddBrowserTest {
  private static final Path SAMPLES = Path.of(System.getProperty("jobstream.project"), "samples");

  private final Gate reading = new Gate();
  private final Gate half = new Gate();
  private final ScriptedChatModel model =
      ScriptedChatModel.builder()
          .id("qwen3-1.7b")
          .progress(Phase.READING, 412, 1180)
          .waitFor(reading)
          .progress(Phase.READING, 1180, 1180)
          .text("{\"title\":\"Senior Backend Engineer\",\"company\":\"Northwind Analytics\",")
          .text("\"location\":\"Dublin, Ireland\",\"industry\":\"Shipping")
          .waitFor(half)
          .text(" software\",\"skills\":[\"Java\",\"Kotlin\",\"PostgreSQL\",\"Cobol\"],")
          .text("\"tags\":[\"backend\",\"logistics\"]}")
          .build();

  @Test
  void theFormFillsInWhileTheModelWrites() throws IOException {
    try (TestSite site = TestSite.with(TestModels.of(model));
        BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/add");
      tab.check();
      paste(page, sample("plain-text.txt"));
      assertThat(page.getByLabel("Title")).hasValue("Senior Backend Engineer");
      assertThat(page.getByLabel("Salary from")).hasValue("85000");
      assertThat(page.getByText("fields read by rules")).isVisible();
      Assertions.assertThat(model.prewarms()).hasSize(1);

      analyze(page);
      assertThat(page.getByText("Reading the posting: 412 of 1,180 tokens")).isVisible();
      assertThat(button(page, "Stop")).isVisible();
      reading.release();
      assertThat(page.getByLabel("Industry")).hasValue("Shipping");
      assertThat(page.locator("[data-field=industry]")).hasAttribute("data-state", "writing");

      half.release();
      assertThat(page.getByLabel("Industry")).hasValue("Shipping software");
      assertThat(page.getByText("Not found in the posting: Cobol")).isVisible();
      assertThat(page.locator("streaming-display .stream-phase")).hasText("Done");
      assertThat(button(page, "Stop")).isHidden();
      tab.check();
    }
  }

  @Test
  void whatTheModelIsUnsureOfIsMarked() throws IOException {
    ScriptedChatModel doubting =
        ScriptedChatModel.builder()
            .emit(new StreamEvent.PropertyConfidence("tags", 0.634))
            .text("{\"tags\":[\"roses\"],")
            .emit(new StreamEvent.PropertyConfidence("skills", 0.9))
            .text("\"skills\":[\"pruning\"]}")
            .build();
    try (TestSite site = TestSite.with(TestModels.of(doubting));
        BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/add");
      paste(page, "We look for somebody who is good at pruning roses.");
      analyze(page);
      Locator tags = page.locator("[data-field=tags]");
      assertThat(tags).hasAttribute("data-state", "unsure");
      assertThat(tags).containsText("The model is 63 % sure: check it");
      assertThat(page.locator("[data-field=skills]")).hasAttribute("data-state", "found");
      tab.check();
    }
  }

  @Test
  void whatTheUserTypedIsNotOverwritten() throws IOException {
    try (TestSite site = TestSite.with(TestModels.of(model));
        BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/add");
      paste(page, sample("plain-text.txt"));
      page.getByLabel("Company").fill("My own words");
      analyze(page);
      page.getByLabel("Industry").fill("Mine");
      reading.release();
      half.awaitReached();
      page.getByLabel("Tags").pressSequentially("mine, ");
      half.release();
      assertThat(page.locator("streaming-display .stream-phase")).hasText("Done");
      assertThat(page.getByLabel("Company")).hasValue("My own words");
      assertThat(page.getByLabel("Industry")).hasValue("Mine");
      assertThat(page.getByLabel("Tags")).hasValue("mine, ");
      assertThat(page.getByLabel("Skills")).hasValue("Java, Kotlin, PostgreSQL, Cobol");
    }
  }

  @Test
  void aReloadInMidStreamShowsTheSameAndGoesOn() throws IOException {
    try (TestSite site = TestSite.with(TestModels.of(model));
        BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/add");
      paste(page, sample("plain-text.txt"));
      analyze(page);
      reading.release();
      assertThat(page.getByLabel("Industry")).hasValue("Shipping");
      page.getByLabel("Company").fill("Typed before");

      page.reload();
      assertThat(page.getByLabel("Industry")).hasValue("Shipping");
      assertThat(page.getByLabel("Company")).hasValue("Typed before");
      assertThat(page.locator(".posting-text")).containsText("Grand Canal");
      half.release();
      assertThat(page.getByLabel("Industry")).hasValue("Shipping software");
      page.reload();
      assertThat(page.getByLabel("Industry")).hasValue("Shipping software");
      assertThat(page.locator("streaming-display .stream-phase")).hasText("Done");
      Assertions.assertThat(model.requests()).hasSize(1);
    }
  }

  @Test
  void cancellingWhileThePromptIsReadStopsTheModelAndKeepsTheFacts() throws IOException {
    try (TestSite site = TestSite.with(TestModels.of(model));
        BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/add");
      paste(page, sample("plain-text.txt"));
      analyze(page);
      reading.awaitReached();
      button(page, "Stop").click();
      assertThat(page.getByText("Stopped. What was found by then stays.").first()).isVisible();
      Assertions.assertThat(model.cancels()).isEqualTo(1);
      assertThat(page.getByLabel("Title")).hasValue("Senior Backend Engineer");

      // The last script is played again: this time to its end.
      reading.release();
      half.release();
      button(page, "Run again").click();
      assertThat(page.locator("streaming-display .stream-phase")).hasText("Done");
    }
  }

  @Test
  void itIsSavedWithPostingAndStageAndASecondTimeOnlyOnPurpose() throws IOException {
    try (TestSite site = TestSite.with(TestModels.of());
        BrowserTab tab = BrowserTab.open(site).expectFault("404").expectFault("409")) {
      Page page = tab.visit("/add");
      paste(page, sample("plain-text.txt"));
      page.getByLabel("Stage").selectOption("APPLIED");
      page.getByLabel("Found at").fill("a friend");
      page.getByLabel("Tags").fill("first choice, Dublin");
      button(page, "Save").click();
      page.waitForURL("**/applications/*");

      var found = site.tracker().applications().search(SearchQuery.all(), PageRequest.first(10));
      JobApplication saved = found.items().getFirst();
      Assertions.assertThat(saved.job().company()).isEqualTo("Northwind Analytics");
      Assertions.assertThat(saved.stage()).isEqualTo(Stage.APPLIED);
      Assertions.assertThat(saved.tags()).containsExactly("first choice", "Dublin");
      Assertions.assertThat(site.tracker().applications().posting(saved.id()).text())
          .contains("Grand Canal");

      tab.visit("/add");
      paste(page, sample("plain-text.txt"));
      assertThat(page.getByText("This looks like one you have")).isVisible();
      tab.check();
      button(page, "Save anyway").click();
      page.waitForURL("**/applications/*");
    }
  }

  @Test
  void withoutAModelOneThatIsThereIsUsedWithOneClick() throws IOException {
    reading.release();
    half.release();
    try (TestSite site = TestSite.with(TestModels.unchosen(model));
        BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/add");
      paste(page, sample("plain-text.txt"));
      assertThat(page.getByLabel("Title")).hasValue("Senior Backend Engineer");
      button(page, "Use qwen3-1.7b").click();
      assertThat(page.getByLabel("Industry")).hasValue("Shipping software");
      assertThat(page.getByText("No model yet")).hasCount(0);
      assertThat(page.getByText("Analyze asks qwen3-1.7b in this process. Nothing leaves it."))
          .isVisible();
    }
  }

  @Test
  void withoutAModelOneIsDownloadedWithProgressAndCancel() throws IOException {
    reading.release();
    half.release();
    Gate halfWay = new Gate();
    try (TestSite site = TestSite.with(TestModels.of().downloadable(model, halfWay));
        BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/add");
      paste(page, sample("plain-text.txt"));
      tab.check();
      tab.picture("add-first-run-light-1280");
      button(page, "Download qwen3-1.7b").click();
      assertThat(page.getByText("Downloading: 915 of 1,830 MB")).isVisible();
      button(page, "Stop").click();
      assertThat(page.locator("[data-offers]").getByText("Stopped.").first()).isVisible();
      button(page, "Run again").click();
      assertThat(page.getByText("Downloading: 915 of 1,830 MB")).isVisible();
      halfWay.release();
      assertThat(page.getByLabel("Industry")).hasValue("Shipping software");
    }
  }

  @Test
  void aFieldLightsUpItsPlaceInThePosting() throws IOException {
    try (TestSite site = TestSite.with(TestModels.of(model));
        BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/add");
      paste(page, sample("plain-text.txt"));
      page.getByLabel("Where to apply").focus();
      Object lit =
          page.evaluate(
              "[...CSS.highlights.get('evidence')].map(range => String(range)).join('|')");
      Assertions.assertThat(lit)
          .isEqualTo("https://jobs.northwind.example/apply/backend-engineer-4711");
      page.getByLabel("Title").hover();
      Assertions.assertThat(
              page.evaluate("[...CSS.highlights.get('evidence')].map(String).join('|')"))
          .isEqualTo("Senior Backend Engineer");
    }
  }

  @Test
  void aPastedPageIsShownAsTextAndRunsNothing() throws IOException {
    String hostile =
        sample("web-page.txt")
            + "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 1'>"
            + "<style>body { display: none }</style><a href='javascript:window.pwned = 1'>x</a>"
            + "<div style='position: fixed; inset: 0'>cover</div>";
    try (TestSite site = TestSite.with(TestModels.of(model));
        BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/add");
      paste(page, hostile);
      assertThat(page.locator(".posting-text")).isVisible();
      assertThat(page.getByLabel("Title")).not().hasValue("");
      assertThat(page.locator(".posting-text *")).hasCount(0);
      Assertions.assertThat(page.evaluate("window.pwned")).isNull();
    }
  }

  @Test
  void aPasteThatIsTooLongIsRefusedWithoutBeingSent() {
    try (TestSite site = TestSite.with(TestModels.of(model));
        BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/add");
      page.evaluate(
          "document.getElementById('paste').dispatchEvent(new ClipboardEvent('paste',"
              + " {clipboardData: (() => { const d = new DataTransfer(); d.setData('text/plain',"
              + " 'work '.repeat(6_000_000)); return d; })(), bubbles: true, cancelable: true}))");
      assertThat(page.getByText("This has 30,000,000 characters")).isVisible();
    }
  }

  @Test
  void theBookmarkBringsAPageWithItsAddress() throws IOException {
    try (TestSite site = TestSite.with(TestModels.of(model));
        BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/add");
      Object fragment =
          page.evaluate(
              "html => '#page=' + encodeURIComponent(JSON.stringify({url:"
                  + " 'https://jobs.example/42', html}))",
              sample("web-page.txt"));
      page.evaluate(
          "() => { const a = document.querySelector('[data-bookmark]'); if (!a.href.startsWith('javascript:')) throw new Error(a.href); }");
      page.navigate("about:blank");
      page.navigate(site.url("/add").toString() + fragment);
      assertThat(page.locator(".posting-text")).isVisible();
      assertThat(page).hasURL(Pattern.compile(".*/add\\?draft=.*"));
    }
  }

  @Test
  void itLooksGoodInEveryWidthAndColour() throws IOException {
    for (Map.Entry<String, ColorScheme> scheme :
        Map.of("light", ColorScheme.LIGHT, "dark", ColorScheme.DARK).entrySet()) {
      for (int width : new int[] {1280, 360}) {
        Gate gate = new Gate();
        ScriptedChatModel paused =
            ScriptedChatModel.builder()
                .id("qwen3-1.7b")
                .progress(Phase.WRITING, 96, 1024)
                .text("{\"title\":\"Senior Backend Engineer\",\"industry\":\"Logistics software\",")
                .text("\"seniority\":\"MID_SENIOR\",\"skills\":[\"Java\",\"Kotlin\",\"Cobol\"],")
                .text("\"tags\":[\"backend\", \"logi")
                .waitFor(gate)
                .build();
        try (TestSite site = TestSite.with(TestModels.of(paused));
            BrowserTab tab = BrowserTab.open(site, width, scheme.getValue())) {
          Page page = tab.visit("/add");
          tab.picture("add-empty-%s-%d".formatted(scheme.getKey(), width));
          paste(page, sample("plain-text.txt"));
          analyze(page);
          assertThat(page.locator("[data-field=tags]")).hasAttribute("data-state", "writing");
          // High enough for the field above the bar that saves: the page need not scroll.
          page.setViewportSize(width, 900);
          page.getByLabel("Salary from").hover();
          tab.check();
          tab.picture("add-%s-%d".formatted(scheme.getKey(), width));
        }
      }
    }
  }

  private static void paste(Page page, String text) {
    page.evaluate(
        "text => { const d = new DataTransfer(); d.setData('text/plain', text);"
            + " document.getElementById('paste').dispatchEvent(new ClipboardEvent('paste',"
            + " {clipboardData: d, bubbles: true, cancelable: true})); }",
        text);
    assertThat(page.locator(".posting-text")).isVisible();
  }

  private static void analyze(Page page) {
    button(page, "Analyze").click();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static String sample(String name) throws IOException {
    return Files.readString(SAMPLES.resolve(name));
  }
}
