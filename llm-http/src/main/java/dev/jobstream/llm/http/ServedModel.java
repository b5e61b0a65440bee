package dev.jobstream.llm.http;

import dev.jobstream.llm.Capabilities;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that a server has.
 *
 * @param name the server's name for it
 * @param capabilities what it can do; null if the server does not say
 * @param contextTokens the most context it was trained on, or the server gives it; 0 if unknown
 * @param bytes what it takes on the server's disk; 0 if unknown
 * @param loaded whether it lies in memory now
 */
public record ServedModel(
    String name,
    @Nullable Capabilities capabilities,
    int contextTokens,
    long bytes,
    boolean loaded) {

  /** What it can do, if the server says so. */
  public Optional<Capabilities> knownCapabilities() {
    return Optional.ofNullable(capabilities);
  }
}
