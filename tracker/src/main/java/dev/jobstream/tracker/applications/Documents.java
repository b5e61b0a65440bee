package dev.jobstream.tracker.applications;

import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that were sent. Thread-safe. */
public final class Documents {
  private final Store store;
  private final DocumentFolder folder;
  private final IdSource ids;
  private final Refresh refresh;
  private final Lookup lookup;

  Documents(Store store, DocumentFolder folder, IdSource ids, Refresh refresh, Lookup lookup) {
    this.store = store;
    this.folder = folder;
    this.ids = ids;
    this.refresh = refresh;
    this.lookup = lookup;
  }

  /**
   * Keeps a copy of a file with an application. Later changes to the file make no difference.
   *
   * @param fileName its name; folders in it are cut off
   * @param content the content, which the caller closes
   * @throws TrackerException.Invalid if it is empty or larger than allowed; nothing is kept then
   */
  public Document attach(Id application, Document.Kind kind, String fileName, InputStream content) {
    String name = FileName.of(fileName);
    String guessed = URLConnection.guessContentTypeFromName(name);
    String mediaType = guessed == null ? "application/octet-stream" : guessed;
    get(application);
    return folder.whileOpen(
        store,
        session -> {
          ContentFiles.Content kept = session.put(content, name);
          Document document =
              store.write(writer -> {
                JobApplication there = lookup.application(writer, application);
                Document added =
                    new Document(
                        ids.next(),
                        application,
                        kind,
                        kept.sha256(),
                        name,
                        mediaType,
                        kept.bytes(),
                        refresh.now());
                writer.add(added);
                refresh.put(writer, there);
                return added;
              });
          session.committed(kept.sha256());
          return document;
        });
  }

  /** Fails before a file is copied for nothing. */
  private void get(Id application) {
    store.read(reader -> lookup.application(reader, application));
  }

  /** The documents of an application, in the order of attaching. */
  public List<Document> of(Id application) {
    return store.read(reader -> reader.documents(lookup.application(reader, application).id()));
  }

  /** The document whose id begins as typed. */
  public Document find(String typed) {
    return store.read(reader -> {
      Id id = lookup.id(reader, IdKind.DOCUMENT, typed);
      return reader.document(id).orElseThrow(() -> Lookup.gone(IdKind.DOCUMENT, id));
    });
  }

  /**
   * The file that holds a document's content; not to be changed.
   *
   * @throws TrackerException.StoreUnavailable if it is missing
   */
  public Path file(Document document) {
    return folder.file(document.sha256(), document.fileName());
  }

  /** Removes a document from its application, until {@link #restore} brings it back. */
  public Document remove(Id id) {
    return store.write(writer -> {
      Document document = writer.document(id).orElseThrow(() -> Lookup.gone(IdKind.DOCUMENT, id));
      setRemoved(writer, id, refresh.now());
      return document;
    });
  }

  /** Brings a removed document back. */
  public Document restore(Id id) {
    return store.write(writer -> {
      setRemoved(writer, id, null);
      return writer.document(id).orElseThrow(() -> Lookup.gone(IdKind.DOCUMENT, id));
    });
  }

  private void setRemoved(StoreWriter writer, Id id, @Nullable Instant at) {
    Id application = writer.setRemoved(IdKind.DOCUMENT, id, at);
    if (application == null) {
      throw Lookup.gone(IdKind.DOCUMENT, id);
    }
    refresh.put(writer, lookup.application(writer, application));
  }

  /**
   * Opens the contents of all documents; as long as that is open, none of them is deleted.
   *
   * @return what the same thread closes
   */
  public Contents contents() {
    return new Contents(folder.open());
  }

  /** The contents of all documents. Not thread-safe. */
  public final class Contents implements AutoCloseable {
    private final DocumentFolder.Session session;

    private Contents(DocumentFolder.Session session) {
      this.session = session;
    }

    /** The files that are there by now, each named by its SHA-256. */
    public List<Path> files() {
      return folder.files();
    }

    @Override
    public void close() {
      session.close();
    }
  }

  /**
   * Deletes every file in the documents' folder that belongs to no document. Safe while others
   * write: it does nothing if one is just attaching a document.
   *
   * @return how many files were deleted; negative if another process is attaching one
   */
  public int sweep() {
    return folder.sweep(store);
  }
}
