package dev.jobstream.web;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.Pacer;
import dev.jobstream.llm.ReplayableStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A model's answer as it is written: text, thinking and progress. */
final class ChatLiveStream implements LiveStream {
  private final ReplayableStream stream;
  private final Capabilities capabilities;

  private ChatLiveStream(ReplayableStream stream, Capabilities capabilities) {
    this.stream = stream;
    this.capabilities = capabilities;
  }

  /** Asks a model, and paces what is shown of it. */
  static ChatLiveStream start(Models.Usable usable, ChatRequest request) {
    return new ChatLiveStream(
        ReplayableStream.start(
            new Pacer(usable.updateInterval()).pace(usable.model().stream(request))),
        usable.model().capabilities());
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public Viewer attach(long afterId) {
    ReplayableStream.Viewer viewer = stream.attach(afterId);
    return new Viewer() {
      @Override
      public @Nullable WireEvent next(Duration patience) {
        if (!viewer.hasNext(patience)) {
          return null;
        }
        ReplayableStream.NumberedEvent event = viewer.next();
        return StreamEventJson.of(event.id(), event.event());
      }

      @Override
      public boolean over() {
        return viewer.isOver();
      }

      @Override
      public void close() {
        viewer.close();
      }
    };
  }

  @Override
  public void cancel() {
    stream.cancel();
  }

  @Override
  public boolean ended() {
    return stream.end().isPresent();
  }
}
