package dev.jobstream.web;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.DownloadListener;
import dev.jobstream.llm.DownloadProgress;
import dev.jobstream.llm.LlmException;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.tracker.PostingAnalyzer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Models as a test wants them; updates come unpaced, so that a test sees each event. */
final class TestModels implements Models {
  private final List<Usable> usable = new ArrayList<>();
  private final List<Usable> downloadable = new ArrayList<>();
  private final List<Usable> unchosen = new ArrayList<>();
  private @Nullable Gate downloading;

  static TestModels of(ChatModel... models) {
    TestModels all = new TestModels();
    for (ChatModel model : models) {
      all.usable.add(usable(model));
    }
    return all;
  }

  /** No model is chosen; these are there. */
  static TestModels unchosen(ChatModel... models) {
    TestModels all = new TestModels();
    for (ChatModel model : models) {
      all.unchosen.add(usable(model));
    }
    return all;
  }

  /** This one can be downloaded; the download stands still at the gate when it is half done. */
  TestModels downloadable(ChatModel model, Gate halfWay) {
    downloadable.add(usable(model));
    downloading = halfWay;
    return this;
  }

  private static Usable usable(ChatModel model) {
    return new Usable(
        "test/" + model.id(),
        "in this process",
        true,
        model,
        PostingAnalyzer.Options.defaults(),
        Duration.ZERO);
  }

  @Override
  public synchronized Optional<Usable> forPostings() {
    return usable.stream().findFirst();
  }

  @Override
  public synchronized List<Usable> all() {
    return List.copyOf(usable);
  }

  @Override
  public synchronized List<Choosable> choosable() {
    return Stream.concat(usable.stream(), unchosen.stream())
        .map(model -> new Choosable(model.key(), model.model().id(), model.where()))
        .toList();
  }

  @Override
  public synchronized boolean chooseForPostings(String key) {
    Optional<Usable> chosen =
        Stream.concat(usable.stream(), unchosen.stream())
            .filter(u -> u.key().equals(key))
            .findFirst();
    chosen.ifPresent(model -> {
      usable.remove(model);
      unchosen.remove(model);
      usable.addFirst(model);
    });
    return chosen.isPresent();
  }

  @Override
  public synchronized List<Offer> offers() {
    List<Offer> offers = new ArrayList<>();
    for (Usable model : unchosen) {
      offers.add(
          new Offer.There(
              model.key(), model.model().id(), "in Ollama's folder", 1_900_000_000, true));
    }
    for (Usable model : downloadable) {
      offers.add(new Offer.Downloadable(model.model().id(), 1_830_000_000, true));
    }
    return offers;
  }

  @Override
  public Download download(String name) {
    Usable model =
        downloadable.stream()
            .filter(u -> u.model().id().equals(name))
            .findFirst()
            .orElseThrow(() -> new LlmException.ModelUnavailable("No model `" + name + "`."));
    AtomicBoolean cancelled = new AtomicBoolean();
    Gate gate = Objects.requireNonNull(downloading);
    return new Download() {
      @Override
      public boolean run(DownloadListener listener) {
        listener.onProgress(
            new DownloadProgress(
                DownloadProgress.Phase.DOWNLOADING, "x", 915_000_000, 1_830_000_000, 0, null));
        try {
          gate.awaitOpenOr(cancelled::get);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        if (!cancelled.get()) {
          synchronized (TestModels.this) {
            usable.addFirst(model);
          }
        }
        return !cancelled.get();
      }

      @Override
      public void cancel() {
        cancelled.set(true);
        gate.look();
      }
    };
  }
}
