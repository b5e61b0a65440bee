package dev.jobstream.web;

import dev.jobstream.llm.ReplayableStream;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Sends a stream to one page as server-sent events, on the request's own virtual thread.
 *
 * <p>A page that has gone is noticed by the next event or heartbeat. One that has stopped reading
 * blocks this thread only, until the connection's idle time is over and the write fails; it can
 * come back behind the last event that it saw. Either way the stream itself goes on.
 */
final class EventSender {
  /** How long a connection may be silent; proxies and sleeping machines are noticed by that. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** When a page tries again that has lost its connection. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private EventSender() {}

  /**
   * Sends until the stream ends or the page is lost.
   *
   * @param afterId the last event that the page has seen
   * @return whether the page got the last event; false if it is lost
   * @throws ProblemException if no event can have that id
   */
  static boolean send(Context ctx, LiveStream stream, long afterId) {
    try (LiveStream.Viewer viewer = attach(stream, afterId)) {
      send(ctx, viewer);
      return true;
    } catch (IOException e) {
      // Jetty has given the connection up. That is no fault: pages are closed, machines sleep.
      return false;
    }
  }

  private static void send(Context ctx, LiveStream.Viewer viewer) throws IOException {
    HttpServletResponse response = ctx.res();
    response.setStatus(200);
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("utf-8");
    response.setHeader("X-Accel-Buffering", "no");
    // Past Javalin, which would compress it and hold it back.
    ServletOutputStream out = response.getOutputStream();
    write(out, "retry: %d\n\n".formatted(RETRY.toMillis()));
    while (!viewer.over()) {
      WireEvent event = viewer.next(HEARTBEAT);
      if (event != null) {
        write(
            out,
            "id: %d\nevent: %s\ndata: %s\n\n".formatted(event.id(), event.name(), event.json()));
      } else if (!viewer.over()) {
        write(out, ": still here\n\n");
      }
    }
  }

  private static LiveStream.Viewer attach(LiveStream stream, long afterId) {
    try {
      return stream.attach(afterId);
    } catch (ReplayableStream.ExpiredException e) {
      throw LiveStreams.gone();
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(String.valueOf(e.getMessage())).toException();
    }
  }

  private static void write(ServletOutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
