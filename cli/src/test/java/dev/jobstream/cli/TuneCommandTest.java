package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.llm.llamacpp.LlamaOptions.CacheType;
import dev.jobstream.llm.llamacpp.LlamaOptions.FlashAttention;
import dev.jobstream.llm.llamacpp.LlamaTuner;
import dev.jobstream.llm.llamacpp.LlamaTuning;
import dev.jobstream.testsupport.gguf.TestGguf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was tuned is kept for its model and machine, and a broken file does no harm. */
class TuneCommandTest {
  private static final LlamaTuning TUNING =
      new LlamaTuning(2, 3, 256, FlashAttention.ON, CacheType.Q8_0);

  private static final Path SAMPLE =
      Path.of(System.getProperty("jobstream.project", "..")).resolve("samples/plain-text.txt");

  @TempDir Path folder;

  @Test
  void whatWasFoundIsKeptForThisModelAlone() throws IOException {
    Tunings tunings = new Tunings(folder.resolve("home").resolve("tuning.json"));
    Path model = Files.writeString(folder.resolve("a.gguf"), "a");
    Path other = Files.writeString(folder.resolve("b.gguf"), "b");
    assertThat(tunings.find(model)).isEmpty();
    tunings.keep(model, new LlamaTuner.Trial(TUNING, 100, 10));
    assertThat(tunings.find(model)).contains(TUNING);
    assertThat(tunings.find(other)).isEmpty();
    LlamaTuning better = LlamaTuning.of(LlamaOptions.defaults().withThreads(1, 1));
    tunings.keep(other, new LlamaTuner.Trial(TUNING, 100, 10));
    tunings.keep(model, new LlamaTuner.Trial(better, 200, 20));
    assertThat(tunings.find(model)).contains(better);
    assertThat(tunings.find(other)).contains(TUNING);
    Files.writeString(model, "another model");
    assertThat(tunings.find(model)).isEmpty();
  }

  @Test
  void aModelIsTunedAndThenRunWithWhatWasFound() throws IOException {
    Path model = folder.resolve("tiny.gguf");
    TestGguf.qwen3().write(model);
    TestSession session = new TestSession(folder);
    assertThat(session.run("tune", "--model", model.toString(), "--json")).isZero();
    JsonNode told = new ObjectMapper().readTree(session.out());
    assertThat(told.path("trials")).hasSizeGreaterThan(2);
    assertThat(told.path("best").path("typicalAnalysisMillis").asLong()).isPositive();
    LlamaTuning found =
        new Tunings(folder.resolve(".jobstream/tuning.json")).find(model).orElseThrow();
    assertThat(found.threads()).isEqualTo(told.path("best").path("threads").asInt());

    List<LlamaOptions> opened = new ArrayList<>();
    TestSession after =
        new TestSession(folder)
            .engine((file, options) -> {
              opened.add(options);
              throw new LlmException.ModelUnavailable("It is seen how it would be opened.");
            });
    after.run("analyze", "--model", model.toString(), SAMPLE.toString());
    assertThat(opened)
        .isNotEmpty()
        .allSatisfy(options -> assertThat(LlamaTuning.of(options)).isEqualTo(found));
  }

  @Test
  void aModelBehindAServerCannotBeTuned() {
    TestSession session = new TestSession(folder);
    assertThat(session.run("tune", "--model", "ollama:qwen3")).isEqualTo(ExitCode.USAGE);
    assertThat(session.err()).contains("`ollama:qwen3` does not run in this process");
  }

  @Test
  void aBrokenFileIsAsIfItWereNotThere() throws IOException {
    Path file = folder.resolve("tuning.json");
    Path model = Files.writeString(folder.resolve("a.gguf"), "a");
    Tunings tunings = new Tunings(file);
    for (String broken : new String[] {"", "{", "{}", "[1]", "[{\"model\":7}]"}) {
      Files.writeString(file, broken);
      assertThat(tunings.find(model)).as(broken).isEmpty();
      tunings.keep(model, new LlamaTuner.Trial(TUNING, 100, 10));
      assertThat(tunings.find(model)).as(broken).contains(TUNING);
    }
  }
}
