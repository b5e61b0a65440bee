package dev.jobstream.cli.config;

import dev.jobstream.llm.ThrottledChatModel.Limits;
import dev.jobstream.llm.http.HttpProtocol;
import dev.jobstream.llm.http.HttpTimeouts;
import dev.jobstream.llm.http.RetryPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A server, and how it is used.
 *
 * @param name what the user calls it
 * @param protocol what it speaks
 * @param url where it is
 * @param keyVariable the environment variable that holds its key, as the settings have it
 * @param usualKeyVariable the environment variable in which the service's own programs look for it
 * @param keyFile the file that holds its key; goes before the variable
 * @param headers further headers of each request
 * @param contextTokens the tokens that prompt and answer may take together; empty means as model
 *     and server decide
 * @param keepAlive how long a model stays loaded after a request; empty means as the server decides
 * @param streaming whether it can stream
 * @param timeouts how long it may take
 * @param retry what happens when it has too much to do
 * @param limits what it is asked to bear; empty means whatever comes
 */
public record BackendSettings(
    String name,
    HttpProtocol protocol,
    URI url,
    Optional<String> keyVariable,
    Optional<String> usualKeyVariable,
    Optional<Path> keyFile,
    Map<String, String> headers,
    Optional<Integer> contextTokens,
    Optional<Duration> keepAlive,
    boolean streaming,
    HttpTimeouts timeouts,
    RetryPolicy retry,
    Optional<Limits> limits) {

  public BackendSettings {
    headers = Map.copyOf(headers);
  }
}
