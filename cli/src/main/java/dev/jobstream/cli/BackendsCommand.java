package dev.jobstream.cli;

import dev.jobstream.cli.config.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what can run a model. */
@Command(
    name = "backends",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows what can run a model: llama.cpp in this process, and servers. For each: whether it can"
          + " be reached, its version, its models and what they can do, what a cancel reaches there,"
          + " and how soon it answers.",
      "",
      "Servers on this machine are asked, and those of which the settings say something. Another is"
          + " asked only if you name it."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream backends",
      "  jobstream backends ollama openrouter",
      "  jobstream backends --json | jq '.[].models'",
      "",
      "A model of a server is named BACKEND:NAME, such as ollama:qwen3:1.7b, and",
      "BACKEND:NAME@URL where the server is elsewhere. Keys and addresses of your own",
      "go into the settings (`jobstream config --help`)."
    })
final class BackendsCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "The backends to ask (default: llama.cpp and all servers, as told above).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long the servers may take, from 1 to 60 (default: ${DEFAULT-VALUE}).",
      defaultValue = "3")
  private int timeout;

  @Option(names = "--json", description = "Write the rows as a JSON array.")
  private boolean json;

  @Mixin private ProfileOption profile = new ProfileOption();

  BackendsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    OptionRange.check("--timeout", timeout, 1, 60);
    Config config = profile.config(session);
    Backends backends = new Backends(config, session);
    List<BackendRow> rows = new ArrayList<>();
    if (names.isEmpty() || names.contains(Backends.IN_PROCESS)) {
      rows.add(backends.inProcess());
    }
    Duration patience = Duration.ofSeconds(timeout);
    rows.addAll(
        names.isEmpty()
            ? backends.askAll(patience)
            : backends.ask(
                names.stream()
                    .filter(name -> !name.equals(Backends.IN_PROCESS))
                    .map(backends::named)
                    .toList(),
                patience));
    Output out = session.out();
    if (json) {
      out.raw(JsonText.pretty(text -> BackendJson.write(text, rows)) + "\n");
    } else {
      BackendText.write(out, rows);
    }
    return session.interrupts().exitCodeOr(ExitCode.DONE);
  }
}
