package dev.jobstream.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jobstream.llm.llamacpp.FoundModel;
import dev.jobstream.llm.llamacpp.GgufFile;
import dev.jobstream.llm.llamacpp.SystemMemory;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
          + " and the caches of Hugging Face and llama.cpp. None is copied."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream models",
      "  jobstream models pull qwen3-0.6b",
      "  jobstream models remove qwen3-0.6b-q4_k_m"
    })
final class ModelsCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--json", description = "Write the list as a JSON array.")
  private boolean json;

  ModelsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
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
