package dev.jobstream.tracker.exchange;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Dossier;
import dev.jobstream.tracker.applications.Dossiers;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Reads what {@link JsonExport} wrote. What is here already is left as it is, so the same document
 * can be read twice, or after an interruption. Not thread-safe.
 */
public final class JsonImport {
  /** The most problems that are kept to be shown; the others are counted. */
  public static final int MOST_PROBLEMS = 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Tracker tracker;
  private final boolean dryRun;
  private final LongConsumer progress;
  private final Path contents;
  private final List<String> problems = new ArrayList<>();
  private long added;
  private long same;
  private long different;
  private long failed;
  private long read;

  /**
   * What became of the applications.
   *
   * @param added how many went in, or would have
   * @param same how many were here already, just the same
   * @param different how many were here already and have changed; they were left as they are
   * @param failed how many could not be read
   * @param problems why, of the first of those
   */
  public record Result(long added, long same, long different, long failed, List<String> problems) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  private JsonImport(Tracker tracker, boolean dryRun, LongConsumer progress, Path contents) {
    this.tracker = tracker;
    this.dryRun = dryRun;
    this.progress = progress;
    this.contents = contents;
  }

  /**
   * Reads a document in. An application that fails does not keep the others out.
   *
   * @param in not closed
   * @param dryRun whether nothing is to be saved
   * @param progress told how many applications are read
   * @throws TrackerException.Invalid if it is no such document, is of another version, or breaks
   *     off; what went in before stays
   */
  public static Result run(Tracker tracker, InputStream in, boolean dryRun, LongConsumer progress)
      throws IOException {
    Path contents = Files.createTempDirectory("jobstream-import");
    try (JsonParser json = MAPPER.createParser(in)) {
      json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      JsonImport run = new JsonImport(tracker, dryRun, progress, contents);
      run.read(json);
      return new Result(run.added, run.same, run.different, run.failed, run.problems);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw TrackerException.invalid(
          "The file breaks off or is damaged%s (%s). What stands before went in."
              .formatted(
                  at == null
                      ? ""
                      : " at line %,d, column %,d".formatted(at.getLineNr(), at.getColumnNr()),
                  e.getOriginalMessage()));
    } finally {
      clear(contents);
      Files.deleteIfExists(contents);
    }
  }

  /** Whether a file begins as JSON does, whatever its name. */
  public static boolean looksLikeJson(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      for (byte b : in.readNBytes(64)) {
        if (b == '{' || b == '[') {
          return true;
        }
        boolean skipped =
            Character.isWhitespace(b) || b == (byte) 0xef || b == (byte) 0xbb || b == (byte) 0xbf;
        if (!skipped) {
          return false;
        }
      }
      return false;
    }
  }

  private void read(JsonParser json) throws IOException {
    header(json);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "companies" -> each(json, node -> tracker.dossiers().add(DossierParser.company(node)));
        case "searches" -> each(json, node -> tracker.dossiers().add(DossierParser.search(node)));
        case "applications" -> applications(json);
        case null, default -> json.skipChildren();
      }
    }
  }

  /** The format and its version, which come first so that nothing is read of what is foreign. */
  private static void header(JsonParser json) throws IOException {
    String format = null;
    int version = -1;
    boolean begins = false;
    try {
      begins = json.nextToken() == JsonToken.START_OBJECT;
      if (begins
          && "format".equals(json.nextFieldName())
          && json.nextToken() == JsonToken.VALUE_STRING) {
        format = json.getText();
      }
      if (format != null && "version".equals(json.nextFieldName())) {
        version = json.nextIntValue(-1);
      }
    } catch (JsonProcessingException e) {
      begins = false;
    }
    if (!begins || !JsonExport.FORMAT.equals(format)) {
      throw TrackerException.invalid(
          "This is no export of Jobstream, which begins with `{\"format\":\"jobstream\"`. A table goes in as CSV.");
    }
    if (version != JsonExport.VERSION) {
      throw TrackerException.invalid(
          "The export has the version `%d`, and this Jobstream reads version %d. Use the Jobstream that wrote it, or a newer one."
              .formatted(version, JsonExport.VERSION));
    }
  }

  @FunctionalInterface
  private interface Sink {
    Dossiers.Outcome add(JsonNode node);
  }

  private void each(JsonParser json, Sink sink) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      JsonNode node = MAPPER.readTree(json);
      try {
        if (!dryRun) {
          sink.add(node);
        }
      } catch (TrackerException.Invalid e) {
        fail(String.valueOf(e.getMessage()));
      }
    }
  }

  private void applications(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      read++;
      Map<String, Path> files = new HashMap<>();
      ObjectNode node = application(json, files);
      try {
        Dossier dossier =
            DossierParser.dossier(new JsonFields(node, "the application %,d".formatted(read)));
        add(dossier, files);
      } catch (TrackerException.Invalid e) {
        fail(String.valueOf(e.getMessage()));
      } finally {
        clear(contents);
      }
      progress.accept(read);
    }
  }

  private void fail(String message) {
    failed++;
    tell(message);
  }

  private void tell(String message) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(message);
    }
  }

  private void add(Dossier given, Map<String, Path> files) {
    Dossier dossier = withContents(given, files);
    Dossiers.Outcome outcome =
        dryRun
            ? tracker.dossiers().preview(dossier)
            : tracker.dossiers().add(dossier, document -> open(document, files));
    switch (outcome) {
      case ADDED -> {
        added++;
        int missing = given.documents().size() - dossier.documents().size();
        if (missing > 0) {
          tell(
              "The application `%s` came without the contents of %d documents, which are left out."
                  .formatted(given.application().id(), missing));
        }
      }
      case SAME -> same++;
      case DIFFERENT -> different++;
    }
  }

  /** An export without contents still tells of its documents; without contents they are nothing. */
  private static Dossier withContents(Dossier dossier, Map<String, Path> files) {
    List<Document> there =
        dossier.documents().stream()
            .filter(document -> files.containsKey(document.sha256()))
            .toList();
    return new Dossier(
        dossier.application(), dossier.posting(), dossier.history(), dossier.entries(), there);
  }

  private static InputStream open(Document document, Map<String, Path> files) {
    Path file = files.get(document.sha256());
    if (file == null) {
      throw TrackerException.invalid(
          "The content of the document `%s` is missing.".formatted(document.fileName()));
    }
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads an application, the contents of its documents into files. */
  private ObjectNode application(JsonParser json, Map<String, Path> files) throws IOException {
    ObjectNode node = MAPPER.createObjectNode();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("documents") && json.currentToken() == JsonToken.START_ARRAY) {
        ArrayNode documents = node.putArray("documents");
        while (json.nextToken() == JsonToken.START_OBJECT) {
          documents.add(document(json, files));
        }
      } else {
        node.set(name, MAPPER.readTree(json));
      }
    }
    return node;
  }

  private ObjectNode document(JsonParser json, Map<String, Path> files) throws IOException {
    ObjectNode node = MAPPER.createObjectNode();
    Path content = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("content")) {
        content = Files.createTempFile(contents, "content", "");
        try (OutputStream out = Files.newOutputStream(content)) {
          json.readBinaryValue(out);
        }
      } else {
        node.set(name, MAPPER.readTree(json));
      }
    }
    if (content != null) {
      files.put(node.path("sha256").asText(), content);
    }
    return node;
  }

  private static void clear(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
