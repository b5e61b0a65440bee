package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.NewApplication;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table as it goes in.
 *
 * @param contact a person; null if the row names none
 * @param reminder what to do and until when; null if the row says nothing of it
 * @param notes free texts
 */
record ImportRow(
    NewApplication application,
    @Nullable LocalDate appliedOn,
    Contact.@Nullable Details contact,
    @Nullable Todo reminder,
    List<String> notes) {

  /** Something to do. */
  record Todo(String action, LocalDate due) {}

  ImportRow {
    notes = List.copyOf(notes);
  }
}
