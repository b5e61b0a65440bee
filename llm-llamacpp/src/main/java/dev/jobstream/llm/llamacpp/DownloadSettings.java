package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * What a download needs to know of the world.
 *
 * @param endpoint the Hugging Face server, without a slash at the end
 * @param token a token for it; empty for none
 * @param folder where the models go
 * @param idleTimeout how long nothing may arrive before an attempt counts as broken
 * @param attempts how many attempts in a row may bring next to nothing
 * @param firstPause the pause after the first broken attempt; each further one is twice as long
 * @param freeSpace tells the free bytes of a folder's disk
 * @param nanoTime the clock
 */
record DownloadSettings(
    URI endpoint,
    String token,
    Path folder,
    Duration idleTimeout,
    int attempts,
    Duration firstPause,
    FreeSpace freeSpace,
    LongSupplier nanoTime) {
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]*");

  /** Tells the free bytes of a folder's disk. */
  @FunctionalInterface
  interface FreeSpace {
    long bytes(Path folder) throws IOException;
  }

  static DownloadSettings of(Map<String, String> environment, Path folder) {
    String token = environment.getOrDefault("HF_TOKEN", "").strip();
    if (!TOKEN.matcher(token).matches()) {
      throw new LlmException.ModelUnavailable(
          "The variable `HF_TOKEN` holds characters that no token has. Copy the token anew from your account's settings at Hugging Face.");
    }
    return new DownloadSettings(
        endpoint(environment.getOrDefault("HF_ENDPOINT", "").strip()),
        token,
        folder,
        Duration.ofSeconds(60),
        6,
        Duration.ofSeconds(1),
        path -> Files.getFileStore(path).getUsableSpace(),
        System::nanoTime);
  }

  private static URI endpoint(String variable) {
    if (variable.isEmpty()) {
      return URI.create("https://huggingface.co");
    }
    try {
      URI uri = URI.create(variable.replaceFirst("/+$", ""));
      if (uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new LlmException.ModelUnavailable(
        "The variable `HF_ENDPOINT` does not hold the address of a server. Write it as `https://huggingface.co`, or unset it.");
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "DownloadSettings[endpoint=%s, folder=%s]".formatted(endpoint, folder);
  }
}
