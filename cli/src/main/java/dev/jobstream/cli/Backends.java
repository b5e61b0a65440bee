package dev.jobstream.cli;

import dev.jobstream.cli.config.BackendSettings;
import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.Spelling;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.http.BackendReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Finds out about backends: the engine in this process and the servers. */
final class Backends {
  /** The name of the engine in this process. */
  static final String IN_PROCESS = "llama.cpp";

  private final Config config;
  private final Assembly assembly;
  private final Interrupts interrupts;

  Backends(Config config, Session session) {
    this(config, session.assembly(), session.interrupts());
  }

  /**
   * @param interrupts what ends the asking
   */
  Backends(Config config, Assembly assembly, Interrupts interrupts) {
    this.config = config;
    this.assembly = assembly;
    this.interrupts = interrupts;
  }

  /**
   * The settings of a backend.
   *
   * @throws CommandException if there is none of that name
   */
  BackendSettings named(String name) {
    Set<String> names = config.backendNames();
    if (!names.contains(name)) {
      throw new CommandException(
          ExitCode.USAGE,
          "There is no backend `%s`. %s"
              .formatted(
                  name,
                  Spelling.nearest(name, names)
                      .map("Did you mean `%s`?"::formatted)
                      .orElse("`jobstream backends` lists them.")));
    }
    return config.backend(name);
  }

  /** The servers that may be asked without being named. */
  List<BackendSettings> askable() {
    return config.backendNames().stream().map(config::backend).filter(this::mayBeAsked).toList();
  }

  /** The servers on this machine. */
  List<BackendSettings> local() {
    return config.backendNames().stream()
        .map(config::backend)
        .filter(backend -> Loopback.is(backend.url()))
        .toList();
  }

  /** Whether a server may be asked without being named: if it is on this machine, or set up. */
  boolean mayBeAsked(BackendSettings backend) {
    return Loopback.is(backend.url()) || config.configuredBackends().contains(backend.name());
  }

  /** Asks servers, all at once. */
  List<BackendRow> ask(List<BackendSettings> backends, Duration patience) {
    Servers servers = assembly.servers(config);
    try (BackendProbes probes = new BackendProbes(servers::probe);
        Interrupts.Scope _ = interrupts.during(probes::close)) {
      List<BackendReport> reports = probes.ask(backends, patience);
      List<BackendRow> rows = new ArrayList<>();
      for (int i = 0; i < backends.size(); i++) {
        rows.add(new BackendRow.Asked(backends.get(i), reports.get(i)));
      }
      return rows;
    }
  }

  /** All servers in the order of their names: what those say that may be asked, and the others. */
  List<BackendRow> askAll(Duration patience) {
    List<BackendSettings> all = config.backendNames().stream().map(config::backend).toList();
    Iterator<BackendRow> asked =
        ask(all.stream().filter(this::mayBeAsked).toList(), patience).iterator();
    return all.stream()
        .map(backend -> mayBeAsked(backend) ? asked.next() : new BackendRow.NotAsked(backend))
        .toList();
  }

  /** The engine in this process. */
  BackendRow.InProcess inProcess() {
    List<String> models =
        assembly.localModels().stream()
            .filter(model -> model.header() != null && model.chats())
            .map(model -> model.found().id())
            .toList();
    try {
      return new BackendRow.InProcess(assembly.natives().folder().release(), "", models);
    } catch (LlmException e) {
      return new BackendRow.InProcess("", String.valueOf(e.getMessage()), models);
    }
  }
}
