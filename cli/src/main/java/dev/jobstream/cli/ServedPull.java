package dev.jobstream.cli;

import dev.jobstream.cli.config.BackendSettings;
import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.ModelName;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.http.HttpProtocol;
import dev.jobstream.llm.http.OllamaPull;

/** Has a server get a model. */
final class ServedPull {
  private ServedPull() {}

  /**
   * What has the server get it.
   *
   * @throws LlmException.InvalidRequest if the server is none that can be told to
   * @throws LlmException.ModelUnavailable if it may not be asked
   */
  static OllamaPull of(ModelName.Served name, Config config, Assembly assembly) {
    BackendSettings backend = config.backend(name.backend());
    if (backend.protocol() != HttpProtocol.OLLAMA) {
      throw new LlmException.InvalidRequest(
          "The backend `%s` cannot be told to get a model, only Ollama can. Get it with the server's own programs."
              .formatted(backend.name()));
    }
    return OllamaPull.of(
        assembly.servers(config).options(backend, name.place().orElse(backend.url())),
        name.model());
  }

  /**
   * Has the server get it, with its progress on standard error.
   *
   * @return the exit code
   * @throws CommandException if the server is none that can be told to
   * @throws dev.jobstream.llm.LlmException if it could not get the model
   */
  static int run(ModelName.Served name, Config config, Session session) {
    BackendSettings backend = config.backend(name.backend());
    OllamaPull pull;
    try {
      pull = of(name, config, session.assembly());
    } catch (LlmException.InvalidRequest e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    DownloadStatus status = new DownloadStatus(session.err());
    OllamaPull.Outcome outcome;
    try (Interrupts.Scope _ = session.interrupts().during(pull::cancel)) {
      outcome = pull.run(status);
    } finally {
      status.end();
    }
    return switch (outcome) {
      case COMPLETED -> {
        session
            .out()
            .line(
                "`%s` is on the server `%s`."
                    .formatted(name.withoutUrl(), name.place().orElse(backend.url())));
        yield ExitCode.DONE;
      }
      case CANCELLED -> {
        session.warn(
            "Stopped; the server keeps what it has, and the same command goes on from there.");
        yield session.interrupts().exitCodeOr(Interrupts.Signal.INT.exitCode());
      }
    };
  }
}
