package dev.jobstream.cli;

import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.Origin;
import dev.jobstream.cli.config.Setting;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the settings in force. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows the settings in force, and where each comes from: the file `config.yaml` in"
          + " Jobstream's folder, the environment, or its default.",
      "",
      "The file need not exist. docs/configuration.md lists every setting."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nA file with a little of everything:%n",
    footer = {
      "  model: anywhere                      the model if none is named",
      "  chains:                              the next one where one fails",
      "    anywhere: [qwen3-1.7b, ollama:qwen3:1.7b, openrouter:qwen/qwen3-8b]",
      "  backends:",
      "    openrouter:",
      "      key-env: OPENROUTER_API_KEY      the variable that holds the key",
      "      limits: {per-minute: 20}",
      "    work:                            a server of your own: work:MODEL",
      "      protocol: openai",
      "      url: https://llm.example.com/v1",
      "      key-file: ./work.key             beside this file; chmod 600",
      "  profiles:                            chosen by --profile or JOBSTREAM_PROFILE",
      "    private: {local-only: yes, model: qwen3-1.7b}",
      "    fast: {model: \"openrouter:qwen/qwen3-8b\"}",
      "",
      "Keys never stand in the file itself. JOBSTREAM_MODEL names a model for one run."
    })
final class ConfigCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ProfileOption profile = new ProfileOption();

  @Option(names = "--set", description = "Only what somebody has set, without the defaults.")
  private boolean onlySet;

  @Option(names = "--json", description = "Write the settings as a JSON array.")
  private boolean json;

  ConfigCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Config config = profile.config(session);
    List<Setting> settings =
        config.settings().all().stream().filter(setting -> !onlySet || setting.isSet()).toList();
    Output out = session.out();
    if (json) {
      out.raw(
          JsonText.pretty(text -> {
            text.writeStartArray();
            for (Setting setting : settings) {
              text.writeStartObject();
              text.writeStringField("setting", setting.path());
              text.writeStringField("value", setting.shown());
              text.writeStringField("from", setting.origin().toString());
              text.writeEndObject();
            }
            text.writeEndArray();
          })
              + "\n");
      return ExitCode.DONE;
    }
    if (settings.isEmpty()) {
      session.warn("Nothing is set, so the defaults hold.");
      return ExitCode.DONE;
    }
    Table table = new Table("SETTING", "VALUE", "FROM");
    for (Setting setting : settings) {
      table.row(
          StyledText.of(setting.path()),
          StyledText.of(setting.shown()),
          StyledText.of(
              setting.origin() instanceof Origin.Default ? Style.DIM : Style.CYAN,
              setting.origin().toString()));
    }
    table.lines(out.screen().columns().getAsInt()).forEach(out::line);
    return ExitCode.DONE;
  }
}
