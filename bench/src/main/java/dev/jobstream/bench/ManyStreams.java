package dev.jobstream.bench;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.http.OpenAiChatModel;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Many streams at once on virtual threads, and how late their deltas are: from when the server was
 * to write one to when its reader has it. Both clocks are the system's own.
 *
 * @param perSecond deltas of each stream
 */
record ManyStreams(URI server, int streams, int perSecond, int seconds) {
  private static final int LARGEST_MILLIS = 60_000;

  double p99Millis() throws InterruptedException {
    int deltas = perSecond * seconds;
    OpenAiChatModel model = HttpClients.ours(server, "paced-%d-%d".formatted(deltas, perSecond));
    // A bucket a tenth of a millisecond.
    AtomicLongArray buckets = new AtomicLongArray(LARGEST_MILLIS * 10 + 1);
    AtomicInteger failed = new AtomicInteger();
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      readers.add(
          Thread.ofVirtual()
              .start(() -> {
                try (ChatStream stream = model.stream(ChatRequest.of("Read the posting."))) {
                  StreamEvent.Terminal end = stream.run(event -> note(event, buckets));
                  if (!(end instanceof StreamEvent.Completed)) {
                    failed.incrementAndGet();
                  }
                }
              }));
    }
    for (Thread reader : readers) {
      reader.join();
    }
    double p99 = percentile(buckets, 0.99);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%,d streams at once, %d deltas a second each, %d s: late by %.1f ms (median), %.1f ms (99 %%), %.1f ms (worst); %d failed",
            streams,
            perSecond,
            seconds,
            percentile(buckets, 0.5),
            p99,
            percentile(buckets, 1),
            failed.get()));
    return failed.get() == 0 ? p99 : Double.MAX_VALUE;
  }

  private static void note(StreamEvent event, AtomicLongArray buckets) {
    if (event instanceof StreamEvent.TextDelta delta) {
      long late = System.nanoTime() / 1_000 - Long.parseLong(delta.text().strip());
      buckets.incrementAndGet(Math.clamp(late / 100, 0, buckets.length() - 1));
    }
  }

  private static double percentile(AtomicLongArray buckets, double share) {
    long all = 0;
    for (int i = 0; i < buckets.length(); i++) {
      all += buckets.get(i);
    }
    long wanted = (long) Math.ceil(all * share);
    long seen = 0;
    for (int i = 0; i < buckets.length(); i++) {
      seen += buckets.get(i);
      if (seen >= wanted) {
        return (i + 1) / 10.0;
      }
    }
    return LARGEST_MILLIS;
  }
}
