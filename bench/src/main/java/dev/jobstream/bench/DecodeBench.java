package dev.jobstream.bench;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.llamacpp.LlamaChatModel;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.llm.llamacpp.LlamaOptions.FlashAttention;
import dev.jobstream.llm.llamacpp.ProcessorCores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Our loop, seen by a reader of its stream, beside a bare loop over the C API. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description =
        "Prints prompt and generation tokens/s of a chat stream beside a bare loop over llama.cpp's C API, in turns, on the same model, threads and token counts.")
final class DecodeBench implements Callable<Integer> {
  @Mixin BenchModel model = new BenchModel();

  @Option(
      names = "--prompt",
      defaultValue = "512",
      description = "Prompt tokens, about. Default ${DEFAULT-VALUE}.")
  int promptTokens;

  @Option(
      names = "--write",
      defaultValue = "64",
      description = "Tokens to write. Default ${DEFAULT-VALUE}.")
  int writtenTokens;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "Counted rounds, after one that is not. Default ${DEFAULT-VALUE}.")
  int rounds;

  @Option(
      names = "--threads",
      defaultValue = "0",
      description = "Threads; 0, the default, means the physical cores.")
  int threads;

  @Option(
      names = "--flash-attention",
      defaultValue = "AUTO",
      description = "${COMPLETION-CANDIDATES}. Default ${DEFAULT-VALUE}.")
  FlashAttention flashAttention = FlashAttention.AUTO;

  @Override
  public Integer call() throws IOException {
    Path file = model.path();
    int used = threads == 0 ? ProcessorCores.physical() : threads;
    int contextTokens = (promptTokens * 5 / 4 + writtenTokens + 512) / 256 * 256;
    LlamaOptions options =
        LlamaOptions.defaults()
            .withContextTokens(contextTokens)
            .withThreads(used, used)
            .withFlashAttention(flashAttention);
    int flash = flashAttention.code();
    System.out.println(BenchModel.machine());
    System.out.println(
        String.format(
            Locale.ROOT,
            "model %s, %d threads, context %d, flash attention %s",
            file.getFileName(),
            used,
            contextTokens,
            flashAttention));
    double[][] ours = new double[2][rounds];
    double[][] bare = new double[2][rounds];
    double[][] ratio = new double[2][rounds];
    try (BareLoop loop = new BareLoop(file, contextTokens, options.batchTokens(), used, flash);
        LlamaChatModel chat = LlamaChatModel.open(file, options)) {
      System.out.println("round   ours: read     write   bare: read     write   tokens/s");
      int words = BenchModel.words(chat, promptTokens);
      for (int round = -1; round < rounds; round++) {
        Streamed streamed = stream(chat, words, round);
        BareLoop.Speeds plain = loop.run(streamed.promptTokens(), streamed.writtenTokens(), round);
        if (round < 0) {
          continue;
        }
        ours[0][round] = streamed.speeds().promptTokensPerSecond();
        ours[1][round] = streamed.speeds().writtenTokensPerSecond();
        bare[0][round] = plain.promptTokensPerSecond();
        bare[1][round] = plain.writtenTokensPerSecond();
        ratio[0][round] = ours[0][round] / bare[0][round];
        ratio[1][round] = ours[1][round] / bare[1][round];
        System.out.println(
            String.format(
                Locale.ROOT,
                "%5d   %10.1f %9.1f   %10.1f %9.1f   (%d read, %d written)",
                round + 1,
                ours[0][round],
                ours[1][round],
                bare[0][round],
                bare[1][round],
                streamed.promptTokens(),
                streamed.writtenTokens()));
      }
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "median  %10.1f %9.1f   %10.1f %9.1f",
            BenchModel.median(ours[0]),
            BenchModel.median(ours[1]),
            BenchModel.median(bare[0]),
            BenchModel.median(bare[1])));
    System.out.println(
        String.format(
            Locale.ROOT,
            "ours / bare, median of the rounds: read %.3f, write %.3f",
            BenchModel.median(ratio[0]),
            BenchModel.median(ratio[1])));
    return 0;
  }

  private record Streamed(BareLoop.Speeds speeds, int promptTokens, int writtenTokens) {}

  /** Times a stream as its reader sees it, from the call to the last event. */
  private Streamed stream(LlamaChatModel chat, int words, int round) {
    ChatRequest request =
        ChatRequest.builder().user(BenchModel.text(words, round)).maxTokens(writtenTokens).build();
    long[] writing = new long[1];
    long start = System.nanoTime();
    StreamEvent.Terminal end;
    try (ChatStream stream = chat.stream(request)) {
      end =
          stream.run(event -> {
            if (event instanceof StreamEvent.Progress progress
                && progress.phase() == Phase.WRITING
                && progress.done() == 0) {
              writing[0] = System.nanoTime();
            }
          });
    }
    long stop = System.nanoTime();
    if (!(end instanceof StreamEvent.Completed)) {
      throw new IllegalStateException("The stream ended with " + end);
    }
    int read = end.usage().promptTokens() - end.usage().cachedPromptTokens();
    int written = end.usage().completionTokens();
    return new Streamed(
        new BareLoop.Speeds(
            read / ((writing[0] - start) / 1e9), (written - 1) / ((stop - writing[0]) / 1e9)),
        read,
        written);
  }
}
