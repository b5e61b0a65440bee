package dev.jobstream.bench;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.llamacpp.LlamaChatModel;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long a cancel takes while a long prompt is read. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description =
        "Cancels at random moments while a long prompt is read, and prints how long it took until the native call had returned and the stream had ended.")
final class CancelBench implements Callable<Integer> {
  @Mixin BenchModel model = new BenchModel();

  @Option(
      names = "--prompt",
      defaultValue = "4000",
      description = "Prompt tokens, about. Default ${DEFAULT-VALUE}.")
  int promptTokens;

  @Option(
      names = "--times",
      defaultValue = "20",
      description = "Cancels. Default ${DEFAULT-VALUE}.")
  int times;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path file = model.path();
    Random random = new Random(1);
    double[] millis = new double[times];
    LlamaOptions options = LlamaOptions.defaults().withContextTokens(promptTokens * 5 / 4 + 256);
    System.out.println(BenchModel.machine());
    try (LlamaChatModel chat = LlamaChatModel.open(file, options)) {
      int words = BenchModel.words(chat, promptTokens);
      long readingMillis = readingMillis(chat, words);
      for (int i = 0; i < times; i++) {
        millis[i] =
            cancelled(
                    chat, words, i, Math.toIntExact(readingMillis * (5 + random.nextInt(70)) / 100))
                / 1e6;
        System.out.println(String.format(Locale.ROOT, "%2d  %.1f ms", i + 1, millis[i]));
      }
    }
    double worst = java.util.Arrays.stream(millis).max().orElse(0);
    System.out.println(
        String.format(
            Locale.ROOT,
            "model %s, prompt of about %d tokens: cancel to end, median of %d: %.1f ms, worst %.1f ms",
            file.getFileName(),
            promptTokens,
            times,
            BenchModel.median(millis),
            worst));
    return 0;
  }

  /** How long the whole prompt takes to read. */
  private static long readingMillis(LlamaChatModel chat, int words) {
    try (ChatStream stream = chat.prewarm(ChatRequest.of(BenchModel.text(words, -2)))) {
      return stream.run(event -> {}).timings().reading().toMillis();
    }
  }

  /** The nanoseconds from a cancel, so many milliseconds into the reading, to the stream's end. */
  private long cancelled(LlamaChatModel chat, int words, int seed, int afterMillis)
      throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    AtomicLong ended = new AtomicLong();
    ChatRequest request = ChatRequest.of(BenchModel.text(words, seed));
    try (ChatStream stream = chat.stream(request)) {
      Thread reader =
          Thread.ofVirtual()
              .start(() -> {
                StreamEvent.Terminal end =
                    stream.run(event -> {
                      if (event instanceof StreamEvent.Progress progress
                          && progress.phase() == Phase.READING) {
                        reading.countDown();
                      }
                    });
                if (end instanceof StreamEvent.Cancelled cancelled
                    && cancelled.during() == Phase.READING) {
                  ended.set(System.nanoTime());
                }
                reading.countDown();
              });
      reading.await();
      TimeUnit.MILLISECONDS.sleep(afterMillis);
      long start = System.nanoTime();
      stream.cancel();
      reader.join();
      if (ended.get() == 0) {
        throw new IllegalStateException(
            "The stream was not cancelled while it read; use a longer prompt.");
      }
      return ended.get() - start;
    }
  }
}
