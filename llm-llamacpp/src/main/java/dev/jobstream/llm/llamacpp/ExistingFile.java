package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongConsumer;

/** A file that already has the name of one to download. It is never overwritten. */
final class ExistingFile {
  private static final int BLOCK = 1 << 20;

  private final Path path;
  private final RemoteFile file;
  private final CancelSignal signal;
  private final LongConsumer onBytes;

  ExistingFile(Path path, RemoteFile file, CancelSignal signal, LongConsumer onBytes) {
    this.path = path;
    this.file = file;
    this.signal = signal;
    this.onBytes = onBytes;
  }

  /**
   * The size of the file, if it is the one to download.
   *
   * @throws LlmException.ModelUnavailable if it is another one
   */
  long bytesIfSame(Hops hops, DownloadSettings settings) {
    RemoteVersion version = new RemoteVersion(file.bytes(), file.sha256(), "");
    if (version.sha256().isEmpty()) {
      version = ask(hops, settings);
    }
    try {
      long bytes = Files.size(path);
      boolean isSame =
          version.bytes() == bytes
              && GgufName.hasMagic(path)
              && (version.sha256().isEmpty() || version.sha256().equals(hash()));
      if (isSame) {
        return bytes;
      }
    } catch (IOException e) {
      throw new LlmException.ModelUnavailable(
          "The file `%s` is there and cannot be read (%s). Check its permissions."
              .formatted(path, e.getMessage()),
          e);
    }
    throw new LlmException.ModelUnavailable(
        "The file `%s` is there already and is not the one to download. Rename or delete it."
            .formatted(path));
  }

  private RemoteVersion ask(Hops hops, DownloadSettings settings) {
    Attempts attempts = new Attempts(settings, signal, file.uri());
    boolean nothingYet = true;
    while (true) {
      try (Hops.Answer answer = hops.get(file.uri(), linked -> Map.of())) {
        nothingYet = false;
        if (ServerBusy.isBusy(answer.status())) {
          throw ServerBusy.of(answer);
        }
        if (answer.status() != 200) {
          throw ServerRefusal.of(answer, file.uri(), file.repository(), settings);
        }
        return RemoteVersion.of(answer, file);
      } catch (IOException e) {
        attempts.failed(e, nothingYet, "");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        signal.check();
      }
    }
  }

  private String hash() throws IOException {
    MessageDigest digest = PartFile.sha256Digest();
    byte[] block = new byte[BLOCK];
    long done = 0;
    try (InputStream in = Files.newInputStream(path)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        signal.check();
        digest.update(block, 0, read);
        done += read;
        onBytes.accept(done);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
