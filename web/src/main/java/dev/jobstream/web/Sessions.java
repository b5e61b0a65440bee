package dev.jobstream.web;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who has given the password. Sessions live in memory: after a restart everyone signs in again.
 * Programs send {@code Authorization: Bearer PASSWORD}. Thread-safe.
 */
final class Sessions {
  static final String COOKIE = "jobstream_session";

  /** The request attribute that is true for a request of a session. */
  static final String SIGNED_IN = "signedIn";

  private static final Duration LIFE = Duration.ofDays(30);
  private static final int TRIES = 10;
  private static final Duration TRIES_SPAN = Duration.ofMinutes(1);

  private final @Nullable String password;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Long> endsBySession = new HashMap<>();
  private final Deque<Long> failures = new ArrayDeque<>();

  Sessions(@Nullable String password, InstantSource clock) {
    this.password = password;
    this.clock = clock;
  }

  /** Whether a password is asked for at all. */
  boolean needed() {
    return password != null;
  }

  /** Whether the request may go on; remembers on it whether it belongs to a session. */
  boolean admits(Context ctx) {
    if (password == null) {
      return true;
    }
    boolean signedIn = isAlive(ctx.cookie(COOKIE));
    ctx.attribute(SIGNED_IN, signedIn);
    if (signedIn) {
      return true;
    }
    String authorization = ctx.header("Authorization");
    return authorization != null
        && authorization.startsWith("Bearer ")
        && tryPassword(authorization.substring("Bearer ".length()));
  }

  /** Begins a session if the password is right. */
  boolean signIn(Context ctx, String given) {
    if (!tryPassword(given)) {
      return false;
    }
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String session = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    synchronized (this) {
      long now = clock.millis();
      endsBySession.values().removeIf(end -> end < now);
      endsBySession.put(session, now + LIFE.toMillis());
    }
    Cookie cookie = new Cookie(COOKIE, session);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.LAX);
    cookie.setSecure(ctx.scheme().equals("https"));
    cookie.setMaxAge((int) LIFE.toSeconds());
    ctx.cookie(cookie);
    return true;
  }

  /** Ends the request's session. */
  void signOut(Context ctx) {
    String session = ctx.cookie(COOKIE);
    synchronized (this) {
      endsBySession.remove(session);
    }
    ctx.removeCookie(COOKIE);
  }

  private synchronized boolean isAlive(@Nullable String session) {
    Long end = endsBySession.get(session);
    return end != null && end > clock.millis();
  }

  /**
   * Whether this is the password.
   *
   * @throws ProblemException if too many were wrong within a minute
   */
  private synchronized boolean tryPassword(String given) {
    long now = clock.millis();
    failures.removeIf(failure -> failure < now - TRIES_SPAN.toMillis());
    if (failures.size() >= TRIES) {
      throw new Problem(
              429,
              "too-many-tries",
              "Too many wrong passwords",
              "There were %d wrong passwords within a minute. Wait a minute, then try again."
                  .formatted(TRIES))
          .toException();
    }
    boolean right = MessageDigest.isEqual(hash(given), hash(Objects.requireNonNull(password)));
    if (!right) {
      failures.add(now);
    }
    return right;
  }

  /** Of one length, so that comparing takes the same time whatever is given. */
  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
