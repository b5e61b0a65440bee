package dev.jobstream.llm.http;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a broken connection means. */
final class ConnectionFault {
  private ConnectionFault() {}

  /**
   * Whether a request may have met a kept connection that its server had just closed: the
   * connection stood, and nothing of a response came.
   */
  static boolean mayBeStale(IOException fault) {
    return !has(fault, ConnectException.class)
        && !has(fault, SSLException.class)
        && !has(fault, UnknownHostException.class)
        && !has(fault, UnresolvedAddressException.class);
  }

  /** A fault before any response. */
  static LlmException toError(IOException fault, ServerOptions server) {
    String at = server.baseUri().toString();
    if (has(fault, UnresolvedAddressException.class) || has(fault, UnknownHostException.class)) {
      return new LlmException.ModelUnavailable(
          "The server `%s` cannot be found: nobody knows its name. Check the address and the network."
              .formatted(at),
          fault);
    }
    if (has(fault, ConnectException.class)) {
      return new LlmException.ModelUnavailable(
          "The server `%s` cannot be reached. Start it, or check its address and the network."
              .formatted(at),
          fault);
    }
    if (has(fault, SSLException.class)) {
      return new LlmException.ModelUnavailable(
          "The server `%s` has no certificate that Java trusts, or speaks no TLS. Check the address; for a certificate of your own, name a trust store in `javax.net.ssl.trustStore`."
              .formatted(at),
          fault);
    }
    return new LlmException.Interrupted(
        "The server `%s` closed the connection without an answer. Try again, or look at its log."
            .formatted(at),
        fault);
  }

  /** The end of a body that the protocol has not ended. */
  static LlmException brokenOff(
      @Nullable IOException fault, ServerOptions server, boolean afterText) {
    return new LlmException.Interrupted(
        "The server `%s` broke off %s. Try again, or look at its log."
            .formatted(
                server.baseUri(),
                afterText
                    ? "in the middle of its answer; what had come by then stands"
                    : "before its answer began"),
        fault);
  }

  private static boolean has(Throwable fault, Class<? extends Throwable> type) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
