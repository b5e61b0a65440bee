package dev.jobstream.llm.http;

import dev.jobstream.llm.Capabilities.Cancellation;
import dev.jobstream.llm.LlmException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What was found at a server's address. */
public sealed interface BackendReport {
  /** The address that was asked. */
  URI baseUri();

  /**
   * The server answers.
   *
   * @param software what it is and of which version, as far as it says, such as {@code Ollama
   *     0.32.1}; may be empty
   * @param models the models that it has, in its order; may be empty
   * @param latency from the request to the answer of the quickest question
   * @param cancellation what a cancel reaches there
   * @param cancellationNote one sentence on that
   */
  record Reachable(
      URI baseUri,
      String software,
      List<ServedModel> models,
      Duration latency,
      Cancellation cancellation,
      String cancellationNote)
      implements BackendReport {
    public Reachable {
      models = List.copyOf(models);
    }
  }

  /**
   * The server cannot be used.
   *
   * @param reason why, and what to do
   */
  record Unreachable(URI baseUri, LlmException reason) implements BackendReport {}
}
