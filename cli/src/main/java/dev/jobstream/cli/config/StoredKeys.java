package dev.jobstream.cli.config;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.http.ApiKey;
import dev.jobstream.tracker.exchange.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keys that the user gave to Jobstream to keep: a file each, {@code NAME.key} by the name of its
 * backend, that only its owner may read.
 *
 * @param folder where they lie; it need not exist
 */
public record StoredKeys(Path folder) {

  /** Whether there is a key for a backend. */
  public boolean has(String backend) {
    return Files.isRegularFile(file(backend));
  }

  /** Where the key of a backend lies, or would. */
  public Path file(String backend) {
    return folder.resolve(backend + ".key");
  }

  /**
   * Keeps a key; one that is there is replaced.
   *
   * @param backend one of the known backends
   * @throws LlmException.ModelUnavailable if it cannot be a key; the text does not quote it
   */
  public void store(String backend, String key) throws IOException {
    ApiKey.of(key);
    PrivateFile.write(file(backend), key.strip().getBytes(StandardCharsets.US_ASCII));
  }

  /** Forgets a key. */
  public void delete(String backend) throws IOException {
    Files.deleteIfExists(file(backend));
  }
}
