package dev.jobstream.cli;

import dev.jobstream.cli.config.BackendSettings;
import dev.jobstream.llm.http.BackendReport;
import java.util.List;

/** What is known of a backend. */
sealed interface BackendRow {

  /**
   * The engine in this process.
   *
   * @param release the release of llama.cpp; empty if there are no libraries
   * @param fault why no model can run; empty if one can
   * @param models the ids of the models that lie on this machine and can be used
   */
  record InProcess(String release, String fault, List<String> models) implements BackendRow {
    public InProcess {
      models = List.copyOf(models);
    }
  }

  /** A server that was asked. */
  record Asked(BackendSettings backend, BackendReport report) implements BackendRow {}

  /**
   * A server that was not asked: it is not on this machine, and nobody named it or set anything of
   * it.
   */
  record NotAsked(BackendSettings backend) implements BackendRow {}
}
