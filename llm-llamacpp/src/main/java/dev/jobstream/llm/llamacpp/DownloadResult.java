package dev.jobstream.llm.llamacpp;

import java.nio.file.Path;

/** How a download ended. */
public sealed interface DownloadResult {

  /**
   * The whole model is there.
   *
   * @param file the file to load; of a model in parts, the first
   * @param fileBytes the size, all parts together
   * @param wasThere nothing had to be downloaded
   */
  record Completed(Path file, long fileBytes, boolean wasThere) implements DownloadResult {}

  /**
   * The download was cancelled; run again, it goes on where it ended.
   *
   * @param keptBytes what is kept of the file at hand
   */
  record Cancelled(long keptBytes) implements DownloadResult {}
}
