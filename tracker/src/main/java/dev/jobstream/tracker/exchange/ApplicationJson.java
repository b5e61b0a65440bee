package dev.jobstream.tracker.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.Seniority;
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
import dev.jobstream.tracker.applications.StageChange;
import dev.jobstream.tracker.applications.StageHistory;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Applications and what belongs to them as JSON; {@code docs/json.md} describes the shapes. What is
 * not known is missing.
 */
public final class ApplicationJson {
  private ApplicationJson() {}

  /** Writes an application, as lists have it. */
  public static void write(JsonGenerator json, JobApplication application) throws IOException {
    json.writeStartObject();
    fields(json, application);
    json.writeEndObject();
  }

  /** Writes everything about an application. */
  public static void write(JsonGenerator json, Dossier dossier) throws IOException {
    json.writeStartObject();
    withoutDocuments(json, dossier);
    json.writeArrayFieldStart("documents");
    for (Document document : dossier.documents()) {
      write(json, document);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes all but the documents into an object that the caller opened. */
  static void withoutDocuments(JsonGenerator json, Dossier dossier) throws IOException {
    fields(json, dossier.application());
    json.writeFieldName("posting");
    write(json, dossier.posting());
    json.writeFieldName("history");
    write(json, dossier.history());
    entries(json, "notes", dossier.entries(Note.class));
    entries(json, "contacts", dossier.entries(Contact.class));
    entries(json, "interviews", dossier.entries(Interview.class));
    entries(json, "reminders", dossier.entries(Reminder.class));
  }

  private static void fields(JsonGenerator json, JobApplication application) throws IOException {
    json.writeStringField("id", application.id().text());
    json.writeNumberField("version", application.version());
    details(json, application.job());
    JobApplication.CompanyRef company = application.company();
    if (company != null) {
      json.writeStringField("companyId", company.id().text());
      json.writeStringField("companyName", company.name());
    }
    optional(json, "source", application.source());
    json.writeFieldName("tags");
    FindingJson.texts(json, application.tags());
    json.writeStringField("stage", application.stage().name());
    json.writeStringField("stageSince", application.stageSince().toString());
    json.writeStringField("furthestStage", application.furthestStage().name());
    optional(json, "appliedOn", application.appliedOn());
    optional(json, "answeredOn", application.answeredOn());
    json.writeStringField("quietSince", application.quietSince().toString());
    json.writeStringField("createdAt", application.createdAt().toString());
    json.writeStringField("updatedAt", application.updatedAt().toString());
    optional(json, "trashedAt", application.trashedAt());
    json.writeStringField("postingId", application.postingId().text());
  }

  private static void details(JsonGenerator json, JobDetails job) throws IOException {
    optional(json, "title", job.title());
    optional(json, "company", job.company());
    optional(json, "location", job.location());
    optional(json, "workplaceType", job.workplaceType());
    if (job.employmentType() != EmploymentType.UNSPECIFIED) {
      json.writeStringField("employmentType", job.employmentType().name());
    }
    if (job.seniority() != Seniority.UNSPECIFIED) {
      json.writeStringField("seniority", job.seniority().name());
    }
    optional(json, "industry", job.industry());
    if (!job.skills().isEmpty()) {
      json.writeFieldName("skills");
      FindingJson.texts(json, job.skills());
    }
    if (job.salary() != null) {
      json.writeFieldName("salary");
      FindingJson.salary(json, job.salary());
    }
    optional(json, "sourceUrl", job.sourceUrl());
    optional(json, "applyUrl", job.applyUrl());
    optional(json, "datePosted", job.datePosted());
    optional(json, "validThrough", job.validThrough());
  }

  private static void write(JsonGenerator json, Posting posting) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", posting.id().text());
    json.writeStringField("text", posting.text());
    optional(json, "html", posting.html());
    optional(json, "sourceUrl", posting.sourceUrl());
    json.writeStringField("savedAt", posting.savedAt().toString());
    if (posting.analysis() != null) {
      json.writeFieldName("analysis");
      write(json, posting.analysis(), posting.text());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, SavedAnalysis analysis, String text)
      throws IOException {
    json.writeStartObject();
    for (Finding finding : analysis.findings().values()) {
      json.writeFieldName(finding.field().jsonName());
      FindingJson.value(json, finding.value());
    }
    json.writeObjectFieldStart("evidence");
    for (Finding finding : analysis.findings().values()) {
      json.writeObjectFieldStart(finding.field().jsonName());
      FindingJson.evidence(json, finding, text);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeStringField("model", analysis.modelId());
    json.writeStringField("outcome", analysis.outcome().name());
    json.writeFieldName("warnings");
    FindingJson.texts(json, analysis.warnings());
    json.writeEndObject();
  }

  /** Writes moves as an array, in the order in which they were recorded. */
  public static void write(JsonGenerator json, StageHistory history) throws IOException {
    json.writeStartArray();
    for (StageChange change : history.recorded()) {
      json.writeStartObject();
      json.writeStringField("id", change.id().text());
      json.writeStringField("stage", change.stage().name());
      json.writeStringField("on", change.on().toString());
      json.writeStringField("recordedAt", change.recordedAt().toString());
      optional(json, "note", change.note());
      optional(json, "corrects", change.corrects());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void entries(JsonGenerator json, String name, List<? extends JournalEntry> entries)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (JournalEntry entry : entries) {
      write(json, entry);
    }
    json.writeEndArray();
  }

  /** Writes a note, contact, interview or reminder. */
  public static void write(JsonGenerator json, JournalEntry entry) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", entry.id().text());
    json.writeNumberField("version", entry.version());
    json.writeStringField("applicationId", entry.applicationId().text());
    switch (entry) {
      case Note note -> json.writeStringField("text", note.text());
      case Contact contact -> {
        Contact.Details person = contact.details();
        json.writeStringField("name", person.name());
        optional(json, "role", person.role());
        optional(json, "email", person.email());
        optional(json, "phone", person.phone());
        optional(json, "link", person.link());
        optional(json, "note", person.note());
      }
      case Interview interview -> {
        Interview.Details details = interview.details();
        json.writeNumberField("round", details.round());
        json.writeStringField("kind", details.kind().name());
        json.writeStringField("startsAt", details.startsAt().toString());
        if (details.length() != null) {
          json.writeNumberField("minutes", details.length().toMinutes());
        }
        optional(json, "place", details.place());
        json.writeFieldName("people");
        FindingJson.texts(json, details.people());
        json.writeStringField("outcome", details.outcome().name());
        optional(json, "note", details.note());
      }
      case Reminder reminder -> {
        json.writeStringField("action", reminder.action());
        json.writeStringField("due", reminder.due().toString());
        optional(json, "doneAt", reminder.doneAt());
      }
    }
    json.writeStringField("createdAt", entry.createdAt().toString());
    json.writeEndObject();
  }

  /** Writes what is known of a document; its content is not part of it. */
  public static void write(JsonGenerator json, Document document) throws IOException {
    json.writeStartObject();
    fields(json, document);
    json.writeEndObject();
  }

  static void fields(JsonGenerator json, Document document) throws IOException {
    json.writeStringField("id", document.id().text());
    json.writeStringField("applicationId", document.applicationId().text());
    json.writeStringField("kind", document.kind().name());
    json.writeStringField("fileName", document.fileName());
    json.writeStringField("mediaType", document.mediaType());
    json.writeNumberField("bytes", document.bytes());
    json.writeStringField("sha256", document.sha256());
    json.writeStringField("attachedAt", document.attachedAt().toString());
  }

  /** Writes a company with its spellings. */
  public static void write(JsonGenerator json, Company company) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", company.id().text());
    json.writeNumberField("version", company.version());
    json.writeStringField("name", company.name());
    json.writeFieldName("otherNames");
    FindingJson.texts(json, company.otherNames());
    json.writeEndObject();
  }

  /** Writes a saved search. */
  public static void write(JsonGenerator json, SavedSearch search) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", search.id().text());
    json.writeNumberField("version", search.version());
    json.writeStringField("name", search.name());
    json.writeStringField("query", search.query());
    json.writeStringField("createdAt", search.createdAt().toString());
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value.toString());
    }
  }
}
