package dev.jobstream.tracker.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Page;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.Store;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An archive of {@link Backup}, unpacked beside what is there and checked: every document has its
 * hash, the database is whole, of a release that can be read, and misses no document. Nothing of
 * what is there is touched before {@link #into}. Not thread-safe.
 */
public final class Restore implements AutoCloseable {
  /** No other entry is unpacked, so none can lead out of the folder. */
  private static final Pattern DOCUMENT =
      Pattern.compile("documents/([0-9a-f]{2})/(\\1[0-9a-f]{62})");

  private final Path folder;
  private final Instant createdAt;
  private final long applications;
  private final Set<String> documents;

  private Restore(Path folder, Instant createdAt, long applications, Set<String> documents) {
    this.folder = folder;
    this.createdAt = createdAt;
    this.applications = applications;
    this.documents = documents;
  }

  /** When the backup was made. */
  public Instant createdAt() {
    return createdAt;
  }

  /** How many applications it has, those in the trash included. */
  public long applications() {
    return applications;
  }

  /** How many documents it has. */
  public long documents() {
    return documents.size();
  }

  /**
   * Unpacks and checks an archive.
   *
   * @param archive a ZIP file
   * @param home the folder in which things are kept, beneath which it is unpacked
   * @param opener opens a database, and refuses one that cannot be read
   * @param progress told how many documents are unpacked
   * @return what is to be put in place, and closed in any case
   * @throws TrackerException.Invalid if it is no such archive, or damaged
   */
  public static Restore open(
      Path archive, Path home, Function<Path, Store> opener, LongConsumer progress)
      throws IOException {
    Files.createDirectories(home);
    Path folder = Files.createTempDirectory(home, ".restore");
    boolean opened = false;
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      JsonNode manifest = manifest(zip, archive);
      unpackDatabase(zip, folder, manifest.path("databaseSha256").asText());
      Set<String> documents = unpackDocuments(zip, folder, progress);
      long applications = check(folder, opener, documents);
      Restore restore =
          new Restore(
              folder, Instant.parse(manifest.path("createdAt").asText()), applications, documents);
      opened = true;
      return restore;
    } catch (ZipException | java.time.DateTimeException e) {
      throw TrackerException.invalid(
          "`%s` is no backup of Jobstream, or is damaged (%s). Take another copy of it."
              .formatted(archive, e.getMessage()));
    } finally {
      if (!opened) {
        delete(folder);
      }
    }
  }

  private static JsonNode manifest(ZipFile zip, Path archive) throws IOException {
    ZipEntry entry = zip.getEntry(Backup.MANIFEST);
    if (entry == null) {
      throw TrackerException.invalid(
          "`%s` is no backup of Jobstream: it has no `%s`.".formatted(archive, Backup.MANIFEST));
    }
    JsonNode manifest;
    try (InputStream in = zip.getInputStream(entry)) {
      manifest = new ObjectMapper().readTree(in.readNBytes(100_000));
    }
    int version = manifest.path("version").asInt(-1);
    if (!Backup.FORMAT.equals(manifest.path("format").asText()) || version != Backup.VERSION) {
      throw TrackerException.invalid(
          "The backup has the version `%s`, and this Jobstream reads version %d. Use the Jobstream that wrote it, or a newer one."
              .formatted(manifest.path("version").asText("none"), Backup.VERSION));
    }
    return manifest;
  }

  private static void unpackDatabase(ZipFile zip, Path folder, String hash) throws IOException {
    ZipEntry entry = zip.getEntry(Backup.DATABASE);
    if (entry == null || !unpack(zip, entry, folder.resolve(Backup.DATABASE)).equals(hash)) {
      throw TrackerException.invalid(
          "The backup's database is missing or damaged: it does not have the hash that was noted. Take another copy of the backup.");
    }
  }

  private static Set<String> unpackDocuments(ZipFile zip, Path folder, LongConsumer progress)
      throws IOException {
    Set<String> hashes = new HashSet<>();
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      Matcher document = DOCUMENT.matcher(entry.getName());
      if (document.matches()) {
        String hash = document.group(2);
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        if (!unpack(zip, entry, file).equals(hash)) {
          throw TrackerException.invalid(
              "The document `%s` of the backup is damaged: it does not have the hash it is named by. Take another copy of the backup."
                  .formatted(hash));
        }
        hashes.add(hash);
        progress.accept(hashes.size());
      }
    }
    return hashes;
  }

  private static String unpack(ZipFile zip, ZipEntry entry, Path to) throws IOException {
    try (InputStream in = zip.getInputStream(entry);
        FileChannel channel =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      String hash = Hashes.copy(in, out);
      channel.force(true);
      return hash;
    }
  }

  /** Looks whether the database is whole, and returns how many applications it has. */
  private static long check(Path folder, Function<Path, Store> opener, Set<String> documents) {
    try (Store store = opener.apply(folder.resolve(Backup.DATABASE))) {
      List<String> damages = store.check();
      if (!damages.isEmpty()) {
        throw TrackerException.invalid(
            "The backup's database is damaged: %s Take another backup."
                .formatted(damages.getFirst()));
      }
      long applications = 0;
      PageRequest request = PageRequest.first(PageRequest.MOST);
      while (true) {
        PageRequest asked = request;
        Page<JobApplication> page =
            store.read(reader -> {
              Page<JobApplication> found = reader.everything(asked);
              for (JobApplication application : found.items()) {
                Set<String> missing = new HashSet<>(reader.contentsOf(application.id()));
                missing.removeAll(documents);
                if (!missing.isEmpty()) {
                  throw TrackerException.invalid(
                      "The backup misses the document `%s` of the application `%s`. Take another backup."
                          .formatted(missing.iterator().next(), application.id()));
                }
              }
              return found;
            });
        applications += page.items().size();
        if (page.next() == null) {
          return applications;
        }
        request = request.after(page.next());
      }
    }
  }

  /**
   * Puts it in the place of everything that is kept. A crash leaves the old state or the new one.
   *
   * @param tracker keeps things in the folder beneath which the archive is unpacked
   * @param save saves what is there. If it throws, nothing is replaced; it is run once more if
   *     somebody writes meanwhile
   * @throws TrackerException.Invalid if things are kept by a server
   */
  public void into(Tracker tracker, Runnable save) {
    Map<String, Path> contents = new HashMap<>();
    for (String hash : documents) {
      contents.put(hash, folder.resolve(Backup.DOCUMENTS + hash.substring(0, 2)).resolve(hash));
    }
    tracker.dossiers().replaceAll(folder.resolve(Backup.DATABASE), contents, save);
  }

  /** Deletes what was unpacked. */
  @Override
  public void close() throws IOException {
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path visited, java.io.@org.jspecify.annotations.Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
