package dev.jobstream.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens and who may use it.
 *
 * @param host the address to listen on; default {@link #LOOPBACK}
 * @param port the port; default {@link #DEFAULT_PORT}, 0 for any free one
 * @param password what a browser has to give before it sees anything; null for none, which only a
 *     loopback address allows
 * @param hostNames further names under which browsers may call the server, such as {@code
 *     jobs.home.arpa}; the machine's loopback names always count. Default none
 */
public record WebOptions(String host, int port, @Nullable String password, Set<String> hostNames) {
  /** Only programs of this machine reach it. */
  public static final String LOOPBACK = "127.0.0.1";

  /** The port if none is named. */
  public static final int DEFAULT_PORT = 8484;

  /** The least characters of a password. */
  public static final int LEAST_PASSWORD = 8;

  private static final WebOptions DEFAULTS = new WebOptions(LOOPBACK, DEFAULT_PORT, null, Set.of());

  /**
   * @throws WebException if the port is none, the host is unknown, the password is short, or there
   *     is none although others than this machine could reach the server
   */
  public WebOptions {
    hostNames = Set.copyOf(hostNames);
    if (port < 0 || port > 65_535) {
      throw new WebException(
          "The port is `%d`; it must be from 1 to 65535, or 0 for any free one.".formatted(port));
    }
    if (password != null && password.length() < LEAST_PASSWORD) {
      throw new WebException(
          "The password has %d characters; it needs %d or more."
              .formatted(password.length(), LEAST_PASSWORD));
    }
    if (password == null && !isLoopback(host)) {
      throw new WebException(
          ("The host `%s` can be reached from other machines, and no password is set, so everyone"
                  + " there could read your applications. Set one with `--password-file FILE`, or"
                  + " leave `--host` out.")
              .formatted(host));
    }
  }

  /** Everything by default. */
  public static WebOptions defaults() {
    return DEFAULTS;
  }

  /** The same at another port. */
  public WebOptions withPort(int value) {
    return new WebOptions(host, value, password, hostNames);
  }

  /** The same behind a password; null for none. */
  public WebOptions withPassword(@Nullable String value) {
    return new WebOptions(host, port, value, hostNames);
  }

  /** Whether only this machine can reach the server. */
  boolean loopback() {
    return isLoopback(host);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new WebException(
          "The host `%s` is no address of this machine. Leave `--host` out, or name one."
              .formatted(host),
          e);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "WebOptions[host=%s, port=%d, password=%s, hostNames=%s]"
        .formatted(host, port, password == null ? "none" : "set", hostNames);
  }
}
