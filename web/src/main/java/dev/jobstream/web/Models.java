package dev.jobstream.web;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.DownloadListener;
import dev.jobstream.llm.LlmException;
import dev.jobstream.tracker.PostingAnalyzer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The models that the pages can ask, and the ways to more. Thread-safe. */
public interface Models {

  /**
   * A model that can be asked. Asking for it loads nothing: the first stream does.
   *
   * @param key what names it in addresses and settings, such as {@code jobstream/qwen3-1.7b}
   * @param where where it computes, for people: {@code on this machine}, {@code Ollama}
   * @param inProcess whether it computes in this process, so that nothing leaves it
   * @param model the model; not closed by who asks it
   * @param reading how it is asked about a posting
   * @param updateInterval the least time between two updates of a display
   */
  record Usable(
      String key,
      String where,
      boolean inProcess,
      ChatModel model,
      PostingAnalyzer.Options reading,
      Duration updateInterval) {}

  /**
   * A model that can be made the one that reads postings.
   *
   * @param key what {@link #chooseForPostings} takes
   * @param name its name
   * @param where where it computes, as for {@link Usable}
   */
  record Choosable(String key, String name, String where) {}

  /** A way to a model, for who has none. */
  sealed interface Offer {

    /**
     * A model that is there and has only to be chosen.
     *
     * @param key what {@link #chooseForPostings} takes
     * @param name its name
     * @param where where it is
     * @param neededBytes the memory that it takes; a negative value if it takes none of this
     *     process
     * @param fits whether that much is free
     */
    record There(String key, String name, String where, long neededBytes, boolean fits)
        implements Offer {}

    /**
     * A model that can be downloaded.
     *
     * @param name what {@link #download} takes
     * @param bytes the size of the download
     * @param fits whether the memory that is free now would hold it
     */
    record Downloadable(String name, long bytes, boolean fits) implements Offer {}
  }

  /** A download that is run once, on one thread; cancelled from any. */
  interface Download {
    /**
     * Blocks until the model is there.
     *
     * @return false if it was cancelled; what has arrived is kept
     * @throws LlmException.ModelUnavailable if it cannot be downloaded
     */
    boolean run(DownloadListener listener);

    void cancel();
  }

  /** The model that reads postings; empty if there is none. Returns at once. */
  Optional<Usable> forPostings();

  /** Every model that can be asked, the one for postings first. May look for them. */
  List<Usable> all();

  /**
   * The models that can be made the one that reads postings: more than {@link #all}, since servers
   * elsewhere are asked too, if the user has set them up. Takes a few seconds at most.
   */
  default List<Choosable> choosable() {
    return all().stream()
        .map(usable -> new Choosable(usable.key(), usable.model().id(), usable.where()))
        .toList();
  }

  /**
   * Makes a model of {@link #all}, {@link #choosable} or {@link #offers} the one that reads
   * postings, from now on and as far as the settings can be changed also after the next start.
   *
   * @return false if there is no such model
   */
  boolean chooseForPostings(String key);

  /** What could be used or downloaded. Looks for it, which may take a second or two. */
  List<Offer> offers();

  /**
   * Prepares a download, also that of a server; no I/O. A model that was downloaded is found from
   * then on.
   *
   * @throws LlmException if the name is none that can be used
   */
  Download download(String name);
}
