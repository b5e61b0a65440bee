package dev.jobstream.cli;

import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.ModelName;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.ResponseFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks several models the same and shows their answers side by side. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks several models the same, and shows their answers side by side as they are written,"
          + " with the time to the first word, the tokens a second and the time in all.",
      "",
      "In a terminal the models are columns; into a file or a pipe they are written one after the"
          + " other. A model that fails does not end the others."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream lab \"Why is the sky blue?\" -m qwen3-1.7b -m ollama:qwen3:1.7b",
      "  jobstream lab question.txt -m ollama:qwen3:0.6b -m openrouter:qwen/qwen3-8b",
      "  jobstream lab \"Count to 500.\" -m ollama:qwen3:0.6b --probe-cancel",
      "  jobstream lab \"Hello\" -m llama-server:qwen3 --debug    every event",
      "  jobstream lab --schema person.json - -m qwen3-1.7b --json < letter.txt",
      "",
      "Models that run on this machine compete for it when they answer at once; with",
      "--in-turn their times can be compared. Ctrl-C stops all and shows what there is.",
      "",
      "Exit codes: 0 all answered, 2 wrong use, 3 no model, 4 one failed, 130 stopped."
    })
final class LabCommand implements Callable<Integer> {
  private static final int PROBE_TOKENS = 256;
  private static final int TOKENS = 512;

  private final Session session;

  @Parameters(
      paramLabel = "PROMPT|FILE|-",
      description = "What is asked: the words, a file that holds them, or - for standard input.")
  private String prompt = "";

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME",
      description =
          "A model, named as for `jobstream analyze`; once for each (default: the one"
              + " that `analyze` would take, but for the built-in one).")
  private List<String> models = new ArrayList<>();

  @Option(names = "--system", paramLabel = "TEXT", description = "What the models are told first.")
  private @Nullable String system;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "A JSON schema that the answers must match.")
  private @Nullable String schema;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description =
          "The most tokens each may write, thinking included (default: 512; with --probe-cancel"
              + " 256).")
  private @Nullable Integer maxTokens;

  @Mixin private SamplingOptions samplingOptions = new SamplingOptions();

  @Mixin private EngineOptions engineOptions = new EngineOptions();

  @Option(names = "--in-turn", description = "Ask one after the other, not all at once.")
  private boolean inTurn;

  @Option(
      names = "--probe-cancel",
      description =
          "Cancel each when half of its tokens are written, and tell how soon the stream ended and"
              + " whether the computing stopped, where that can be seen. Asks some servers once"
              + " more for a word. The models are asked in turn.")
  private boolean probeCancel;

  @Option(names = "--debug", description = "Write every event of the streams as it comes.")
  private boolean debug;

  @Option(
      names = "--json",
      description = "Write one JSON object; with --debug, one for each event.")
  private boolean json;

  @Mixin private ProfileOption profile = new ProfileOption();

  LabCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ChatRequest request = request();
    Config config = profile.config(session);
    List<ModelName> names = names(config);
    if (names.isEmpty()) {
      throw new CommandException(ExitCode.NO_MODEL, ModelChoice.absence(session.assembly(), ""));
    }
    ModelOpener opener = session.assembly().opener(config, engineOptions);
    List<OpenModel> open = new ArrayList<>();
    try {
      names.forEach(name -> open.add(opener.openOrFail(name)));
      open.stream().map(OpenModel::model).forEach(LabCommand::checkFreeText);
      return run(names, open, request);
    } finally {
      open.forEach(OpenModel::close);
    }
  }

  private static void checkFreeText(ChatModel model) {
    if (!model.capabilities().freeText()) {
      throw new CommandException(
          ExitCode.NO_MODEL,
          "The model `%s` reads postings and nothing else. Get another with `jobstream models pull qwen3-1.7b`, or name one of a server (`jobstream backends`)."
              .formatted(model.id()));
    }
  }

  private int run(List<ModelName> names, List<OpenModel> open, ChatRequest request) {
    List<LabAnswer> answers =
        names.stream()
            .map(name ->
                new LabAnswer(
                    name.toString(), session.nanoTime(), session.out().screen().unicode()))
            .toList();
    LabView view = view(answers);
    Duration frame =
        open.stream()
            .map(OpenModel::displayInterval)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    try (Lab lab = new Lab(open, request, probeCancel, session.nanoTime());
        Interrupts.Scope _ = session.interrupts().during(lab::cancel)) {
      // What shows that a server has stopped is its silence, which another model would break.
      lab.run(answers, view, frame, inTurn || probeCancel);
      view.end();
    }
    summarise(answers);
    boolean failed = answers.stream().anyMatch(LabAnswer::failed);
    return session.interrupts().exitCodeOr(failed ? ExitCode.FAILED : ExitCode.DONE);
  }

  private LabView view(List<LabAnswer> answers) {
    Output out = session.out();
    if (debug) {
      return new LabDebug(out, json, session.nanoTime().getAsLong());
    }
    if (json) {
      return LabView.NONE;
    }
    return out.screen().terminal() ? new LabColumns(out, answers) : new LabSections(out, answers);
  }

  private void summarise(List<LabAnswer> answers) {
    Output out = session.out();
    if (!json) {
      LabSummary.write(out, answers);
    } else if (!debug) {
      out.raw(JsonText.pretty(text -> LabJson.write(text, answers)) + "\n");
    }
  }

  private List<ModelName> names(Config config) {
    try {
      return models.isEmpty()
          ? ModelChoice.forFreeText(config, session.assembly()).map(ModelChoice::name).stream()
              .toList()
          : models.stream().map(config::modelName).toList();
    } catch (LlmException.ModelUnavailable e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private ChatRequest request() {
    samplingOptions.check();
    engineOptions.check();
    if (maxTokens != null) {
      OptionRange.check("--max-tokens", maxTokens, probeCancel ? 2 : 1, Integer.MAX_VALUE);
    }
    ChatRequest.Builder request = ChatRequest.builder();
    if (system != null) {
      request.system(system);
    }
    if (schema != null) {
      request.responseFormat(ResponseFormat.jsonSchema("answer", LabPrompt.file(schema)));
    }
    return request
        .user(LabPrompt.read(prompt, session))
        .sampling(samplingOptions.sampling(0))
        .maxTokens(maxTokens != null ? maxTokens : probeCancel ? PROBE_TOKENS : TOKENS)
        .build();
  }
}
