package dev.jobstream.llm.http;

import java.net.URI;

/** Reads {@code OLLAMA_HOST} as Ollama's own programs do: with or without scheme and port. */
final class OllamaAddress {
  private static final int PORT = 11_434;

  private OllamaAddress() {}

  static URI of(String text) {
    URI uri = ServerOptions.parse(text);
    String host = uri.getHost();
    if (host == null) {
      // Such as `:11500`, a port alone.
      uri = ServerOptions.parse(text.replaceFirst("^(\\w+://)?", "$1localhost"));
      host = String.valueOf(uri.getHost());
    }
    // A server listens there; nobody can connect to it under that name everywhere.
    String reachable = host.equals("0.0.0.0") || host.equals("[::]") ? "localhost" : host;
    boolean portless = uri.getPort() < 0 && !text.contains("://");
    int port = portless ? PORT : uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return URI.create(uri.getScheme() + "://" + reachable + (port < 0 ? "" : ":" + port) + path);
  }
}
