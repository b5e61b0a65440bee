package dev.jobstream.tracker.applications;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The folder in which documents lie, each under the SHA-256 of its content: {@code ab/abcd…}. A
 * content is written into {@code .incoming}, forced to disk and moved into place before the store
 * hears of it, so that a row never lacks its file.
 *
 * <p>The other way round, a file whose row was never written (or is deleted) must not stay for
 * ever. Before a content is moved into place or a row is deleted, an empty file {@code
 * .incoming/ContentFiles.HASH.suspect} says so; it goes when the row is there. After a crash {@link
 * #recover} need look at the suspects only, not at all documents. It does so alone: who writes
 * shares a lock until its row is committed. Thread-safe.
 */
public final class DocumentFolder {
  /** The largest document by default: 25 MB. */
  public static final long DEFAULT_MOST_BYTES = 25_000_000;

  private static final String SUSPECT = ".suspect";

  private final Path root;
  private final Path incoming;
  private final ContentFiles contentFiles;
  private final FolderLock lock;

  /**
   * @param root made when it is first needed
   * @param mostBytes the largest document that is taken
   */
  public DocumentFolder(Path root, long mostBytes) {
    this.root = root;
    this.incoming = root.resolve(".incoming");
    this.contentFiles = new ContentFiles(root, mostBytes);
    this.lock = FolderLock.of(root.resolve(".lock"));
  }

  Path file(String sha256, String name) {
    Path file = contentFiles.place(sha256);
    if (!Files.isRegularFile(file)) {
      throw new TrackerException.StoreUnavailable(
          "The content of the document `%s` is missing: there is no file `%s`. Copy it there from a backup."
              .formatted(name, file),
          null);
    }
    return file;
  }

  /**
   * Does what adds or deletes documents; meanwhile nobody deletes files. What the work has not
   * brought to its end is cleared away afterwards.
   */
  <T> T whileOpen(Store store, Function<Session, T> work) {
    try {
      try (Session session = open()) {
        return work.apply(session);
      }
    } finally {
      recover(store);
    }
  }

  /** Keeps files from being deleted until it is closed by the same thread. */
  Session open() {
    try {
      Files.createDirectories(incoming);
      lock.share();
      return new Session();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** While it is open, nobody deletes files. */
  final class Session implements AutoCloseable {
    private Session() {}

    /**
     * Keeps a content, which stays a suspect until {@link #committed}.
     *
     * @param name what to call it in an error
     */
    ContentFiles.Content put(InputStream in, String name) {
      Path part = incoming.resolve(UUID.randomUUID() + ".part");
      try {
        try {
          ContentFiles.Content content = contentFiles.write(in, part, name);
          suspect(Set.of(content.sha256()));
          contentFiles.moveIntoPlace(part, content.sha256());
          return content;
        } finally {
          Files.deleteIfExists(part);
        }
      } catch (IOException e) {
        throw unwritable(e);
      }
    }

    /** Keeps the content that a document names, unless it is there. */
    void put(Document document, Function<Document, InputStream> contents) {
      suspect(Set.of(document.sha256()));
      Path place = contentFiles.place(document.sha256());
      if (!Files.isRegularFile(place)) {
        putNew(document, contents);
      }
      try {
        if (Files.size(place) != document.bytes()) {
          throw TrackerException.invalid(
              "The content of the document `%s` has %d bytes, not `%d`."
                  .formatted(document.fileName(), Files.size(place), document.bytes()));
        }
      } catch (IOException e) {
        throw unwritable(e);
      }
    }

    private void putNew(Document document, Function<Document, InputStream> contents) {
      try (InputStream in = contents.apply(document)) {
        ContentFiles.Content content = put(in, document.fileName());
        if (!content.sha256().equals(document.sha256())) {
          throw TrackerException.invalid(
              "The content of the document `%s` has the SHA-256 `%s`, not `%s`: it was changed or damaged. Take it from another copy."
                  .formatted(document.fileName(), content.sha256(), document.sha256()));
        }
      } catch (IOException e) {
        throw new TrackerException.StoreUnavailable(
            "The content of the document `%s` cannot be read (%s)."
                .formatted(document.fileName(), e.getMessage()),
            e);
      }
    }

    /**
     * Takes over files that are forced to disk already, each as the content that it is named by; a
     * content that is there stays. They stay suspects until {@link #committed}.
     *
     * @param files by their SHA-256, on the same disk; moved away, or left if the content is there
     */
    void take(Map<String, Path> files) {
      suspect(files.keySet());
      try {
        for (Map.Entry<String, Path> file : files.entrySet()) {
          contentFiles.moveIntoPlace(file.getValue(), file.getKey());
        }
      } catch (IOException e) {
        throw unwritable(e);
      }
    }

    /** Says that the contents may soon belong to no document. */
    void suspect(Collection<String> sha256s) {
      for (String sha256 : sha256s) {
        try {
          Files.createFile(incoming.resolve(sha256 + SUSPECT));
        } catch (FileAlreadyExistsException e) {
          // Somebody else suspects it too.
        } catch (IOException e) {
          throw unwritable(e);
        }
      }
      ContentFiles.force(incoming);
    }

    /** Says that a document with the content is committed. */
    void committed(String sha256) {
      try {
        Files.deleteIfExists(incoming.resolve(sha256 + SUSPECT));
      } catch (IOException e) {
        // A suspect that stays is looked at once more, and found innocent.
      }
    }

    @Override
    public void close() {
      lock.unshare();
    }
  }

  /**
   * Deletes what a crash, or a purge, has left behind. Does nothing while somebody adds documents.
   */
  public void recover(Store store) {
    if (!Files.isDirectory(incoming)) {
      return;
    }
    try {
      if (names(incoming).isEmpty()) {
        return;
      }
      lock.tryAlone(() -> deleteSuspects(store));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void deleteSuspects(Store store) {
    try {
      List<String> names = names(incoming);
      Set<String> suspects = new HashSet<>();
      for (String name : names) {
        String hash = name.replace(SUSPECT, "");
        if (name.endsWith(SUSPECT) && ContentFiles.HASH.matcher(hash).matches()) {
          suspects.add(hash);
        }
      }
      deleteUnused(store, suspects);
      for (String name : names) {
        Files.deleteIfExists(incoming.resolve(name));
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private int deleteUnused(Store store, Set<String> contents) throws IOException {
    Set<String> used = store.read(reader -> reader.contentsInUse(contents));
    int deleted = 0;
    for (String content : contents) {
      if (!used.contains(content) && Files.deleteIfExists(contentFiles.place(content))) {
        deleted++;
      }
    }
    return deleted;
  }

  /** Looks at every file; negative if somebody is adding one. */
  int sweep(Store store) {
    if (!Files.isDirectory(root)) {
      return 0;
    }
    int[] deleted = {0};
    try {
      boolean done =
          lock.tryAlone(() -> {
            try {
              deleteSuspects(store);
              for (String folder : names(root)) {
                if (folder.length() == 2 && Files.isDirectory(root.resolve(folder))) {
                  Set<String> contents = new HashSet<>(names(root.resolve(folder)));
                  contents.removeIf(name -> !ContentFiles.HASH.matcher(name).matches());
                  deleted[0] += deleteUnused(store, contents);
                }
              }
            } catch (IOException e) {
              throw unwritable(e);
            }
          });
      return done ? deleted[0] : -1;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** The files of all contents. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    try {
      if (Files.isDirectory(root)) {
        for (String folder : names(root)) {
          if (folder.length() == 2 && Files.isDirectory(root.resolve(folder))) {
            for (String name : names(root.resolve(folder))) {
              if (ContentFiles.HASH.matcher(name).matches()) {
                files.add(root.resolve(folder).resolve(name));
              }
            }
          }
        }
      }
      return files;
    } catch (IOException e) {
      throw new TrackerException.StoreUnavailable(
          "The documents' folder `%s` cannot be read (%s). Check its rights."
              .formatted(root, e.getMessage()),
          e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private TrackerException unwritable(IOException e) {
    return new TrackerException.StoreUnavailable(
        "The documents' folder `%s` cannot be written (%s). Check its rights and the space left."
            .formatted(root, e.getMessage()),
        e);
  }
}
