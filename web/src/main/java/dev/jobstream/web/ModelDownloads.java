package dev.jobstream.web;

import dev.jobstream.llm.LlmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models that can be downloaded, and those that are on their way. Thread-safe. */
final class ModelDownloads {
  private final Models models;
  private final LiveStreams streams;
  private final Map<String, String> streamByName = new LinkedHashMap<>();

  ModelDownloads(Models models, LiveStreams streams) {
    this.models = models;
    this.streams = streams;
  }

  /**
   * A model that can be downloaded or is being so.
   *
   * @param name what {@link #start} takes
   * @param bytes its size; null if it is not known
   * @param fits whether the memory that is free now would hold it
   * @param stream the download, while it runs
   */
  record Row(String name, @Nullable Long bytes, boolean fits, StreamsApi.@Nullable State stream) {}

  /** Those that are offered, each with its download if there is one, then what else is coming. */
  List<Row> rows(List<Models.Offer> offers) {
    Map<String, StreamsApi.State> running = running();
    List<Row> rows = new ArrayList<>();
    for (Models.Offer offer : offers) {
      if (offer instanceof Models.Offer.Downloadable(String name, long bytes, boolean fits)) {
        rows.add(new Row(name, bytes, fits, running.remove(name)));
      }
    }
    running.forEach((name, stream) -> rows.add(new Row(name, null, true, stream)));
    return rows;
  }

  /**
   * Begins a download; one that runs already is told instead.
   *
   * @throws ProblemException if the name is none that can be used
   */
  synchronized StreamsApi.State start(String name) {
    StreamsApi.State running = running().get(name);
    if (running != null) {
      return running;
    }
    try {
      DownloadLiveStream stream = DownloadLiveStream.start(models.download(name));
      String id = streams.add(stream);
      streamByName.put(name, id);
      return StreamsApi.State.of(id, stream);
    } catch (LlmException e) {
      throw Problem.unprocessable("unknown-model", String.valueOf(e.getMessage())).toException();
    }
  }

  private synchronized Map<String, StreamsApi.State> running() {
    Map<String, StreamsApi.State> running = new LinkedHashMap<>();
    streamByName
        .entrySet()
        .removeIf(entry -> {
          LiveStream stream = streams.find(entry.getValue());
          boolean over = stream == null || stream.ended();
          if (stream != null && !over) {
            running.put(entry.getKey(), StreamsApi.State.of(entry.getValue(), stream));
          }
          return over;
        });
    return running;
  }
}
