package dev.jobstream.bench;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.llamacpp.Lever;
import dev.jobstream.llm.llamacpp.LlamaChatModel;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Threads that stream, cancel and close at random. */
@Command(
    name = "stress",
    mixinStandardHelpOptions = true,
    description =
        "Threads stream, cancel and close at random over one model; prints how the streams ended. Every one must end exactly once.")
final class StressBench implements Callable<Integer> {
  @Mixin TinyModel model = new TinyModel();

  @Option(
      names = "--threads",
      defaultValue = "8",
      description = "Threads. Default ${DEFAULT-VALUE}.")
  int threads;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long. Default ${DEFAULT-VALUE}.")
  int seconds;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the random choices. Default ${DEFAULT-VALUE}.")
  long seed;

  private final AtomicLong completed = new AtomicLong();
  private final AtomicLong cancelled = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path gguf = model.path();
    System.out.println(BenchModel.machine());
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try (LlamaChatModel chat =
        LlamaChatModel.open(
            gguf, LlamaOptions.defaults().withContexts(2).withLevers(EnumSet.allOf(Lever.class)))) {
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Random random = new Random(seed + i);
        workers.add(
            Thread.ofPlatform()
                .start(() -> {
                  while (System.nanoTime() < until) {
                    one(chat, random);
                  }
                }));
      }
      for (Thread worker : workers) {
        if (!worker.join(Duration.ofSeconds(seconds + 60L))) {
          throw new IllegalStateException("A thread hangs: " + List.of(worker.getStackTrace()));
        }
      }
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d threads for %d s: %,d completed, %,d cancelled, %,d failed, %,d without exactly one terminal event",
            threads,
            seconds,
            completed.get(),
            cancelled.get(),
            failed.get(),
            wrong.get()));
    return wrong.get() == 0 && failed.get() == 0 ? 0 : 1;
  }

  private void one(LlamaChatModel chat, Random random) {
    String text = BenchModel.text(5 + random.nextInt(100), random.nextLong());
    var builder =
        random.nextInt(4) == 0
            ? SoakBench.inJson(text, random.nextBoolean())
            : ChatRequest.builder().user(text);
    ChatRequest request = builder.maxTokens(1 + random.nextInt(32)).build();
    int choice = random.nextInt(5);
    int after = random.nextInt(12);
    try (ChatStream stream =
        random.nextInt(8) == 0 ? chat.prewarm(request) : chat.stream(request)) {
      switch (choice) {
        case 0 -> stream.cancel();
        case 1 -> Thread.ofVirtual().start(stream::cancel);
        case 2 -> Thread.ofVirtual().start(stream::close);
        default -> {}
      }
      int terminals = 0;
      int seen = 0;
      for (StreamEvent event : stream) {
        if (terminals > 0) {
          wrong.incrementAndGet();
        }
        switch (event) {
          case StreamEvent.Completed c -> completed.incrementAndGet();
          case StreamEvent.Cancelled c -> cancelled.incrementAndGet();
          case StreamEvent.Failed f -> failed.incrementAndGet();
          case StreamEvent.Progress p -> {}
          case StreamEvent.TextDelta d -> {}
          case StreamEvent.ThinkingDelta d -> {}
          case StreamEvent.PropertyConfidence sure -> {}
          case StreamEvent.ModelSwitched s -> {}
        }
        terminals += event instanceof StreamEvent.Terminal ? 1 : 0;
        seen++;
        if (choice == 3 && seen == after) {
          Thread.ofVirtual().start(stream::close);
        }
        if (choice == 4 && seen == after) {
          stream.cancel();
        }
      }
      if (terminals != 1) {
        wrong.incrementAndGet();
      }
    }
  }
}
