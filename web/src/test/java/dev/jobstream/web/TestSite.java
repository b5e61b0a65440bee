package dev.jobstream.web;

import dev.jobstream.tracker.applications.DocumentFolder;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.Backups;
import dev.jobstream.tracker.sql.SqlStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A real server at a free port, and a plain client for it. */
final class TestSite implements AutoCloseable {
  /** The day of all tests: a Thursday. */
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-19T09:30:00Z"), ZoneOffset.UTC);

  /** Little, so that a test can go beyond it. */
  static final long MOST_DOCUMENT_BYTES = 1_000_000;

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final TestSettings settings = new TestSettings();
  private final Path folder;
  private final WebParts parts;
  private final WebOptions options;
  private WebServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestSite(WebOptions options, Models models) {
    this(options, models, Duration.ofSeconds(60));
  }

  private TestSite(WebOptions options, Models models, Duration idle) {
    try {
      folder = Files.createTempDirectory("jobstream-web");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Tracker tracker =
        new Tracker(
            SqlStore.sqlite(folder.resolve("jobstream.db")),
            new DocumentFolder(folder.resolve("documents"), MOST_DOCUMENT_BYTES),
            CLOCK);
    parts =
        new WebParts(
            tracker,
            models,
            settings,
            new Backups(tracker, folder, SqlStore::sqlite, CLOCK),
            CLOCK,
            log::add);
    this.options = options;
    server = WebServer.start(options.withPort(0), parts, idle);
  }

  static TestSite with(Models models) {
    return new TestSite(WebOptions.defaults(), models);
  }

  /** A site that drops a connection which takes nothing for so long. */
  static TestSite impatient(Models models, Duration idle) {
    return new TestSite(WebOptions.defaults(), models, idle);
  }

  static TestSite empty() {
    return with(TestModels.of());
  }

  static TestSite with(WebOptions options) {
    return new TestSite(options, TestModels.of());
  }

  URI url(String path) {
    return server.address().resolve(path);
  }

  int port() {
    return server.address().getPort();
  }

  /** What the server works with. */
  WebParts parts() {
    return parts;
  }

  /** What the server streams. */
  LiveStreams streams() {
    return server.streams();
  }

  /** The routes of the API, such as {@code GET /api/v1/models}. */
  List<String> apiRoutes() {
    return server.routes().stream().filter(route -> route.contains(" /api/")).toList();
  }

  /** The settings, with what they keep. */
  TestSettings settings() {
    return settings;
  }

  /** The folder in which everything is kept. */
  Path folder() {
    return folder;
  }

  Tracker tracker() {
    return parts.tracker();
  }

  /** Ends the server, as Ctrl-C does; the client stays. */
  void stop() {
    server.close();
  }

  /**
   * Ends the server without a word to anyone, and starts another one at the same port, as after a
   * crash: streams and drafts are gone, what was saved is there.
   */
  void restart() {
    int port = port();
    server.kill();
    server = WebServer.start(options.withPort(port), parts);
  }

  /** What was told to the log. */
  List<String> log() {
    return log;
  }

  HttpClient client() {
    return client;
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  HttpResponse<String> post(String path, String json, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Posts a form as a browser does, and follows where the answer leads. */
  HttpResponse<String> submit(String path, String... namesAndValues) {
    HttpResponse<String> answer = form(path, namesAndValues);
    if (answer.statusCode() != 303) {
      throw new AssertionError(answer.statusCode() + ": " + answer.body());
    }
    return get(answer.headers().firstValue("Location").orElseThrow());
  }

  /** Posts a form. */
  HttpResponse<String> form(String path, String... namesAndValues) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      body.append(body.isEmpty() ? "" : "&")
          .append(namesAndValues[i])
          .append('=')
          .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
    }
    return send(
        request(path, "Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(url(path));
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return builder;
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for an answer.", e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
    parts.tracker().close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
