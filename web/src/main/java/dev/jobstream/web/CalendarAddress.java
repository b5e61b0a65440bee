package dev.jobstream.web;

import dev.jobstream.tracker.exchange.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The secret in the address at which calendar programs fetch interviews and reminders, since they
 * cannot sign in. It stands in a file of its own that only the user may read. Thread-safe.
 */
final class CalendarAddress {
  static final String PATH = "/calendar/";

  private static final String SUFFIX = ".ics";
  private static final int SECRET_BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path file;

  /**
   * @param home the folder in which everything is kept
   */
  CalendarAddress(Path home) {
    file = home.resolve("calendar-address");
  }

  /** The path of the calendar; empty if there is none. */
  Optional<String> path() {
    return secret().map(secret -> PATH + secret + SUFFIX);
  }

  /** Makes a new address; one that was there leads nowhere from now on. */
  void renew() {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    try {
      PrivateFile.write(file, Base64.getUrlEncoder().withoutPadding().encode(secret));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the address away. Idempotent. */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether a name is that of the calendar; how long that takes does not tell how much of it is
   * right.
   *
   * @param name what stands behind {@link #PATH}
   */
  boolean isCalendar(String name) {
    Optional<String> secret = secret();
    return secret.isPresent() && MessageDigest.isEqual(bytes(name), bytes(secret.get() + SUFFIX));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Optional<String> secret() {
    try {
      String secret = Files.readString(file).strip();
      return secret.isEmpty() ? Optional.empty() : Optional.of(secret);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
