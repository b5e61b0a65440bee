package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Contact;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.ApplicationJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps a person to turn to. */
@Command(
    name = "contact",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Keeps a person to turn to about an application.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream contact 3f9k Ada Muster --role \"Team lead\" --email ada@example.org",
      "  jobstream contact --remove 5c2m"
    })
final class ContactCommand extends TrackerCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "The application, or how its id begins.")
  private @Nullable String id;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME", description = "Who it is.")
  private List<String> name = List.of();

  @Option(names = "--role", paramLabel = "TEXT", description = "What the person does.")
  private @Nullable String role;

  @Option(names = "--email", paramLabel = "ADDRESS", description = "The e-mail address.")
  private @Nullable String email;

  @Option(names = "--phone", paramLabel = "NUMBER", description = "The telephone number.")
  private @Nullable String phone;

  @Option(names = "--link", paramLabel = "URL", description = "A page of the person.")
  private @Nullable String link;

  @Option(names = "--note", paramLabel = "TEXT", description = "What else there is to say.")
  private @Nullable String note;

  @Option(names = "--remove", paramLabel = "CONTACT", description = "Remove the one of this id.")
  private @Nullable String removed;

  ContactCommand(Session session) {
    super(session);
  }

  @Override
  int run(Tracker tracker) {
    if (removed != null) {
      Contact contact = tracker.journal().find(Contact.class, removed);
      tracker.journal().remove(Contact.class, contact.id());
      return done(
          "Removed %s.".formatted(contact.details().name()),
          json -> ApplicationJson.write(json, contact));
    }
    if (id == null || name.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, "Name the application and the person.");
    }
    JobApplication application = tracker.applications().find(id);
    Contact contact =
        tracker
            .journal()
            .addContact(
                application.id(),
                new Contact.Details(String.join(" ", name), role, email, phone, link, note));
    return done(
        "%s is a contact of %s."
            .formatted(contact.details().name(), ApplicationText.name(application)),
        json -> ApplicationJson.write(json, contact));
  }
}
