package dev.jobstream.llm;

/** Is told how far a download is. */
@FunctionalInterface
public interface DownloadListener {
  /**
   * Called on the thread that runs the download, about ten times a second and at each end. What it
   * throws ends the download, which can be resumed.
   */
  void onProgress(DownloadProgress progress);
}
