package dev.jobstream.llm.http;

import dev.jobstream.llm.LlmException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A server and how it is spoken to. Immutable; start from {@link #at}.
 *
 * @param baseUri where it is; {@code http} or {@code https}, with or without {@code /v1} and a
 *     slash at the end
 * @param apiKey the key that it asks for; null for none, the default
 * @param headers further headers of every request, by name; default none
 * @param timeouts default {@link HttpTimeouts#defaults}
 * @param retry default {@link RetryPolicy#defaults}
 */
public record ServerOptions(
    URI baseUri,
    @Nullable ApiKey apiKey,
    Map<String, String> headers,
    HttpTimeouts timeouts,
    RetryPolicy retry) {

  public ServerOptions {
    checkUri(baseUri);
    TreeMap<String, String> ordered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ordered.putAll(headers);
    ordered.forEach(ServerOptions::checkHeader);
    headers = Collections.unmodifiableMap(ordered);
  }

  /**
   * A server at an address, everything else by default.
   *
   * @throws LlmException.ModelUnavailable if it is no address of a server
   */
  public static ServerOptions at(URI baseUri) {
    return new ServerOptions(
        baseUri, null, Map.of(), HttpTimeouts.defaults(), RetryPolicy.defaults());
  }

  /**
   * A server at an address as people write it: without a scheme it is {@code http}.
   *
   * @throws LlmException.ModelUnavailable if it is no address of a server
   */
  public static ServerOptions at(String address) {
    return at(parse(address));
  }

  public ServerOptions withApiKey(@Nullable ApiKey value) {
    return new ServerOptions(baseUri, value, headers, timeouts, retry);
  }

  /** The same with one more header, which replaces an earlier one of its name. */
  public ServerOptions withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(name, value);
    return new ServerOptions(baseUri, apiKey, more, timeouts, retry);
  }

  public ServerOptions withTimeouts(HttpTimeouts value) {
    return new ServerOptions(baseUri, apiKey, headers, value, retry);
  }

  public ServerOptions withRetry(RetryPolicy value) {
    return new ServerOptions(baseUri, apiKey, headers, timeouts, value);
  }

  /** The key, if there is one. */
  Optional<ApiKey> key() {
    return Optional.ofNullable(apiKey);
  }

  /** Without the key and without the values of the headers, which may hold secrets too. */
  @Override
  public String toString() {
    return "ServerOptions[baseUri=%s, headers=%s, timeouts=%s, retry=%s]"
        .formatted(baseUri, headers.keySet(), timeouts, retry);
  }

  static URI parse(String address) {
    String text = address.strip();
    String withScheme = text.contains("://") ? text : "http://" + text;
    try {
      return URI.create(withScheme);
    } catch (IllegalArgumentException e) {
      throw notAnAddress();
    }
  }

  private static void checkUri(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    // A login in the address would show up in every message.
    if (uri.getRawUserInfo() != null) {
      throw new LlmException.ModelUnavailable(
          "The address of a server must not hold a login. Leave it out, and give an API key or a header instead.");
    }
    if (!(scheme.equals("http") || scheme.equals("https"))
        || uri.getHost() == null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw notAnAddress();
    }
  }

  private static void checkHeader(String name, String value) {
    try {
      HttpRequest.newBuilder().setHeader(name, value);
    } catch (IllegalArgumentException e) {
      // The fault quotes the value, which may be a secret.
      throw new LlmException.ModelUnavailable(
          "The header `%s` cannot be sent: Java sets it itself, or its name or value has a character that none has. Leave it out, or correct it."
              .formatted(name.replaceAll("[^\\x20-\\x7e]", "?")));
    }
  }

  /** Does not quote the address: what was pasted in its place may be a key. */
  private static LlmException.ModelUnavailable notAnAddress() {
    return new LlmException.ModelUnavailable(
        "The address of a server is not one that can be used. Write it as `http://localhost:8080` or `https://example.com/v1`.");
  }
}
