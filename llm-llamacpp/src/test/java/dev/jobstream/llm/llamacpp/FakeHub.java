package dev.jobstream.llm.llamacpp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Two real servers: one that redirects as Hugging Face does, and the storage host that it redirects
 * to. What goes wrong is set by each test.
 */
final class FakeHub implements AutoCloseable {
  /** A request as it came in. */
  record Seen(String server, String path, Map<String, List<String>> headers) {
    String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().getFirst())
          .findFirst()
          .orElse("");
    }
  }

  /** Answers a request in place of the usual answer. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  final List<Seen> seen = new CopyOnWriteArrayList<>();
  final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** How many bytes each coming answer of the storage host has before it is cut. */
  final Queue<Integer> cuts = new ArrayDeque<>();

  /** Answers of the hub to its coming requests, before the usual ones. */
  final Queue<Answer> hubAnswers = new ArrayDeque<>();

  /** Cuts only when the client has read what was sent; else its client may lose some of it. */
  volatile boolean cutsWhatWasRead = true;

  private long read;

  final CountDownLatch release = new CountDownLatch(1);
  final CountDownLatch stalled = new CountDownLatch(1);
  volatile boolean ignoresRange;
  volatile boolean tellsLinked = true;
  volatile boolean tellsEtag = true;
  volatile boolean isChunked;
  volatile String wrongHash = "";
  volatile int stallsAfter = -1;
  volatile String storageEtag = "\"storage-1\"";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer hub;
  private final HttpServer storage;

  FakeHub() throws IOException {
    hub = start(this::answerHub);
    storage = start(this::answerStorage);
  }

  private HttpServer start(Answer answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer.to(exchange);
          }
        });
    server.start();
    return server;
  }

  String endpoint() {
    return address(hub);
  }

  /** The storage host's own address of a file, as of any web server. */
  String storageAddress(String fileName) {
    return address(storage) + "/blobs/" + fileName;
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Seen> seenBy(String server) {
    return seen.stream().filter(request -> request.server().equals(server)).toList();
  }

  private void answerHub(HttpExchange exchange) throws IOException {
    record(exchange, "hub");
    Answer special = hubAnswers.poll();
    if (special != null) {
      special.to(exchange);
      return;
    }
    String path = exchange.getRequestURI().getPath();
    String fileName = path.substring(path.lastIndexOf('/') + 1);
    byte[] content = files.get(fileName);
    if (!path.contains("/resolve/") || content == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    Headers headers = exchange.getResponseHeaders();
    if (tellsLinked) {
      headers.set("X-Linked-Size", String.valueOf(content.length));
      headers.set("X-Linked-Etag", '"' + (wrongHash.isEmpty() ? sha256(content) : wrongHash) + '"');
    }
    headers.set("Location", storageAddress(fileName) + "?signature=secret");
    exchange.sendResponseHeaders(302, -1);
  }

  private void answerStorage(HttpExchange exchange) throws IOException {
    record(exchange, "storage");
    String path = exchange.getRequestURI().getPath();
    byte[] content = files.get(path.substring(path.lastIndexOf('/') + 1));
    if (content == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/octet-stream");
    if (tellsEtag) {
      headers.set("ETag", storageEtag);
    }
    int start = start(exchange, content.length);
    if (start > content.length - 1) {
      headers.set("Content-Range", "bytes */" + content.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    int length = content.length - start;
    if (start > 0) {
      headers.set(
          "Content-Range", "bytes %d-%d/%d".formatted(start, content.length - 1, content.length));
    }
    exchange.sendResponseHeaders(start > 0 ? 206 : 200, isChunked ? 0 : length);
    send(exchange, content, start, length);
  }

  private int start(HttpExchange exchange, int length) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
    if (range == null || ignoresRange || (ifRange != null && !ifRange.equals(storageEtag))) {
      return 0;
    }
    return Math.min(Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1")), length);
  }

  private void send(HttpExchange exchange, byte[] content, int start, int length)
      throws IOException {
    Integer cut = cuts.poll();
    int stall = stallsAfter;
    if (cut != null) {
      exchange.getResponseBody().write(content, start, Math.min(cut, length));
      exchange.getResponseBody().flush();
      if (cutsWhatWasRead) {
        awaitRead(start + Math.min(cut, length));
      }
      // Closed without its end: the connection breaks.
      return;
    }
    if (stall >= 0) {
      exchange.getResponseBody().write(content, start, Math.min(stall, length));
      exchange.getResponseBody().flush();
      stalled.countDown();
      awaitRelease();
      return;
    }
    exchange.getResponseBody().write(content, start, length);
    exchange.getResponseBody().close();
  }

  /** The client tells how much of the file it has. */
  synchronized void clientHas(long bytes) {
    read = bytes;
    notifyAll();
  }

  private synchronized void awaitRead(long bytes) {
    try {
      while (read < bytes) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void record(HttpExchange exchange, String server) {
    seen.add(
        new Seen(
            server, exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders())));
  }

  static Answer text(int status, String body, Map<String, String> headers) {
    return exchange -> {
      headers.forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    };
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  URI endpointUri() {
    return URI.create(endpoint());
  }

  @Override
  public void close() {
    release.countDown();
    hub.stop(0);
    storage.stop(0);
    threads.shutdownNow();
  }
}
