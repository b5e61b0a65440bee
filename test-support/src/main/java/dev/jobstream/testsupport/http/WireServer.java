package dev.jobstream.testsupport.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on this machine that sends exactly what it is told to, in pieces as it is told
 * to, and sees when its clients go. Thread-safe; closing it ends every connection.
 */
public final class WireServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  /** Answers requests, each on a thread of its own. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Answers one request. A client that has gone shows up as an {@link IOException} of what is
     * written; it is nothing to worry about, and ends the handler.
     */
    void handle(WireExchange exchange) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final String scheme;
  private final @Nullable Handler handler;
  private final Set<WireConnection> connections = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<WireExchange> arrived = new LinkedBlockingQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();

  private WireServer(ServerSocket socket, String scheme, @Nullable Handler handler) {
    this.socket = socket;
    this.scheme = scheme;
    this.handler = handler;
    Thread.ofVirtual().name("wire-server").start(this::accept);
  }

  /** A server on any free port whose requests a handler answers. */
  public static WireServer start(Handler handler) {
    return start(0, ServerSocketFactory.getDefault(), "http", handler);
  }

  /** A server on any free port whose requests the test takes with {@link #next} and answers. */
  public static WireServer manual() {
    return start(0, ServerSocketFactory.getDefault(), "http", null);
  }

  /**
   * A server on a port.
   *
   * @param port 0 for any free one
   * @param sockets makes the listening socket, such as one that speaks TLS
   * @param scheme of its address
   * @param handler null if the test answers
   */
  public static WireServer start(
      int port, ServerSocketFactory sockets, String scheme, @Nullable Handler handler) {
    try {
      ServerSocket socket = sockets.createServerSocket();
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
      return new WireServer(socket, scheme, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The server cannot listen on port %d. Choose another one.".formatted(port), e);
    }
  }

  /** Its address, such as {@code http://127.0.0.1:40123}. */
  public URI uri() {
    return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort());
  }

  /**
   * The next request that has come; waits for it.
   *
   * @throws AssertionError if none comes within 30 seconds
   */
  public WireExchange next() throws InterruptedException {
    WireExchange exchange = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (exchange == null) {
      throw new AssertionError("No request came within %d s.".formatted(PATIENCE_SECONDS));
    }
    return exchange;
  }

  /** How many connections are open. */
  public int openConnections() {
    return connections.size();
  }

  /** How many connections there have been. */
  public int acceptedConnections() {
    return accepted.get();
  }

  /** How many requests have come. */
  public int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.forEach(WireConnection::drop);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        client.setTcpNoDelay(true);
        accepted.incrementAndGet();
        WireConnection connection = new WireConnection(client, this::answer, connections::remove);
        connections.add(connection);
        connection.start();
      } catch (IOException e) {
        // Closed, or a client that went before it was taken.
      }
    }
  }

  private void answer(WireExchange exchange) throws IOException, InterruptedException {
    requests.incrementAndGet();
    if (handler == null) {
      arrived.add(exchange);
      exchange.awaitDone();
    } else {
      handler.handle(exchange);
    }
  }
}
