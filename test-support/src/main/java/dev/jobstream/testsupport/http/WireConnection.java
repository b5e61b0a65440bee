package dev.jobstream.testsupport.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link WireServer}: its requests one after the other. */
final class WireConnection {
  private final Socket socket;
  private final WireServer.Handler handler;
  private final Consumer<WireConnection> onEnd;
  private final InputStream in;
  private final OutputStream out;

  WireConnection(Socket socket, WireServer.Handler handler, Consumer<WireConnection> onEnd)
      throws IOException {
    this.socket = socket;
    this.handler = handler;
    this.onEnd = onEnd;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  void start() {
    Thread.ofVirtual().name("wire-connection").start(this::serve);
  }

  /** Ends the connection with a reset, as a server that has crashed. */
  void drop() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    close();
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  OutputStream out() {
    return out;
  }

  private void serve() {
    try {
      int first = in.read();
      while (first >= 0) {
        WireExchange exchange = readRequest(first);
        Watcher watcher = new Watcher(exchange);
        try {
          handler.handle(exchange);
        } catch (IOException e) {
          // The client has gone.
          close();
        }
        if (!exchange.keepsConnection()) {
          close();
        }
        first = watcher.awaitNextByte();
      }
    } catch (IOException e) {
      // The client has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
      onEnd.accept(this);
    }
  }

  /** Waits for what comes behind a request: the next one, or the client's end. */
  private final class Watcher {
    private final CountDownLatch seen = new CountDownLatch(1);
    private volatile int nextByte = -1;

    Watcher(WireExchange exchange) {
      Thread.ofVirtual()
          .name("wire-watcher")
          .start(() -> {
            try {
              nextByte = in.read();
            } catch (IOException e) {
              // A reset is an end too.
            }
            if (nextByte < 0) {
              exchange.clientHasGone();
            }
            seen.countDown();
          });
    }

    int awaitNextByte() throws InterruptedException {
      seen.await();
      return nextByte;
    }
  }

  private WireExchange readRequest(int first) throws IOException {
    String[] start = ((char) first + line()).split(" ", 3);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    return new WireExchange(this, start[0], start[1], headers, body(headers));
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    @Nullable String length = headers.get("Content-Length");
    if (length != null) {
      return in.readNBytes(Integer.parseInt(length));
    }
    if (!"chunked".equals(headers.getOrDefault("Transfer-Encoding", "").toLowerCase(Locale.ROOT))) {
      return new byte[0];
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.writeBytes(in.readNBytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().replaceFirst(";.*", "").strip(), 16);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("The client went in the middle of a request.");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
