package dev.jobstream.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Several streams on one page, in a real browser. */
final class LabBrowserTest {
  private final Gate first = new Gate();
  private final Gate second = new Gate();
  private final ScriptedChatModel local =
      ScriptedChatModel.builder()
          .id("qwen3-1.7b")
          .progress(Phase.READING, 20, 48)
          .thinking("The user wants three sentences.")
          .text("A cover letter says ")
          .waitFor(first)
          .text("why you, of all people.")
          .emit(
              new StreamEvent.Completed(
                  FinishReason.STOP,
                  new TokenUsage(48, 12, 90),
                  new Timings(
                      Duration.ZERO,
                      Duration.ofMillis(820),
                      Duration.ofMillis(140),
                      Duration.ofMillis(3000),
                      Duration.ofMillis(960),
                      Duration.ofMillis(3960))))
          .build();
  private final ScriptedChatModel remote =
      ScriptedChatModel.builder()
          .id("gpt-5-mini")
          .capabilities(
              new Capabilities(true, true, false, false, Capabilities.Cancellation.STOPS_READING))
          .text("It introduces ")
          .waitFor(second)
          .text("the person behind the list.")
          .build();
  private final ScriptedChatModel fixed =
      ScriptedChatModel.builder()
          .id("fixed")
          .capabilities(
              new Capabilities(false, false, false, false, Capabilities.Cancellation.NONE))
          .text("half a sen")
          .waitFor(second)
          .fail(new LlmException.Interrupted("The server went away. Start it and try again."))
          .build();

  @Test
  void aModelThatReadsPostingsOnlyIsNotOffered() {
    ScriptedChatModel reader =
        ScriptedChatModel.builder()
            .id("reader")
            .capabilities(
                new Capabilities(
                    true, true, false, true, Capabilities.Cancellation.STOPS_COMPUTE, false))
            .build();
    try (TestSite site = TestSite.with(TestModels.of(reader));
        BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/lab");
      assertThat(page.getByText("reads postings and nothing else")).isVisible();
      assertThat(page.getByText("models pull qwen3-1.7b")).isVisible();
      assertThat(page.getByLabel("reader")).hasCount(0);
      tab.check();
    }
  }

  @Test
  void twoStreamsOnOnePageDoNotKnowOfEachOther() {
    try (TestSite site = TestSite.with(TestModels.of(local, remote));
        BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/lab");
      ask(page);
      Locator one = answer(page, "qwen3-1.7b");
      Locator two = answer(page, "gpt-5-mini");
      assertThat(one.locator(".stream-text")).hasText("A cover letter says");
      assertThat(two.locator(".stream-text")).hasText("It introduces");
      assertThat(button(one, "Stop")).isVisible();
      assertThat(button(two, "Stop listening")).isVisible();
      assertThat(one.locator(".stream-thinking")).not().hasAttribute("open", "");
      tab.check();

      button(two, "Stop listening").click();
      assertThat(two.getByText("Stopped. What was found by then stays.").first()).isVisible();
      first.release();
      assertThat(one.locator(".stream-text"))
          .hasText("A cover letter says why you, of all people.");
      assertThat(one.locator(".stream-times")).hasText("1.0 s to the first token · 30 tokens/s");
      assertThat(two.locator(".stream-text")).hasText("It introduces");
      Assertions.assertThat(local.cancels()).isZero();
    }
  }

  @Test
  void aModelThatCannotBeStoppedHasNoButtonForItAndAFailureSaysWhatToDo() {
    try (TestSite site = TestSite.with(TestModels.of(fixed));
        BrowserTab tab = BrowserTab.open(site)) {
      Page page = tab.visit("/lab");
      ask(page);
      Locator answer = answer(page, "fixed");
      assertThat(answer.locator(".stream-text")).hasText("half a sen");
      assertThat(answer.locator(".stream-cancel")).isHidden();
      assertThat(answer.getByText("cannot be stopped")).isVisible();
      second.release();
      assertThat(answer.getByText("Start it and try again.").first()).isVisible();
      assertThat(answer.locator(".stream-text")).hasText("half a sen");
      assertThat(button(answer, "Run again")).isVisible();
      tab.check();
    }
  }

  @Test
  void aServerThatWasStartedAnewIsToldOfAndWhatWasWrittenStays() {
    TestSite site = TestSite.with(TestModels.of(remote));
    try (BrowserTab tab =
        BrowserTab.open(site).expectFault("ERR_").expectFault("404").expectFault("EMPTY")) {
      Page page = tab.visit("/lab");
      ask(page);
      Locator answer = answer(page, "gpt-5-mini");
      assertThat(answer.locator(".stream-text")).hasText("It introduces");
      site.restart();
      second.release();
      assertThat(answer.getByText("Run it again to go on.").first()).isVisible();
      assertThat(answer.locator(".stream-text")).hasText("It introduces");
      button(answer, "Run again").click();
      assertThat(answer.locator(".stream-text"))
          .hasText("It introduces the person behind the list.");
    } finally {
      site.close();
    }
  }

  @Test
  void itLooksGoodInEveryWidthAndColour() {
    first.release();
    for (Map.Entry<String, ColorScheme> scheme :
        Map.of("light", ColorScheme.LIGHT, "dark", ColorScheme.DARK).entrySet()) {
      for (int width : new int[] {1280, 360}) {
        try (TestSite site = TestSite.with(TestModels.of(local, remote));
            BrowserTab tab = BrowserTab.open(site, width, scheme.getValue())) {
          Page page = tab.visit("/lab");
          ask(page);
          assertThat(answer(page, "qwen3-1.7b").locator(".stream-phase")).hasText("Done");
          tab.check();
          tab.picture("lab-%s-%d".formatted(scheme.getKey(), width));
        }
      }
    }
  }

  private static void ask(Page page) {
    assertThat(page.locator(".lab-models :checked")).not().hasCount(0);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ask")).click();
  }

  private static Locator answer(Page page, String model) {
    return page.locator(".lab-answer")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(model))));
  }

  private static Locator button(Locator within, String name) {
    return within.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }
}
