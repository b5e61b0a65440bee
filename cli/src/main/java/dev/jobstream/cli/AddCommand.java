package dev.jobstream.cli;

import dev.jobstream.tracker.FieldValue;
import dev.jobstream.tracker.Finding;
import dev.jobstream.tracker.PostingAnalysis;
import dev.jobstream.tracker.PostingField;
import dev.jobstream.tracker.PostingText;
import dev.jobstream.tracker.applications.Duplicate;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.ApplicationJson;
import dev.jobstream.tracker.search.Choice;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a posting and saves an application for it. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads a posting, and saves an application for it.",
      "",
      "The posting is read as `jobstream analyze` does; what it says is shown, and you are asked"
          + " before anything is saved. What you say by options goes before what was read.",
      "",
      "Without a FILE an application is saved from the options alone."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream add posting.txt",
      "  jobstream add --yes - < page.html",
      "  jobstream add posting.txt --stage applied --on yesterday --source LinkedIn",
      "  jobstream add --title Gardener --company \"Example Gardens\" --yes",
      "",
      "It warns if the posting, the job or nearly the same text is here already.",
      "After Ctrl-C during the reading nothing is saved."
    })
final class AddCommand extends TrackerCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE|-",
      description = "The posting: plain text or a web page; - reads standard input.")
  private @Nullable String file;

  @Option(
      names = {"-y", "--yes"},
      description = "Save without asking, also if it is here already.")
  private boolean sure;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "Where it stands already (default: saved).")
  private @Nullable String stage;

  @Option(names = "--on", paramLabel = "DAY", description = "Since when (default: today).")
  private @Nullable String on;

  @Mixin private DetailOptions details = new DetailOptions();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  private @Nullable PostingText posting;

  AddCommand(Session session) {
    super(session);
  }

  @Override
  void prepare() {
    reading.check();
    if (file == null && !details.any()) {
      throw new CommandException(
          ExitCode.USAGE,
          "Name the file that the posting is in, or `-` to read standard input, or say at least `--title`.");
    }
    if (!sure && !session().inTerminal()) {
      throw new CommandException(
          ExitCode.USAGE,
          "Standard input is no terminal, so nobody can be asked before saving. Add `--yes`.");
    }
    if (file != null) {
      posting = PostingInput.read(file, session());
    }
  }

  @Override
  int run(Tracker tracker) {
    List<NewApplication.Move> moves = moves();
    // What cannot be used is told before the model works for nothing.
    details.apply(JobDetails.builder().build(), today());
    NewApplication added;
    if (posting == null) {
      JobDetails job = details.apply(JobDetails.builder().build(), today());
      added =
          new NewApplication(
              NewPosting.withoutText(job.sourceUrl()),
              job,
              details.source(null),
              details.tags(List.of()),
              moves);
    } else {
      ReadingOptions.Reading read = read(posting);
      PostingAnalysis analysis = read.analysis();
      if (analysis.outcome() == PostingAnalysis.Outcome.CANCELLED) {
        session().warn("Nothing was saved.");
        return read.exitCode();
      }
      added =
          new NewApplication(
              NewPosting.of(analysis),
              details.apply(JobDetails.of(analysis.findings()), today()),
              details.source(null),
              details.tags(tags(analysis)),
              moves);
    }
    if (!mayBeSaved(tracker, added)) {
      session().warn("Nothing was saved.");
      return ExitCode.USAGE;
    }
    JobApplication saved = tracker.applications().add(added);
    return done(
        "Saved as %s: %s, %s."
            .formatted(
                ShortIds.ofApplications(tracker).of(saved.id()),
                ApplicationText.name(saved),
                saved.stage()),
        json -> ApplicationJson.write(json, saved));
  }

  private List<NewApplication.Move> moves() {
    LocalDate day = past(on);
    if (stage == null && day == null) {
      return List.of();
    }
    Stage to = stage == null ? Stage.SAVED : Choice.of("stage", Stage.class).parse(stage);
    return List.of(new NewApplication.Move(to, day, null));
  }

  private ReadingOptions.Reading read(PostingText text) {
    Output out = session().out();
    return reading.read(
        session(),
        text,
        (cancellable, interval, clock) -> {
          if (json()) {
            return new PipedView(
                session().err(), (analysis, time) -> {}, interval, session().nanoTime());
          }
          return out.screen().terminal()
              ? new LiveView(out, text, cancellable, interval, session().nanoTime())
              : new PipedView(
                  session().err(),
                  (analysis, time) -> FormView.write(out, analysis, time),
                  interval,
                  session().nanoTime());
        });
  }

  private static List<String> tags(PostingAnalysis analysis) {
    return analysis
        .finding(PostingField.TAGS)
        .map(Finding::value)
        .map(value -> value instanceof FieldValue.Items items ? items.items() : List.<String>of())
        .orElse(List.of());
  }

  private boolean mayBeSaved(Tracker tracker, NewApplication added) {
    List<Duplicate> duplicates = tracker.applications().duplicatesOf(added);
    ShortIds ids = ShortIds.ofApplications(tracker);
    for (Duplicate duplicate : duplicates.subList(0, Math.min(3, duplicates.size()))) {
      session()
          .warn(
              "This is here already (%s): %s %s, %s."
                  .formatted(
                      reasons(duplicate),
                      ids.of(duplicate.application().id()),
                      ApplicationText.name(duplicate.application()),
                      duplicate.summary()));
    }
    return sure
        || Question.confirmed(
            session(),
            duplicates.isEmpty()
                ? "Save %s?".formatted(ApplicationText.name(added.job()))
                : "Save %s all the same?".formatted(ApplicationText.name(added.job())));
  }

  private static String reasons(Duplicate duplicate) {
    return String.join(
        ", ",
        duplicate.reasons().stream()
            .sorted()
            .map(reason ->
                switch (reason) {
                  case URL -> "the same address";
                  case TITLE_AND_COMPANY -> "the same title and company";
                  case TEXT -> "nearly the same text";
                })
            .map(text -> text.toLowerCase(Locale.ROOT))
            .toList());
  }
}
