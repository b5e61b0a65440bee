package dev.jobstream.cli;

import dev.jobstream.tracker.PostingText;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a posting and shows its fields as they are found. */
@Command(
    name = "analyze",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads a job posting and fills in a form: title, company, location, pay and more.",
      "",
      "Rules read what the posting states plainly; a language model, by default one on this"
          + " machine, reads the rest. Each value comes with the place in the posting that says so, or the remark"
          + " that there is none."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream analyze posting.txt",
      "  jobstream analyze - < page.html          a saved web page, piped in",
      "  jobstream analyze --model qwen3-0.6b posting.txt",
      "  jobstream analyze --model ollama:qwen3:1.7b posting.txt",
      "  jobstream analyze --model openai:qwen3@http://localhost:8080 posting.txt",
      "  jobstream analyze --json posting.txt | jq .title",
      "  jobstream analyze --no-ai posting.txt    only what rules can read, at once",
      "",
      "Without --model it takes the one that the settings name (`jobstream config`),",
      "else a model of Jobstream's own folder, else the smallest suitable one that",
      "another program keeps on this machine (`jobstream models`). A server is only",
      "asked if you name it, or the settings do.",
      "Ctrl-C stops the model and keeps what it has found.",
      "",
      "Exit codes: 0 done, 2 wrong use or unreadable posting, 3 the model asked for",
      "cannot be used, 4 the analysis failed, 130 stopped by Ctrl-C."
    })
final class AnalyzeCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "FILE|-",
      description = "The posting: plain text or a web page; - reads standard input.")
  private String file = "";

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @ArgGroup(exclusive = true)
  private @Nullable Form form;

  /** The form of what is written, if it is not for people. */
  static final class Form {
    @Option(names = "--json", description = "Write the result as one JSON object.")
    private boolean json;

    @Option(
        names = "--events",
        description = "Write what happens as it happens, a JSON object a line.")
    private boolean events;
  }

  AnalyzeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    reading.check();
    PostingText posting = PostingInput.read(file, session);
    return reading
        .read(
            session,
            posting,
            (cancellable, interval, clock) -> view(posting, cancellable, interval, clock))
        .exitCode();
  }

  private AnalysisView view(
      PostingText posting, boolean cancellable, Duration interval, AnalysisClock clock) {
    Output out = session.out();
    if (form != null && form.events) {
      return new EventsView(out, posting, clock);
    }
    if (form != null && form.json) {
      return new PipedView(
          session.err(),
          (analysis, time) ->
              out.raw(JsonText.pretty(json -> AnalysisJson.write(json, analysis, time)) + "\n"),
          interval,
          session.nanoTime());
    }
    return out.screen().terminal()
        ? new LiveView(out, posting, cancellable, interval, session.nanoTime())
        : new PipedView(
            session.err(),
            (analysis, time) -> FormView.write(out, analysis, time),
            interval,
            session.nanoTime());
  }
}
