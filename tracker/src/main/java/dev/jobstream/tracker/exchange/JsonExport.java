package dev.jobstream.tracker.exchange;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.tracker.applications.Company;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Documents;
import dev.jobstream.tracker.applications.Dossier;
import dev.jobstream.tracker.applications.SavedSearch;
import dev.jobstream.tracker.applications.Tracker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.LongConsumer;

/**
 * Everything that is kept, as one JSON document that {@link JsonImport} reads: companies, saved
 * searches and whole applications, with the documents in Base64.
 */
public final class JsonExport {
  /** What the document says it is. */
  static final String FORMAT = "jobstream";

  /** Grows when an older Jobstream could not read a newer document. */
  static final int VERSION = 1;

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Tracker tracker;
  private final boolean withContents;

  /**
   * @param withContents whether the contents of the documents are written; without them an import
   *     leaves the documents out
   */
  public JsonExport(Tracker tracker, boolean withContents) {
    this.tracker = tracker;
    this.withContents = withContents;
  }

  /**
   * Writes everything.
   *
   * @param out not closed
   * @param progress told how many applications are written
   */
  public void write(OutputStream out, Instant now, LongConsumer progress) throws IOException {
    // A purge meanwhile takes no document away that is still to be written.
    try (Documents.Contents _ = tracker.documents().contents();
        JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", VERSION);
      json.writeStringField("exportedAt", now.toString());
      json.writeArrayFieldStart("companies");
      for (Company company : Pages.all(page -> tracker.companies().list("", page))) {
        ApplicationJson.write(json, company);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("searches");
      for (SavedSearch search : Pages.all(tracker.savedSearches()::list)) {
        ApplicationJson.write(json, search);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("applications");
      long written = 0;
      for (Dossier dossier : Pages.all(tracker.dossiers()::page)) {
        write(json, dossier);
        progress.accept(++written);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void write(JsonGenerator json, Dossier dossier) throws IOException {
    json.writeStartObject();
    ApplicationJson.withoutDocuments(json, dossier);
    json.writeArrayFieldStart("documents");
    for (Document document : dossier.documents()) {
      write(json, document);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(JsonGenerator json, Document document) throws IOException {
    json.writeStartObject();
    ApplicationJson.fields(json, document);
    if (withContents) {
      Path file = tracker.documents().file(document);
      try (InputStream in = Files.newInputStream(file)) {
        json.writeFieldName("content");
        json.writeBinary(in, Math.toIntExact(document.bytes()));
      }
    }
    json.writeEndObject();
  }
}
