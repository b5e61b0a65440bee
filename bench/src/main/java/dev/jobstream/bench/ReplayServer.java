package dev.jobstream.bench;

import dev.jobstream.testsupport.http.WireExchange;
import dev.jobstream.testsupport.http.WireServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server in a process of its own, so that its work is not counted as its clients'. It replays a
 * stream of OpenAI's protocol in the form in which OpenAI sends it; the name of the model says how:
 * {@code bulk-N}, N deltas as fast as they are taken; {@code paced-N-P}, N deltas, P a second, each
 * a packet; {@code bytes-N}, N bytes of long deltas; {@code endless}, one a millisecond.
 */
final class ReplayServer implements AutoCloseable {
  private static final List<String> WORDS =
      List.of(
          "The", " posting", " asks", " for", " a", " backend", " engineer", " in", " Dublin", ".");

  private final Process process;
  private final URI uri;

  private ReplayServer(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Starts the process and waits until it listens. */
  static ReplayServer start() throws IOException {
    Process process = OwnProcess.java(List.of("-Xmx256m"), ReplayServer.class, List.of()).start();
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (line == null) {
      throw new IOException("The server of the benchmark did not start.");
    }
    return new ReplayServer(process, URI.create(line));
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** The server's own process: ends with its standard input. */
  public static void main(String[] args) throws IOException {
    try (WireServer server = WireServer.start(ReplayServer::replay)) {
      System.out.println(server.uri());
      while (System.in.read() >= 0) {
        // Nothing is said there but the end.
      }
    }
  }

  private static void replay(WireExchange exchange) throws IOException, InterruptedException {
    String[] how = exchange.json().path("model").asText().split("-", -1);
    exchange.begin(200, "text/event-stream; charset=utf-8");
    exchange.write(chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"));
    switch (how[0]) {
      case "bulk" -> bulk(exchange, Integer.parseInt(how[1]));
      case "paced" -> paced(exchange, Integer.parseInt(how[1]), Integer.parseInt(how[2]));
      case "bytes" -> bytes(exchange, Long.parseLong(how[1]));
      case "endless" -> {
        while (exchange.pause(1)) {
          exchange.write(delta(" on"));
        }
        return;
      }
      default -> throw new IOException("Nobody knows this model.");
    }
    exchange.write(chunk("{}", "\"stop\"") + "data: [DONE]\n\n");
    exchange.end();
  }

  private static void bulk(WireExchange exchange, int deltas) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < deltas; i++) {
      block.writeBytes(delta(WORDS.get(i % WORDS.size())).getBytes(StandardCharsets.UTF_8));
      if (block.size() > 12_000 || i + 1 == deltas) {
        exchange.write(block.toByteArray());
        block.reset();
      }
    }
  }

  /** Each delta tells when it was due, in microseconds of the system's clock. */
  private static void paced(WireExchange exchange, int deltas, int perSecond) throws IOException {
    long step = TimeUnit.SECONDS.toNanos(1) / perSecond;
    // All streams at once would be a burst that no model writes.
    long start = System.nanoTime() + Math.floorMod(exchange.hashCode() * 0x9E3779B97F4A7C15L, step);
    for (int i = 0; i < deltas; i++) {
      long due = start + i * step;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      exchange.write(delta(" " + due / 1_000));
    }
  }

  private static void bytes(WireExchange exchange, long bytes) throws IOException {
    byte[] block = delta("x".repeat(8_000)).getBytes(StandardCharsets.UTF_8);
    for (long sent = 0; sent < bytes; sent += block.length) {
      exchange.write(block);
    }
  }

  private static String delta(String text) {
    return chunk("{\"content\":\"" + text + "\"}", "null");
  }

  private static String chunk(String delta, String reason) {
    return "data: {\"id\":\"chatcmpl-8Kq2vXyZ\",\"object\":\"chat.completion.chunk\",\"created\":1773308467,"
        + "\"model\":\"gpt-4.1-mini-2025-04-14\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_34a54ae93c\","
        + "\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + reason
        + "}],\"usage\":null,\"obfuscation\":\"aB3xQ9\"}\n\n";
  }
}
