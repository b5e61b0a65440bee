package dev.jobstream.tracker.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.applications.Company;
import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Dossier;
import dev.jobstream.tracker.applications.Interview;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.JournalEntry;
import dev.jobstream.tracker.applications.Note;
import dev.jobstream.tracker.applications.Posting;
import dev.jobstream.tracker.applications.Reminder;
import dev.jobstream.tracker.applications.SavedAnalysis;
import dev.jobstream.tracker.applications.SavedSearch;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StageChange;
import dev.jobstream.tracker.applications.StageHistory;
import dev.jobstream.tracker.applications.TrackerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ApplicationJson} wrote. */
final class DossierParser {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private DossierParser() {}

  /**
   * Reads an application with all that belongs to it.
   *
   * @throws TrackerException.Invalid if something of it is missing or cannot be used
   */
  static Dossier dossier(JsonFields json) {
    try {
      return read(json);
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Of the records' own checks, such as a span that ends before it begins.
      throw json.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static Dossier read(JsonFields json) {
    JobApplication application = application(json);
    List<JournalEntry> entries = new ArrayList<>();
    json.objects("notes").forEach(note -> entries.add(note(note, application)));
    json.objects("contacts").forEach(contact -> entries.add(contact(contact, application)));
    json.objects("interviews").forEach(talk -> entries.add(interview(talk, application)));
    json.objects("reminders").forEach(todo -> entries.add(reminder(todo, application)));
    // Ids grow, so this is the order in which they were made.
    entries.sort(Comparator.comparing(JournalEntry::id));
    List<Document> documents =
        json.objects("documents").stream().map(file -> document(file, application)).toList();
    List<StageChange> moves = json.objects("history").stream().map(DossierParser::move).toList();
    if (moves.isEmpty()) {
      throw json.wrong("`history` has no move.");
    }
    return new Dossier(
        application, posting(json.object("posting")), new StageHistory(moves), entries, documents);
  }

  private static JobApplication application(JsonFields json) {
    return new JobApplication(
        json.id("id"),
        json.longNumber("version"),
        json.id("postingId"),
        details(json),
        json.has("companyId")
            ? new JobApplication.CompanyRef(json.id("companyId"), json.text("companyName"))
            : null,
        json.textOrNull("source"),
        json.texts("tags"),
        json.constant("stage", Stage.class),
        json.day("stageSince"),
        json.constant("furthestStage", Stage.class),
        json.dayOrNull("appliedOn"),
        json.dayOrNull("answeredOn"),
        json.day("quietSince"),
        json.instant("createdAt"),
        json.instant("updatedAt"),
        json.instantOrNull("trashedAt"));
  }

  private static JobDetails details(JsonFields json) {
    JobDetails.Builder job = JobDetails.builder();
    for (PostingField field : PostingField.values()) {
      if (field != PostingField.TAGS && json.has(field.jsonName())) {
        job.set(field, FindingJson.value(json, field));
      }
    }
    return job.build();
  }

  private static Posting posting(JsonFields json) {
    return new Posting(
        json.id("id"),
        json.text("text"),
        json.textOrNull("html"),
        json.textOrNull("sourceUrl"),
        json.has("analysis") ? analysis(json.object("analysis")) : null,
        json.instant("savedAt"));
  }

  private static SavedAnalysis analysis(JsonFields json) {
    JsonFields evidence = json.object("evidence");
    Map<PostingField, Finding> findings = new EnumMap<>(PostingField.class);
    for (PostingField field : PostingField.values()) {
      if (json.has(field.jsonName())) {
        findings.put(field, FindingJson.finding(json, evidence.object(field.jsonName()), field));
      }
    }
    return new SavedAnalysis(
        findings,
        json.constant("outcome", PostingAnalysis.Outcome.class),
        json.textOrNull("model"),
        json.texts("warnings"));
  }

  private static StageChange move(JsonFields json) {
    return new StageChange(
        json.id("id"),
        json.constant("stage", Stage.class),
        json.day("on"),
        json.instant("recordedAt"),
        json.textOrNull("note"),
        json.idOrNull("corrects"));
  }

  private static Note note(JsonFields json, JobApplication of) {
    return new Note(
        json.id("id"),
        json.longNumber("version"),
        of.id(),
        json.text("text"),
        json.instant("createdAt"));
  }

  private static Contact contact(JsonFields json, JobApplication of) {
    return new Contact(
        json.id("id"),
        json.longNumber("version"),
        of.id(),
        new Contact.Details(
            json.text("name"),
            json.textOrNull("role"),
            json.textOrNull("email"),
            json.textOrNull("phone"),
            json.textOrNull("link"),
            json.textOrNull("note")),
        json.instant("createdAt"));
  }

  private static Interview interview(JsonFields json, JobApplication of) {
    return new Interview(
        json.id("id"),
        json.longNumber("version"),
        of.id(),
        new Interview.Details(
            json.number("round"),
            json.constant("kind", Interview.Kind.class),
            json.time("startsAt"),
            length(json),
            json.textOrNull("place"),
            json.texts("people"),
            json.constant("outcome", Interview.Outcome.class),
            json.textOrNull("note")),
        json.instant("createdAt"));
  }

  private static @Nullable Duration length(JsonFields json) {
    return json.has("minutes") ? Duration.ofMinutes(json.number("minutes")) : null;
  }

  private static Reminder reminder(JsonFields json, JobApplication of) {
    return new Reminder(
        json.id("id"),
        json.longNumber("version"),
        of.id(),
        json.text("action"),
        json.day("due"),
        json.instantOrNull("doneAt"),
        json.instant("createdAt"));
  }

  private static Document document(JsonFields json, JobApplication of) {
    return new Document(
        json.id("id"),
        of.id(),
        json.constant("kind", Document.Kind.class),
        hash(json),
        fileName(json),
        json.text("mediaType"),
        json.longNumber("bytes"),
        json.instant("attachedAt"));
  }

  private static String hash(JsonFields json) {
    String hash = json.text("sha256");
    if (!HASH.matcher(hash).matches()) {
      throw json.wrong("`sha256` is `%s`, which is no SHA-256.".formatted(hash));
    }
    return hash;
  }

  private static String fileName(JsonFields json) {
    String name = json.text("fileName");
    boolean isPath =
        name.isBlank()
            || name.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    if (isPath) {
      throw json.wrong("`fileName` is `%s`, which is no name of a file alone.".formatted(name));
    }
    return name;
  }

  static Company company(JsonNode node) {
    JsonFields json = new JsonFields(node, "a company");
    return new Company(
        json.id("id"), json.longNumber("version"), json.text("name"), json.texts("otherNames"));
  }

  static SavedSearch search(JsonNode node) {
    JsonFields json = new JsonFields(node, "a saved search");
    return new SavedSearch(
        json.id("id"),
        json.longNumber("version"),
        json.text("name"),
        json.text("query"),
        json.instant("createdAt"));
  }
}
