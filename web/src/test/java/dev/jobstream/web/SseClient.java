package dev.jobstream.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events as a browser does. */
final class SseClient implements AutoCloseable {

  /** One event. */
  record Event(long id, String name, String data) {}

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  private SseClient(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** Asks for the events behind an id. */
  static SseClient open(TestSite site, String path, long afterId) {
    try {
      String[] headers =
          afterId == 0
              ? new String[] {"Accept", "text/event-stream"}
              : new String[] {"Last-Event-ID", Long.toString(afterId)};
      return new SseClient(
          site.client()
              .send(
                  site.request(path, headers).build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for an answer.", e);
    }
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  /** The next event; blocks until it is there. */
  Event next() {
    Event event = nextOrEnd();
    if (event == null) {
      throw new AssertionError("The connection was closed before another event.");
    }
    return event;
  }

  /** All events to the end of the connection. */
  List<Event> rest() {
    List<Event> events = new ArrayList<>();
    for (Event event = nextOrEnd(); event != null; event = nextOrEnd()) {
      events.add(event);
    }
    return events;
  }

  private @Nullable Event nextOrEnd() {
    long id = -1;
    String name = "";
    StringBuilder data = new StringBuilder();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = Long.parseLong(line.substring(4));
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(line.substring(6));
        } else if (line.isEmpty() && !name.isEmpty()) {
          return new Event(id, name, data.toString());
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
