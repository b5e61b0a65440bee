package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.DownloadProgress;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.ProgressMeter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Brings one file here: goes on where an earlier attempt ended, checks size and hash, and gives the
 * file its name only when it is whole. Single use, one thread.
 */
final class FileTransfer {
  /** An attempt that brings less does not count as progress. */
  private static final long PROGRESS_BYTES = 1 << 20;

  /**
   * Where the file stands among those of its model.
   *
   * @param bytesBefore the size of the files before it
   * @param bytesAfter the size of those after it that are still to come
   * @param totalBytes the size of all; -1 if unknown
   * @param isOnly whether it is the only one
   */
  record Place(long bytesBefore, long bytesAfter, long totalBytes, boolean isOnly) {}

  private final RemoteFile file;
  private final Path target;
  private final Place place;
  private final DownloadSettings settings;
  private final CancelSignal signal;
  private final Hops hops;
  private final ProgressMeter meter;
  private RemoteVersion version;
  private long keptBytes;
  private boolean wasThere;
  private boolean heardFromServer;

  FileTransfer(
      RemoteFile file,
      Place place,
      DownloadSettings settings,
      CancelSignal signal,
      Hops hops,
      ProgressMeter meter) {
    this.file = file;
    this.place = place;
    this.settings = settings;
    this.signal = signal;
    this.hops = hops;
    this.meter = meter;
    target = settings.folder().resolve(file.fileName());
    version = new RemoteVersion(file.bytes(), file.sha256(), "");
  }

  /** What is kept of a file that is not whole. */
  long keptBytes() {
    return keptBytes;
  }

  /** Whether nothing had to be downloaded. */
  boolean wasThere() {
    return wasThere;
  }

  /**
   * Runs to the end.
   *
   * @return the size of the file
   * @throws CancellationException if the signal asked for it
   * @throws LlmException.ModelUnavailable if the file cannot be brought here
   */
  long run() {
    try (TransferLock _ = TransferLock.acquire(settings.folder(), file.fileName())) {
      if (Files.exists(target)) {
        wasThere = true;
        return new ExistingFile(target, file, signal, this::checking).bytesIfSame(hops, settings);
      }
      try (PartFile part = PartFile.open(target)) {
        try {
          bring(part);
        } finally {
          keptBytes = part.bytes();
        }
        return part.bytes();
      }
    }
  }

  private void bring(PartFile part) {
    if (part.bytes() > 0) {
      if (part.identity().isEmpty()) {
        part.restart("");
      } else {
        part.readExisting(signal, this::checking);
      }
    }
    Attempts attempts = new Attempts(settings, signal, file.uri());
    while (true) {
      long before = part.bytes();
      try {
        attempt(part);
        break;
      } catch (IOException e) {
        signal.check();
        if (part.bytes() - before >= PROGRESS_BYTES) {
          attempts.progressed();
        }
        tell(DownloadProgress.Phase.WAITING, part.bytes());
        attempts.failed(e, !heardFromServer, whereItStands(part));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        signal.check();
      }
    }
    verify(part);
    part.complete();
    tell(DownloadProgress.Phase.DOWNLOADING, part.bytes());
  }

  private void attempt(PartFile part) throws IOException, InterruptedException {
    try (Hops.Answer answer = hops.get(file.uri(), linked -> range(part, linked))) {
      heardFromServer = true;
      if (ServerBusy.isBusy(answer.status())) {
        throw ServerBusy.of(answer);
      }
      RemoteVersion told = RemoteVersion.of(answer, file);
      switch (answer.status()) {
        case 200 -> {
          part.restart(told.identity());
          version = told;
          receive(part, answer);
        }
        case 206 -> {
          if (RemoteVersion.startOfRange(answer) != part.bytes() || isOther(part, told)) {
            throw startOver(part);
          }
          version = told;
          receive(part, answer);
        }
        case 416 -> {
          // There is nothing behind what we have: it is whole, or of another version.
          if (RemoteVersion.totalOfRange(answer) != part.bytes() || isOther(part, told)) {
            throw startOver(part);
          }
          version = told;
        }
        default -> throw ServerRefusal.of(answer, file.uri(), file.repository(), settings);
      }
    }
  }

  /** The headers that ask for what is missing, if what is there is still of use. */
  private static Map<String, String> range(PartFile part, Hops.Linked linked) {
    if (part.bytes() == 0 || part.identity().isEmpty()) {
      return Map.of();
    }
    String wanted = "bytes=" + part.bytes() + "-";
    String told = RemoteVersion.identity(linked);
    if (!told.isEmpty()) {
      // The hash decides. The storage host's own tag may differ from one of its hosts to the next.
      return told.equals(part.identity()) ? Map.of("Range", wanted) : Map.of();
    }
    return part.identity().startsWith(RemoteVersion.ETAG)
        ? Map.of(
            "Range", wanted, "If-Range", part.identity().substring(RemoteVersion.ETAG.length()))
        : Map.of("Range", wanted);
  }

  private static boolean isOther(PartFile part, RemoteVersion told) {
    // The server that compared a tag itself need not repeat it.
    boolean wasCompared =
        told.identity().isEmpty() && part.identity().startsWith(RemoteVersion.ETAG);
    return !wasCompared && !told.identity().equals(part.identity());
  }

  private static IOException startOver(PartFile part) {
    part.restart("");
    return new IOException("the file has changed at the server");
  }

  private void receive(PartFile part, Hops.Answer answer) throws IOException, InterruptedException {
    long expected = version.bytes();
    boolean hasEnd = answer.header("Transfer-Encoding").orElse("").contains("chunked");
    if (expected < 0 && !hasEnd) {
      throw new LlmException.ModelUnavailable(
          "The server `%s` does not say how long `%s` is, so that nobody could tell whether it is whole. Download it from another address."
              .formatted(file.uri().getHost(), file.fileName()));
    }
    checkSpace(part);
    BodyQueue body = answer.response().body();
    signal.whileBlocked(body::close);
    try {
      for (List<ByteBuffer> buffers = body.next(settings.idleTimeout());
          !buffers.isEmpty();
          buffers = body.next(settings.idleTimeout())) {
        signal.check();
        for (ByteBuffer buffer : buffers) {
          if (expected >= 0 && part.bytes() + buffer.remaining() > expected) {
            throw tooLong(part, expected);
          }
          part.write(buffer);
        }
        if (!part.mayBeGguf()) {
          throw notGguf(part, answer);
        }
        tell(DownloadProgress.Phase.DOWNLOADING, part.bytes());
      }
    } finally {
      signal.unblocked();
    }
    if (expected < 0) {
      version = new RemoteVersion(part.bytes(), version.sha256(), version.identity());
    } else if (part.bytes() < expected) {
      throw new IOException("the server ended the file early");
    }
  }

  private void checkSpace(PartFile part) {
    if (version.bytes() < 0) {
      return;
    }
    long needed = version.bytes() - part.bytes() + place.bytesAfter();
    long free;
    try {
      free = settings.freeSpace().bytes(settings.folder());
    } catch (IOException e) {
      // A disk that does not tell its space is no reason not to try.
      return;
    }
    if (needed > free) {
      throw new LlmException.ModelUnavailable(
          "The download of `%s` needs %s more, the disk of `%s` has %s free. Free some space, choose a smaller model, or move the folder with `JOBSTREAM_HOME`."
              .formatted(
                  file.fileName(), FileSize.text(needed), settings.folder(), FileSize.text(free)));
    }
  }

  private void verify(PartFile part) {
    if (part.bytes() < 4 || !part.mayBeGguf()) {
      part.discard();
      throw new LlmException.ModelUnavailable(
          "What `%s` gives is not a GGUF model. Check the address."
              .formatted(Hops.display(file.uri())));
    }
    if (version.sha256().isEmpty()) {
      return;
    }
    String hash = part.sha256();
    if (!hash.equals(version.sha256())) {
      part.discard();
      throw new LlmException.ModelUnavailable(
          "The download of `%s` arrived damaged: its SHA-256 is `%s`, the server had announced `%s`. It is deleted; download it again."
              .formatted(file.fileName(), hash, version.sha256()));
    }
  }

  private LlmException tooLong(PartFile part, long expected) {
    part.discard();
    return new LlmException.ModelUnavailable(
        "The server `%s` sends more for `%s` than the %s it had announced. What had arrived is deleted; download it again, or from another address."
            .formatted(file.uri().getHost(), file.fileName(), FileSize.text(expected)));
  }

  private LlmException notGguf(PartFile part, Hops.Answer answer) {
    part.discard();
    return new LlmException.ModelUnavailable(
        "What `%s` gives is not a GGUF model but `%s`. Check the address."
            .formatted(
                Hops.display(file.uri()), answer.header("Content-Type").orElse("something else")));
  }

  private String whereItStands(PartFile part) {
    return version.bytes() < 0
        ? String.format(Locale.ROOT, " after %s", FileSize.text(part.bytes()))
        : String.format(
            Locale.ROOT,
            " after %s of %s",
            FileSize.text(part.bytes()),
            FileSize.text(version.bytes()));
  }

  private void checking(long bytes) {
    tell(DownloadProgress.Phase.CHECKING, bytes);
  }

  private void tell(DownloadProgress.Phase phase, long bytes) {
    long total = place.isOnly() ? version.bytes() : place.totalBytes();
    meter.report(phase, file.fileName(), place.bytesBefore() + bytes, total);
  }
}
