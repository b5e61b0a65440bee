package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.llamacpp.LlamaOptions.CacheType;
import dev.jobstream.llm.llamacpp.LlamaOptions.FlashAttention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LlamaTunerTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void theBestIsOneOfThoseThatWereTried() {
    List<LlamaTuner.Trial> trials = new ArrayList<>();
    LlamaTuner.Trial best =
        new LlamaTuner(TestModels.qwen3Chat(), LlamaOptions.defaults(), LIMIT)
            .run((done, total, trial) -> {
              assertThat(done).isBetween(1, total);
              trials.add(trial);
            })
            .orElseThrow();
    assertThat(trials).extracting(trial -> trial.tuning().threads()).contains(1);
    assertThat(trials)
        .extracting(trial -> trial.tuning().flashAttention())
        .contains(FlashAttention.AUTO, FlashAttention.OFF, FlashAttention.ON);
    assertThat(trials)
        .extracting(trial -> trial.tuning().batchTokens())
        .contains(best.tuning().batchTokens());
    assertThat(best.readTokensPerSecond()).isPositive();
    assertThat(best.stepsPerSecond()).isPositive();
    LlamaOptions tuned = best.tuning().over(LlamaOptions.defaults().withContextTokens(1_024));
    try (LlamaChatModel model = LlamaChatModel.open(TestModels.qwen3Chat(), tuned)) {
      assertThat(
              Streamed.of(model, ChatRequest.builder().user("Hello").maxTokens(8).build()).text())
          .isNotEmpty();
    }
  }

  @Test
  void aCancelEndsItWithoutAResult() {
    LlamaTuner tuner = new LlamaTuner(TestModels.qwen3Chat(), LlamaOptions.defaults(), LIMIT);
    List<LlamaTuner.Trial> trials = new ArrayList<>();
    assertThat(
            tuner.run((done, total, trial) -> {
              trials.add(trial);
              tuner.cancel();
            }))
        .isEmpty();
    assertThat(trials).hasSize(1);
  }

  @Test
  void threadCountsGoFromAllCoresToOne() {
    assertThat(LlamaTuner.threadCounts(1)).containsExactly(1);
    assertThat(LlamaTuner.threadCounts(2)).containsExactly(2, 1);
    assertThat(LlamaTuner.threadCounts(8)).containsExactly(8, 7, 4, 2, 1);
  }

  @Test
  void whatTheSettingsSayGoesBeforeWhatWasTuned() {
    LlamaTuning tuning = new LlamaTuning(3, 5, 256, FlashAttention.ON, CacheType.Q8_0);
    assertThat(LlamaTuning.of(tuning.under(LlamaOptions.defaults()))).isEqualTo(tuning);
    assertThat(
            LlamaTuning.of(
                tuning.under(
                    LlamaOptions.defaults()
                        .withThreads(2, 2)
                        .withFlashAttention(FlashAttention.OFF))))
        .isEqualTo(new LlamaTuning(2, 2, 256, FlashAttention.OFF, CacheType.F16));
    assertThat(tuning.under(LlamaOptions.defaults().withContexts(4)).threads())
        .isEqualTo(LlamaOptions.AUTO);
  }
}
