package dev.jobstream.tracker.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.tracker.applications.Documents;
import dev.jobstream.tracker.applications.Tracker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Everything that is kept, in one archive that {@link Restore} reads: a ZIP file with {@code
 * manifest.json}, {@code jobstream.db} and {@code documents/ab/abcd…}, each document under its
 * SHA-256. Others can go on working meanwhile: the archive is as things were when it began.
 */
public final class Backup {
  /** What the manifest says it is. */
  static final String FORMAT = "jobstream-backup";

  /** Grows when an older Jobstream could not read a newer archive. */
  static final int VERSION = 1;

  static final String MANIFEST = "manifest.json";
  static final String DATABASE = "jobstream.db";
  static final String DOCUMENTS = "documents/";

  private Backup() {}

  /**
   * What was written.
   *
   * @param databaseBytes how large the database is
   * @param documents how many documents there are
   */
  public record Result(long databaseBytes, long documents) {}

  /**
   * Writes an archive.
   *
   * @param out not closed
   * @param scratch a folder on a disk with room for a copy of the database
   * @param progress told how many documents are written
   */
  public static Result write(
      Tracker tracker, OutputStream out, Path scratch, Instant now, LongConsumer progress)
      throws IOException {
    Path folder = Files.createTempDirectory(scratch, ".backup");
    Path copy = folder.resolve(DATABASE);
    // Contents are there before the database tells of them, and stay as long as this is open.
    try (Documents.Contents contents = tracker.documents().contents()) {
      tracker.store().copyTo(copy);
      List<Path> files = contents.files();
      ZipOutputStream zip = new ZipOutputStream(out);
      zip.putNextEntry(new ZipEntry(MANIFEST));
      manifest(zip, copy, files.size(), now);
      zip.putNextEntry(new ZipEntry(DATABASE));
      Files.copy(copy, zip);
      long written = 0;
      for (Path file : files) {
        String hash = file.getFileName().toString();
        zip.putNextEntry(new ZipEntry(DOCUMENTS + hash.substring(0, 2) + "/" + hash));
        Files.copy(file, zip);
        progress.accept(++written);
      }
      zip.finish();
      return new Result(Files.size(copy), written);
    } finally {
      Files.deleteIfExists(copy);
      Files.deleteIfExists(folder);
    }
  }

  private static void manifest(OutputStream out, Path copy, int documents, Instant now)
      throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", VERSION);
      json.writeStringField("createdAt", now.toString());
      json.writeStringField("databaseSha256", Hashes.sha256(copy));
      json.writeNumberField("documents", documents);
      json.writeEndObject();
    }
  }
}
