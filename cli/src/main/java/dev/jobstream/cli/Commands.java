package dev.jobstream.cli;

import dev.jobstream.cli.config.ConfigException;
import dev.jobstream.llm.LlmException;
import dev.jobstream.tracker.applications.TrackerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, and what becomes of their errors. */
final class Commands {
  private static final int USAGE_COLUMNS = 80;
  private static final int LEAST_USAGE_COLUMNS = 55;

  /** As of a process that SIGPIPE ends. */
  private static final int CLOSED_PIPE = ExitCode.SIGNALLED + 13;

  /** A fault of Jobstream's own. */
  private static final int UNEXPECTED = 1;

  private static final String SERVE = "serve";

  private Commands() {}

  /** Runs the command that the arguments name, and returns its exit code. Throws nothing. */
  static int run(Session session, String... args) {
    if (args.length == 0
        || args[0].equals(SERVE)
        || TrackerCommands.all(session).containsKey(args[0])) {
      session.assembly().prepareTracker();
    }
    StringWriter usage = new StringWriter();
    PrintWriter writer = new PrintWriter(usage);
    CommandLine commandLine = new CommandLine(new JobstreamCommand(new ServeCommand(session)));
    named(session, args).forEach((name, command) -> commandLine.addSubcommand(command.get()));
    Screen screen = session.out().screen();
    commandLine
        .setOut(writer)
        .setErr(writer)
        .setColorScheme(Help.defaultColorScheme(screen.colour() ? Help.Ansi.ON : Help.Ansi.OFF))
        .setExecutionStrategy(parsed -> {
          if (parsed.asCommandLineList().stream().anyMatch(CommandLine::isUsageHelpRequested)) {
            int columns = screen.columns().getAsInt();
            commandLine.setUsageHelpWidth(Math.clamp(columns, LEAST_USAGE_COLUMNS, USAGE_COLUMNS));
          }
          return new CommandLine.RunLast().execute(parsed);
        })
        .setParameterExceptionHandler((e, arguments) -> misused(session, e))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(session, e));
    try {
      int exitCode = commandLine.execute(args);
      session.out().raw(usage.toString());
      return exitCode;
    } catch (Output.Closed e) {
      return CLOSED_PIPE;
    }
  }

  /** Those that the arguments can mean: making a command takes its time, and all of them much. */
  private static Map<String, Supplier<CommandLine>> named(Session session, String... args) {
    Map<String, Supplier<CommandLine>> all = all(session);
    if (args.length == 0) {
      return Map.of();
    }
    Supplier<CommandLine> one = all.get(args[0]);
    return one == null ? all : Map.of(args[0], one);
  }

  /** All of them by name, in the order of the help. */
  static Map<String, Supplier<CommandLine>> all(Session session) {
    Map<String, Supplier<CommandLine>> all = new LinkedHashMap<>();
    all.put(SERVE, () -> new CommandLine(new ServeCommand(session)));
    all.put("analyze", () -> new CommandLine(new AnalyzeCommand(session)));
    all.putAll(TrackerCommands.all(session));
    all.put(
        "models",
        () ->
            new CommandLine(new ModelsCommand(session))
                .addSubcommand(ModelsPullCommand.withNames(session))
                .addSubcommand(new ModelsRemoveCommand(session)));
    all.put("backends", () -> new CommandLine(new BackendsCommand(session)));
    all.put("lab", () -> new CommandLine(new LabCommand(session)));
    all.put(
        "config",
        () ->
            new CommandLine(new ConfigCommand(session))
                .addSubcommand(new ConfigPathCommand(session))
                .addSubcommand(new ConfigCheckCommand(session)));
    all.put("tune", () -> new CommandLine(new TuneCommand(session)));
    all.put("doctor", () -> new CommandLine(new DoctorCommand(session)));
    all.put("train", () -> new CommandLine(new TrainCommand(session)));
    return all;
  }

  private static int misused(Session session, ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    message = message.replaceFirst("^Error: ", "");
    session.complain(message + (message.endsWith(".") ? "" : "."));
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        session.err().line("Did you mean `%s`?".formatted(String.join("` or `", suggestions)));
      }
    }
    session.err().line("`%s --help` tells how it is used.".formatted(name));
    return ExitCode.USAGE;
  }

  private static int failed(Session session, Exception e) {
    return switch (e) {
      case Output.Closed closed -> CLOSED_PIPE;
      case CommandException known -> {
        if (!known.getMessage().isEmpty()) {
          session.complain(known.getMessage());
        }
        yield known.exitCode();
      }
      case ConfigException wrong -> {
        wrong.problems().forEach(session::complain);
        yield ExitCode.USAGE;
      }
      case LlmException known -> {
        session.complain(String.valueOf(known.getMessage()));
        yield ExitCode.FAILED;
      }
      case TrackerException known -> {
        session.complain(String.valueOf(known.getMessage()));
        yield TrackerCommands.exitCode(known);
      }
      case IOException failed -> {
        session.complain(FileErrors.sentence(failed));
        yield ExitCode.FAILED;
      }
      case UncheckedIOException failed -> {
        session.complain(FileErrors.sentence(Objects.requireNonNull(failed.getCause())));
        yield ExitCode.FAILED;
      }
      default -> {
        session.complain("A fault of Jobstream's own, please report it: %s".formatted(e));
        for (StackTraceElement frame : e.getStackTrace()) {
          session.err().line("    at " + frame);
        }
        yield UNEXPECTED;
      }
    };
  }
}
