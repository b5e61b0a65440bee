package dev.jobstream.tracker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that come with this package. */
final class TrackerResource {
  private TrackerResource() {}

  /** The text of a resource, without white space around it. */
  static String text(String name) {
    try (InputStream in = TrackerResource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The resource `%s` is missing.".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("The resource `%s` cannot be read.".formatted(name), e);
    }
  }
}
