package dev.jobstream.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.cli.config.BackendSettings;
import dev.jobstream.llm.llamacpp.FoundModel;
import dev.jobstream.llm.llamacpp.GgufFile;
import dev.jobstream.llm.llamacpp.SystemMemory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the models on this machine. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the models on this machine, gets new ones and removes them.",
      "",
      "Models are found where they already are: in Jobstream's own folder, Ollama's, LM Studio's,"
          + " and the caches of Hugging Face and llama.cpp. None is copied. With --backend or"
          + " --servers those that servers have are listed instead."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream models",
      "  jobstream models --servers             those of the servers on this machine",
      "  jobstream models --backend openrouter",
      "  jobstream models pull qwen3-0.6b",
      "  jobstream models remove qwen3-0.6b-q4_k_m"
    })
final class ModelsCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Session session;

  @Option(names = "--json", description = "Write the list as a JSON array.")
  private boolean json;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "List the models of this server (`jobstream backends`); once for each.")
  private List<String> backends = new ArrayList<>();

  @Option(
      names = "--servers",
      description = "List the models of all servers on this machine that answer.")
  private boolean servers;

  @Mixin private ProfileOption profile = new ProfileOption();

  ModelsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (servers || !backends.isEmpty()) {
      return listServed();
    }
    List<LocalModel> models = session.assembly().localModels();
    SystemMemory memory = session.assembly().memory();
    if (json) {
      session.out().raw(JsonText.pretty(out -> write(out, models, memory)) + "\n");
    } else if (models.isEmpty()) {
      session.warn(
          "There is no model on this machine. Get one with `jobstream models pull qwen3-1.7b`, or put a GGUF file into `%s`."
              .formatted(session.assembly().models().modelsFolder()));
    } else {
      show(models, memory);
    }
    return ExitCode.DONE;
  }

  private int listServed() {
    Backends known = new Backends(profile.config(session), session);
    List<BackendSettings> asked =
        Stream.concat(
                servers ? known.local().stream() : Stream.empty(),
                backends.stream().map(known::named))
            .distinct()
            .toList();
    ServerModels served = new ServerModels(known.ask(asked, PATIENCE));
    if (json) {
      session
          .out()
          .raw(
              JsonText.pretty(out -> {
                out.writeStartArray();
                served.write(out);
                out.writeEndArray();
              })
                  + "\n");
    } else {
      served.show(session.out());
    }
    // Of servers that nobody named it is no fault that they are not there.
    List<String> faults = served.faults(backends);
    faults.forEach(session::complain);
    if (served.entries().isEmpty() && faults.isEmpty()) {
      session.warn(
          "No server on this machine has a model. `jobstream backends` tells what was looked for.");
    }
    return session.interrupts().exitCodeOr(faults.isEmpty() ? ExitCode.DONE : ExitCode.FAILED);
  }

  private void show(List<LocalModel> models, SystemMemory memory) {
    Table table = new Table("MODEL", "FROM", "SIZE", "QUANT", "CONTEXT", "MEMORY");
    for (LocalModel model : models) {
      FoundModel found = model.found();
      GgufFile header = model.header();
      table.row(
          StyledText.of(found.id()),
          StyledText.of(found.source()),
          StyledText.of(SystemMemory.humanBytes(found.fileBytes())),
          StyledText.of(header == null ? "?" : header.quantisation()),
          StyledText.of(
              header == null ? "?" : String.format(Locale.ROOT, "%,d", header.contextLength())),
          fit(model, memory));
    }
    Output out = session.out();
    table.lines(out.screen().columns().getAsInt()).forEach(out::line);
    for (LocalModel model : models) {
      model
          .introduction()
          .ifPresent(words -> out.paragraph(StyledText.of(model.found().id() + ": " + words)));
      if (model.fault() != null) {
        session.warn("`%s` cannot be used: %s".formatted(model.found().id(), model.fault()));
      }
    }
  }

  private static StyledText fit(LocalModel model, SystemMemory memory) {
    if (model.header() == null) {
      return StyledText.of(Style.RED, "cannot be used");
    }
    String needed = SystemMemory.humanBytes(model.neededBytes());
    return model.fits(memory)
        ? StyledText.of(Style.GREEN, needed + ", fits")
        : StyledText.of(
            Style.YELLOW,
            "%s, %s are free".formatted(needed, SystemMemory.humanBytes(memory.availableBytes())));
  }

  /** Writes models as an array; the format is that of {@code docs/json.md}. */
  static void write(JsonGenerator json, List<LocalModel> models, SystemMemory memory)
      throws IOException {
    json.writeStartArray();
    for (LocalModel model : models) {
      GgufFile header = model.header();
      json.writeStartObject();
      json.writeStringField("id", model.found().id());
      json.writeStringField("source", model.found().source());
      json.writeStringField("file", model.found().file().toString());
      json.writeNumberField("fileBytes", model.found().fileBytes());
      json.writeStringField("error", model.fault());
      if (header != null) {
        json.writeStringField("name", header.name().orElse(null));
        json.writeBooleanField("freeText", model.freeText());
        json.writeStringField("architecture", header.architecture());
        json.writeStringField("quantisation", header.quantisation());
        json.writeNumberField("contextLength", header.contextLength());
        json.writeNumberField("neededBytes", model.neededBytes());
        json.writeBooleanField("fits", model.fits(memory));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
