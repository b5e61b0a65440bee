package dev.jobstream.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.FoundModel;
import dev.jobstream.llm.llamacpp.SystemMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells whether everything is there to run a model. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Looks whether everything is there to run a model on this machine, and says what to do"
          + " where something is missing.",
      "",
      "Exits with 0 if a model can run here or on a server that it finds, else with 3."
    },
    optionListHeading = "%nOptions:%n")
final class DoctorCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--json", description = "Write the findings as one JSON object.")
  private boolean json;

  @Mixin private ProfileOption profile = new ProfileOption();

  DoctorCommand(Session session) {
    this.session = session;
  }

  /** How something is. */
  enum Verdict {
    GOOD(Style.GREEN, "ok"),
    /** It could be better, and a model runs all the same. */
    POOR(Style.YELLOW, "!"),
    BAD(Style.RED, "missing");

    private final Style style;
    private final String mark;

    Verdict(Style style, String mark) {
      this.style = style;
      this.mark = mark;
    }
  }

  /**
   * Something that was looked at.
   *
   * @param finding how it is, and what to do if it is not good
   */
  record Check(String name, Verdict verdict, String finding) {}

  @Override
  public Integer call() {
    List<Check> checks =
        new ArrayList<>(List.of(java(), natives(), cores(), memory(), folder(), models()));
    boolean inProcess = checks.stream().noneMatch(check -> check.verdict() == Verdict.BAD);
    DoctorServers servers = new DoctorServers(profile, session);
    checks.addAll(servers.checks());
    boolean usable = servers.settingsGood() && (inProcess || servers.anyModel());
    if (json) {
      session.out().raw(JsonText.pretty(out -> write(out, checks, usable)) + "\n");
    } else {
      show(checks, inProcess && usable, usable);
    }
    return usable ? ExitCode.DONE : ExitCode.NO_MODEL;
  }

  private static Check java() {
    return new Check(
        "Java",
        Verdict.GOOD,
        "%s of %s in %s"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                System.getProperty("java.home")));
  }

  private Check natives() {
    try {
      Assembly.Natives natives = session.assembly().natives();
      return new Check(
          "llama.cpp",
          Verdict.GOOD,
          "%s (%s) with %s, in %s"
              .formatted(
                  natives.folder().release(),
                  natives.folder().platform(),
                  natives.cpuLibrary(),
                  natives.folder().folder()));
    } catch (LlmException e) {
      return new Check("llama.cpp", Verdict.BAD, String.valueOf(e.getMessage()));
    }
  }

  private Check cores() {
    int physical = session.assembly().physicalCores();
    return new Check(
        "Processor",
        Verdict.GOOD,
        "%d physical cores, %s"
            .formatted(
                physical, System.getProperty("os.arch", "unknown").toLowerCase(Locale.ROOT)));
  }

  private Check memory() {
    SystemMemory memory = session.assembly().memory();
    return new Check(
        "Memory",
        Verdict.GOOD,
        "%s of %s are free"
            .formatted(
                SystemMemory.humanBytes(memory.availableBytes()),
                SystemMemory.humanBytes(memory.totalBytes())));
  }

  /** Whether models could be put into Jobstream's folder. */
  private Check folder() {
    Path folder = session.assembly().models().modelsFolder().toAbsolutePath();
    Path existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return Files.isDirectory(existing) && Files.isWritable(existing)
        ? new Check("Folder", Verdict.GOOD, folder.toString())
        : new Check(
            "Folder",
            Verdict.POOR,
            "`%s` cannot be written, so no model can be put there. Set `JOBSTREAM_HOME` to a folder of yours."
                .formatted(folder));
  }

  private Check models() {
    List<LocalModel> models = session.assembly().localModels();
    SystemMemory memory = session.assembly().memory();
    List<LocalModel> usable = models.stream().filter(model -> model.fits(memory)).toList();
    if (models.isEmpty()) {
      return new Check(
          "Models", Verdict.BAD, "There is none. Get one with `jobstream models pull qwen3-1.7b`.");
    }
    if (usable.isEmpty()) {
      return new Check(
          "Models",
          Verdict.BAD,
          "None of the %d found can run. `jobstream models` tells why; get a small one with `jobstream models pull qwen3-1.7b`."
              .formatted(models.size()));
    }
    Optional<FoundModel> chosen = session.assembly().defaultModel();
    return new Check(
        "Models",
        chosen.isPresent() ? Verdict.GOOD : Verdict.POOR,
        chosen
            .map(model ->
                "%d of %d can run; `%s` is used if none is named%s"
                    .formatted(
                        usable.size(),
                        models.size(),
                        model.id(),
                        LocalModel.read(model)
                            .introduction()
                            .map(words -> " (" + words + ")")
                            .orElse("")))
            .orElse(
                "None of the %d found was made for conversations, so one must be named. Get one with `jobstream models pull qwen3-1.7b`."
                    .formatted(models.size())));
  }

  private void show(List<Check> checks, boolean inProcess, boolean usable) {
    Output out = session.out();
    int columns = out.screen().columns().getAsInt();
    int names = checks.stream().mapToInt(check -> check.name().length()).max().orElse(0) + 2;
    for (Check check : checks) {
      StyledText line =
          StyledText.of(Style.BOLD, check.name()).plus(" ".repeat(names - check.name().length()));
      StyledText finding =
          check.verdict() == Verdict.GOOD
              ? StyledText.of(check.finding())
              : StyledText.of(check.verdict().style, check.verdict().mark + ": ")
                  .plus(check.finding());
      for (StyledText part : finding.wrap(Math.max(1, columns - names))) {
        out.line(line.plus(part));
        line = StyledText.of(" ".repeat(names));
      }
    }
    out.paragraph(
        inProcess
            ? StyledText.of(Style.GREEN, "A model can run on this machine.")
            : usable
                ? StyledText.of(
                    Style.YELLOW,
                    "No model can run in this process yet; one of a server can be named, such as `--model ollama:NAME`.")
                : StyledText.of(
                    Style.RED, "No model can run yet; what rules can read works without one."));
  }

  private static void write(JsonGenerator json, List<Check> checks, boolean usable)
      throws IOException {
    json.writeStartObject();
    json.writeBooleanField("usable", usable);
    json.writeArrayFieldStart("checks");
    for (Check check : checks) {
      json.writeStartObject();
      json.writeStringField("name", check.name());
      json.writeStringField("verdict", check.verdict().name());
      json.writeStringField("finding", check.finding());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
