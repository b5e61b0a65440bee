package dev.jobstream.web;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.DownloadProgress;
import dev.jobstream.llm.LlmException;
import java.util.Locale;

/** A model's download while it runs. */
final class DownloadLiveStream implements LiveStream {
  private static final Capabilities CAPABILITIES =
      new Capabilities(true, false, false, false, Capabilities.Cancellation.STOPS_COMPUTE);

  private final EventJournal journal = new EventJournal();
  private final Models.Download download;

  private DownloadLiveStream(Models.Download download) {
    this.download = download;
  }

  /** Begins on a thread of its own. */
  static DownloadLiveStream start(Models.Download download) {
    DownloadLiveStream stream = new DownloadLiveStream(download);
    Thread.ofVirtual().name("jobstream-download").start(stream::run);
    return stream;
  }

  private void run() {
    try {
      if (download.run(this::progress)) {
        journal.end("completed", "{}");
      } else {
        journal.end("cancelled", "{\"during\":\"downloading\"}");
      }
    } catch (LlmException e) {
      fail(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      fail(
          "The download broke off with an unexpected `%s`. Try again; it goes on where it stopped."
              .formatted(e.getClass().getSimpleName()));
    }
  }

  private void fail(String error) {
    journal.end(
        "failed",
        Json.line(json -> {
          json.writeStartObject();
          json.writeStringField("error", error);
          json.writeEndObject();
        }));
  }

  private void progress(DownloadProgress progress) {
    journal.append(
        "progress",
        "progress",
        Json.line(json -> {
          json.writeStartObject();
          json.writeStringField("phase", progress.phase().name().toLowerCase(Locale.ROOT));
          json.writeNumberField("done", progress.doneBytes());
          if (progress.totalBytes() < 0) {
            json.writeNullField("total");
          } else {
            json.writeNumberField("total", progress.totalBytes());
          }
          json.writeNumberField("bytesPerSecond", progress.bytesPerSecond());
          json.writeEndObject();
        }));
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Viewer attach(long afterId) {
    return journal.attach(afterId);
  }

  @Override
  public void cancel() {
    download.cancel();
  }

  @Override
  public boolean ended() {
    return journal.ended();
  }
}
