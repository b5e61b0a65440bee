package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.DownloadListener;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.ProgressMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Downloads a GGUF model into the models folder, from Hugging Face or from any web address.
 *
 * <p>A download that was cut or cancelled leaves {@code NAME.part}, and the next one of the same
 * file goes on from there. The final name stands only on a file that is whole and whose size and
 * SHA-256 are what the server announced. A model in parts is downloaded with all of them.
 *
 * <p>Single use. One thread runs it; {@link #cancel} may be called from any.
 */
public final class ModelDownload {
  private final ModelReference reference;
  private final DownloadSettings settings;
  private final CancelSignal signal = new CancelSignal();
  private final AtomicBoolean used = new AtomicBoolean();

  ModelDownload(String name, DownloadSettings settings) {
    this.settings = settings;
    reference = ModelReference.parse(name, settings.endpoint());
  }

  /**
   * Prepares a download; no I/O.
   *
   * @param name a name of {@link SuggestedModel}, {@code organisation/repository} for a sensible
   *     quantisation of it, {@code organisation/repository:Q8_0}, {@code
   *     organisation/repository/file.gguf}, or the web address of any of them or of a GGUF file
   * @param environment {@code HF_ENDPOINT} is the server, default {@code https://huggingface.co};
   *     {@code HF_TOKEN} is sent to it and to no other
   * @param modelsFolder where the model goes, made if it is missing
   * @throws LlmException.ModelUnavailable if the name or a variable is none that can be used
   */
  public static ModelDownload of(String name, Map<String, String> environment, Path modelsFolder) {
    return new ModelDownload(name, DownloadSettings.of(environment, modelsFolder));
  }

  /**
   * Downloads on the calling thread. A broken connection is tried again, with pauses, as long as
   * something arrives now and then. An interrupt of the thread is a cancel and keeps the thread's
   * interrupt flag set.
   *
   * @param listener is told of the progress
   * @throws LlmException.ModelUnavailable if the model cannot be downloaded; what has arrived is
   *     kept where it is of use
   * @throws IllegalStateException if it was run before
   */
  public DownloadResult run(DownloadListener listener) {
    if (!used.compareAndSet(false, true)) {
      throw new IllegalStateException("A download can be run once.");
    }
    makeFolder();
    ProgressMeter meter = new ProgressMeter(listener, settings.nanoTime());
    try (Hops hops = new Hops(settings, signal)) {
      List<RemoteFile> files =
          new FileChoice(new HuggingFaceHub(settings, signal, hops)).files(reference);
      return bring(files, hops, meter);
    } catch (CancellationException e) {
      return new DownloadResult.Cancelled(0);
    }
  }

  /** Ends the download soon; what has arrived is kept. From any thread, idempotent. */
  public void cancel() {
    signal.cancel();
  }

  private DownloadResult bring(List<RemoteFile> files, Hops hops, ProgressMeter meter) {
    boolean sizesKnown = files.stream().allMatch(file -> file.bytes() >= 0);
    long total = sizesKnown ? files.stream().mapToLong(RemoteFile::bytes).sum() : -1;
    long done = 0;
    boolean wasThere = true;
    for (int i = 0; i < files.size(); i++) {
      long after = missingBytes(files.subList(i + 1, files.size()));
      FileTransfer transfer =
          new FileTransfer(
              files.get(i),
              new FileTransfer.Place(done, after, total, files.size() == 1),
              settings,
              signal,
              hops,
              meter);
      try {
        done += transfer.run();
      } catch (CancellationException e) {
        return new DownloadResult.Cancelled(transfer.keptBytes());
      }
      wasThere &= transfer.wasThere();
    }
    return new DownloadResult.Completed(
        settings.folder().resolve(files.getFirst().fileName()), done, wasThere);
  }

  /** What the disk must still take for the files to come, as far as their sizes are known. */
  private long missingBytes(List<RemoteFile> files) {
    return files.stream()
        .filter(file -> file.bytes() >= 0)
        .filter(file -> !Files.exists(settings.folder().resolve(file.fileName())))
        .mapToLong(RemoteFile::bytes)
        .sum();
  }

  private void makeFolder() {
    try {
      Files.createDirectories(settings.folder());
    } catch (IOException e) {
      throw new LlmException.ModelUnavailable(
          "The models folder `%s` cannot be made (%s). Check the permissions, or set `JOBSTREAM_HOME`."
              .formatted(settings.folder(), e.getMessage()),
          e);
    }
  }
}
