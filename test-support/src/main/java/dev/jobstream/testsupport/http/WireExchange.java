package dev.jobstream.testsupport.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One request to a {@link WireServer}, and what is sent in return. Either {@link #respond} sends a
 * whole response, or {@link #begin}, any number of {@link #write} and {@link #end} send one in
 * chunks. Used by one thread at a time; the waits may come from any.
 */
public final class WireExchange {
  private static final long PATIENCE_SECONDS = 30;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WireConnection connection;
  private final String method;
  private final String path;
  private final Map<String, String> headers;
  private final byte[] body;
  private final CountDownLatch done = new CountDownLatch(1);
  private final CountDownLatch clientGone = new CountDownLatch(1);
  private volatile long clientGoneAt;
  private volatile boolean keepsConnection;

  WireExchange(
      WireConnection connection,
      String method,
      String path,
      Map<String, String> headers,
      byte[] body) {
    this.connection = connection;
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.body = body;
  }

  public String method() {
    return method;
  }

  /** The path with its query. */
  public String path() {
    return path;
  }

  /** A header of the request; empty if it has none of that name. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  public String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body as JSON; a missing node if it is empty. */
  public JsonNode json() throws IOException {
    return JSON.readTree(body);
  }

  /**
   * Sends a whole response.
   *
   * @param moreHeaders names and values in turn
   */
  public void respond(int status, String contentType, String text, String... moreHeaders)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String head = head(status, contentType, moreHeaders) + "Content-Length: " + bytes.length;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(bytes);
    send(all.toByteArray());
    keepsConnection = true;
    done.countDown();
  }

  /** Sends the head of a response in chunks. */
  public WireExchange begin(int status, String contentType, String... moreHeaders)
      throws IOException {
    String head = head(status, contentType, moreHeaders) + "Transfer-Encoding: chunked\r\n\r\n";
    send(head.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Sends a piece of the body, as one chunk. */
  public WireExchange write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a piece of the body, as one chunk; an empty one is nothing. */
  public WireExchange write(byte[] bytes) throws IOException {
    if (bytes.length > 0) {
      ByteArrayOutputStream chunk = new ByteArrayOutputStream(bytes.length + 16);
      chunk.writeBytes(
          (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      chunk.writeBytes(bytes);
      chunk.writeBytes(new byte[] {'\r', '\n'});
      send(chunk.toByteArray());
    }
    return this;
  }

  /** Ends a response in chunks; the connection stays for the next request. */
  public void end() throws IOException {
    send("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    keepsConnection = true;
    done.countDown();
  }

  /** Closes the connection as a server that stops in good order, whatever was promised. */
  public void hangUp() {
    connection.close();
    done.countDown();
  }

  /** Resets the connection as a server that crashes. */
  public void drop() {
    connection.drop();
    done.countDown();
  }

  /** Sends bytes as they are, which need not be HTTP. */
  public void send(byte[] bytes) throws IOException {
    OutputStream out = connection.out();
    out.write(bytes);
    out.flush();
  }

  /** Whether the client has closed the connection. */
  public boolean clientGone() {
    return clientGone.getCount() == 0;
  }

  /**
   * Waits until the client has closed the connection.
   *
   * @return when that was seen, as {@link System#nanoTime}
   * @throws AssertionError if it does not within 30 seconds
   */
  public long awaitClientGone() throws InterruptedException {
    if (!clientGone.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(
          "The client did not close the connection within %d s.".formatted(PATIENCE_SECONDS));
    }
    return clientGoneAt;
  }

  /** Waits a while, but no longer than the client is there; false if it has gone. */
  public boolean pause(long millis) throws InterruptedException {
    return !clientGone.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Whether a whole response was sent. */
  public boolean finished() {
    return keepsConnection;
  }

  void clientHasGone() {
    clientGoneAt = System.nanoTime();
    clientGone.countDown();
    done.countDown();
  }

  void awaitDone() throws InterruptedException {
    done.await();
  }

  boolean keepsConnection() {
    return keepsConnection;
  }

  private static String head(int status, String contentType, String... moreHeaders) {
    StringBuilder head = new StringBuilder("HTTP/1.1 %d %s\r\n".formatted(status, reason(status)));
    head.append("Content-Type: ").append(contentType).append("\r\n");
    for (int i = 0; i < moreHeaders.length; i += 2) {
      head.append(moreHeaders[i]).append(": ").append(moreHeaders[i + 1]).append("\r\n");
    }
    return head.toString();
  }

  private static String reason(int status) {
    return status == 200 ? "OK" : "Refused";
  }
}
