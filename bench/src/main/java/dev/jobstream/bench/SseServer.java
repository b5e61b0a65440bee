package dev.jobstream.bench;

import dev.jobstream.llm.BufferedChatStream;
import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.web.WebOptions;
import dev.jobstream.web.WebServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The real web server over a model that writes at a fixed rate; each delta tells its time. */
final class SseServer {
  private SseServer() {}

  /**
   * Serves until the process is ended.
   *
   * @param args updates a second, updates of a stream, the folder of the store
   */
  public static void main(String[] args) throws InterruptedException {
    int updates = Integer.parseInt(args[0]);
    int perStream = Integer.parseInt(args[1]);
    Clock clock = Clock.systemUTC();
    BenchFolder folder = new BenchFolder(Path.of(args[2]));
    try (Tracker tracker = folder.tracker(clock);
        SteadyModel model = new SteadyModel(updates, perStream);
        WebServer server =
            WebServer.start(
                WebOptions.defaults().withPort(0),
                folder.webParts(tracker, model, clock, SseServer::log))) {
      System.out.println(SseBench.READY + server.address());
      Thread.currentThread().join();
    }
  }

  private static void log(String line) {
    System.err.println(line);
  }

  /** Writes {@code nanoTime;} at a rate, whoever reads. */
  private static final class SteadyModel implements ChatModel, AutoCloseable {
    private static final Capabilities CAPABILITIES =
        new Capabilities(true, false, false, false, Capabilities.Cancellation.STOPS_COMPUTE);

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final AtomicInteger streams = new AtomicInteger();
    private final long periodNanos;
    private final int perStream;

    SteadyModel(int updates, int perStream) {
      this.periodNanos = TimeUnit.SECONDS.toNanos(1) / updates;
      this.perStream = perStream;
    }

    @Override
    public String id() {
      return "steady";
    }

    @Override
    public Capabilities capabilities() {
      return CAPABILITIES;
    }

    @Override
    public ChatStream stream(ChatRequest request) {
      return new BufferedChatStream(new Steady());
    }

    @Override
    public void close() {
      timer.shutdownNow();
    }

    private final class Steady implements BufferedChatStream.Source {
      private int written;
      private volatile @Nullable ScheduledFuture<?> task;

      @Override
      public void start(BufferedChatStream stream) {
        // Spread over the period, as streams that begin at any time are.
        long delay = periodNanos * (streams.getAndIncrement() % 97) / 97;
        task =
            timer.scheduleAtFixedRate(
                () -> {
                  if (written++ < perStream) {
                    stream.put(new StreamEvent.TextDelta(System.nanoTime() + ";"));
                  } else {
                    stream.put(StreamEvent.Completed.empty());
                  }
                },
                // Long enough for all clients to be there.
                TimeUnit.SECONDS.toNanos(3) + delay,
                periodNanos,
                TimeUnit.NANOSECONDS);
      }

      @Override
      public void cancel() {
        close();
      }

      @Override
      public void close() {
        ScheduledFuture<?> running = task;
        if (running != null) {
          running.cancel(false);
        }
      }
    }
  }
}
