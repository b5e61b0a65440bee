package dev.jobstream.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks for pages as a browser does, compressed, and counts what comes over the wire. */
final class PageClient implements AutoCloseable {
  private static final Pattern ASSET = Pattern.compile("\"(/assets/[\\w.-]+)(?:#[\\w-]+)?\"");

  private final URI server;
  private final HttpClient plain = HttpClient.newHttpClient();

  PageClient(URI server) {
    this.server = server;
  }

  /**
   * An answer.
   *
   * @param wireBytes of its head and its body as they were sent
   * @param millis from the connecting to the last byte
   */
  record Answer(long wireBytes, double millis) {}

  /**
   * Asks over a connection of its own, which a browser that has one already need not open.
   *
   * @throws IOException if the answer is no page
   */
  Answer get(String path) throws IOException {
    String request =
        """
        GET %s HTTP/1.1\r
        Host: %s\r
        Accept: text/html,*/*;q=0.8\r
        Accept-Encoding: gzip, deflate, br, zstd\r
        Connection: close\r
        \r
        """
            .formatted(path, server.getAuthority());
    long begin = System.nanoTime();
    byte[] answer;
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      answer = socket.getInputStream().readAllBytes();
    }
    double millis = (System.nanoTime() - begin) / 1e6;
    String status = new String(answer, 0, Math.min(12, answer.length), StandardCharsets.US_ASCII);
    if (!status.equals("HTTP/1.1 200")) {
      throw new IOException("`%s` was answered with `%s`.".formatted(path, status));
    }
    return new Answer(answer.length, millis);
  }

  /** Bytes of a page's styles, scripts and pictures, which are fetched once and then kept. */
  long assetBytes(String path) throws IOException, InterruptedException {
    Set<String> all = new LinkedHashSet<>();
    collect(path, all);
    long bytes = 0;
    for (String asset : all) {
      bytes += get(asset).wireBytes();
    }
    return bytes;
  }

  private void collect(String path, Set<String> into) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        plain.send(
            HttpRequest.newBuilder(server.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
    Matcher named = ASSET.matcher(answer.body());
    while (named.find()) {
      if (into.add(named.group(1))) {
        collect(named.group(1), into);
      }
    }
  }

  @Override
  public void close() {
    plain.close();
  }
}
