package dev.jobstream.cli;

import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.ModelName;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.DownloadResult;
import dev.jobstream.llm.llamacpp.FoundModel;
import dev.jobstream.llm.llamacpp.ModelDownload;
import dev.jobstream.llm.llamacpp.SuggestedModel;
import dev.jobstream.llm.llamacpp.SystemMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gets a model. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Downloads a model into Jobstream's own folder, from Hugging Face or any web address; or has"
          + " an Ollama server get one.",
      "",
      "A download that breaks off goes on where it ended when it is started again. What arrives is"
          + " checked against the hash that the server announced."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jobstream models pull qwen3-0.6b",
      "  jobstream models pull Qwen/Qwen3-1.7B-GGUF",
      "  jobstream models pull Qwen/Qwen3-1.7B-GGUF:Q8_0",
      "  jobstream models pull https://example.com/model.gguf",
      "  jobstream models pull ollama:qwen3:0.6b",
      "",
      "HF_TOKEN holds a token for models that ask for one; HF_ENDPOINT names another",
      "server than huggingface.co."
    })
final class ModelsPullCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "NAME|URL",
      description =
          "A well-known name, ORGANISATION/REPOSITORY[:QUANTISATION] at Hugging Face, the address"
              + " of a GGUF file, or ollama:NAME[@URL].")
  private String name = "";

  @Mixin private ProfileOption profile = new ProfileOption();

  /** The help, with the well-known names at its end. */
  static CommandLine withNames(Session session) {
    CommandLine commandLine = new CommandLine(new ModelsPullCommand(session));
    List<String> footer = new ArrayList<>();
    footer.addAll(List.of(commandLine.getCommandSpec().usageMessage().footer()));
    footer.add("");
    footer.add("Well-known names, and what they take on the disk:");
    for (SuggestedModel model : SuggestedModel.all()) {
      footer.add(
          String.format(
              Locale.ROOT,
              "  %-24s%8s  %s",
              model.name(),
              SystemMemory.humanBytes(model.approximateBytes()),
              model.licence()));
    }
    commandLine.getCommandSpec().usageMessage().footer(footer.toArray(String[]::new));
    return commandLine;
  }

  ModelsPullCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Config config = profile.config(session);
    return config.modelName(name) instanceof ModelName.Served served
        ? ServedPull.run(served, config, session)
        : download();
  }

  private int download() {
    DownloadStatus status = new DownloadStatus(session.err());
    ModelDownload download;
    try {
      download = session.assembly().download(name);
    } catch (LlmException.ModelUnavailable e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    DownloadResult result;
    try (Interrupts.Scope _ = session.interrupts().during(download::cancel)) {
      result = download.run(status);
    } finally {
      status.end();
    }
    return switch (result) {
      case DownloadResult.Completed(Path file, long fileBytes, boolean wasThere) -> {
        FoundModel model = session.assembly().models().find(file.toString());
        session
            .out()
            .line(
                (wasThere ? "`%s` was there already (%s)." : "`%s` is here (%s).")
                    .formatted(model.id(), SystemMemory.humanBytes(fileBytes)));
        yield ExitCode.DONE;
      }
      case DownloadResult.Cancelled(long keptBytes) -> {
        session.warn(
            keptBytes > 0
                ? "Stopped; %s are kept, and the same command goes on from there."
                    .formatted(SystemMemory.humanBytes(keptBytes))
                : "Stopped; nothing was downloaded.");
        yield session.interrupts().exitCodeOr(Interrupts.Signal.INT.exitCode());
      }
    };
  }
}
