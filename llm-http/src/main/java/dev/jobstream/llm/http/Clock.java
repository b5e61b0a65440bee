package dev.jobstream.llm.http;

import dev.jobstream.llm.LlmException;
import java.time.Duration;
import java.util.Locale;

/** The clocks of a request, and what each says when it ends one. */
enum Clock {
  CONNECT("connect", "did not take the connection within %s"),
  FIRST_BYTE("first-byte", "sent nothing for %s before its answer began"),
  IDLE("idle", "sent nothing for %s in the middle of its answer"),
  TOTAL("total", "did not finish its answer within %s");

  private final String setting;
  private final String what;

  Clock(String setting, String what) {
    this.setting = setting;
    this.what = what;
  }

  Duration limit(HttpTimeouts timeouts) {
    return switch (this) {
      case CONNECT -> timeouts.connect();
      case FIRST_BYTE -> timeouts.firstByte();
      case IDLE -> timeouts.idle();
      case TOTAL -> timeouts.total();
    };
  }

  /** What the clock's end means for the generation. */
  LlmException toError(ServerOptions server) {
    String message = message(server.baseUri().toString(), server.timeouts());
    return this == CONNECT
        ? new LlmException.ModelUnavailable(message)
        : new LlmException.Interrupted(message);
  }

  private String message(String server, HttpTimeouts timeouts) {
    String advice =
        this == CONNECT
            ? "Check that it runs and can be reached, or raise the timeout `%s`."
            : "Raise the timeout `%s` if it only needs longer, or look at the server.";
    return "The server `%s` %s, so the %s clock ended the request. %s"
        .formatted(
            server, what.formatted(words(limit(timeouts))), setting, advice.formatted(setting));
  }

  private static String words(Duration time) {
    return time.toMillis() % 1_000 == 0
        ? String.format(Locale.ROOT, "%,d s", time.toSeconds())
        : String.format(Locale.ROOT, "%,d ms", time.toMillis());
  }
}
