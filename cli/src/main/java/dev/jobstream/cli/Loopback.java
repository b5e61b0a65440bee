package dev.jobstream.cli;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;

/** Which addresses are on this machine. */
final class Loopback {
  private Loopback() {}

  /** Whether an address is on this machine for sure; no name is looked up. */
  static boolean is(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
