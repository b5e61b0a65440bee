package dev.jobstream.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clients that read server-sent events from plain sockets, each on a virtual thread. */
final class SseLoad {
  private static final Pattern EVENTS = Pattern.compile("\"events\":\"([^\"]+)\"");
  private static final Pattern TIMES = Pattern.compile("(\\d+);");

  private final URI address;
  private final int perStream;
  private final long[] latencies;
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong doubled = new AtomicLong();
  private final Map<String, Integer> broken = new ConcurrentHashMap<>();

  /**
   * What was measured.
   *
   * @param sorted the nanoseconds from event to client
   * @param broken how many clients got no stream or none to its end, by the reason
   */
  record Result(
      List<Long> sorted, long events, long lost, long doubled, Map<String, Integer> broken) {
    double millis(double quantile) {
      return sorted.isEmpty()
          ? 0
          : sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * quantile))) / 1e6;
    }
  }

  private SseLoad(URI address, int clients, int perStream) {
    this.address = address;
    this.perStream = perStream;
    this.latencies = new long[clients * perStream];
  }

  static Result run(URI address, int clients, int perStream, int seconds)
      throws InterruptedException {
    SseLoad load = new SseLoad(address, clients, perStream);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      threads.add(Thread.ofVirtual().start(load::client));
    }
    for (Thread thread : threads) {
      thread.join(Duration.ofSeconds(seconds + 120L));
    }
    int count = (int) Math.min(load.seen.get(), load.latencies.length);
    long[] sorted = Arrays.copyOf(load.latencies, count);
    Arrays.sort(sorted);
    return new Result(
        Arrays.stream(sorted).boxed().toList(),
        load.seen.get(),
        load.lost.get(),
        load.doubled.get(),
        load.broken);
  }

  private void client() {
    try {
      String path = start();
      try (Socket socket = new Socket(address.getHost(), address.getPort())) {
        ask(socket, "GET", path, "");
        read(socket.getInputStream());
      }
    } catch (IOException e) {
      broken.merge(e.toString(), 1, Integer::sum);
    }
  }

  private String start() throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      ask(socket, "POST", "/api/v1/lab/streams", "{\"model\":\"steady\",\"prompt\":\"Go.\"}");
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = EVENTS.matcher(answer);
      if (!matcher.find()) {
        throw new IOException("No stream was started: " + answer);
      }
      return matcher.group(1);
    }
  }

  private void ask(Socket socket, String method, String path, String body) throws IOException {
    String request =
        "%s %s HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(method, path, address.getHost(), address.getPort(), body.length(), body);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Reads to the end of the stream; each delta tells when it was written. */
  private void read(InputStream in) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 2048);
    long previous = 0;
    int mine = 0;
    boolean completed = false;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      completed |= line.equals("event: completed");
      if (!line.startsWith("data: {\"text\"")) {
        continue;
      }
      long now = System.nanoTime();
      // A client that is behind gets several updates as one.
      Matcher times = TIMES.matcher(line);
      while (times.find()) {
        long written = Long.parseLong(times.group(1));
        if (written <= previous) {
          doubled.incrementAndGet();
        } else {
          long index = seen.getAndIncrement();
          if (index < latencies.length) {
            latencies[(int) index] = now - written;
          }
          mine++;
        }
        previous = Math.max(previous, written);
      }
    }
    lost.addAndGet(perStream - mine);
    if (!completed) {
      broken.merge("the stream ended too early", 1, Integer::sum);
    }
  }
}
