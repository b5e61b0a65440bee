package dev.jobstream.llm.http;

import java.net.URI;
import java.util.regex.Pattern;

/** Puts paths behind a base address, however people wrote it. */
final class ServerPaths {
  private static final Pattern VERSION = Pattern.compile(".*/v\\d+[a-z0-9]*(/.*)?");

  private ServerPaths() {}

  /**
   * {@code /chat/completions} and the like: behind {@code /v1}, which is added if it is missing.
   */
  static URI openAi(URI base, String path) {
    String root = root(base, "/chat/completions", "/completions", "/models");
    return URI.create((VERSION.matcher(pathOf(root)).matches() ? root : root + "/v1") + path);
  }

  /** {@code /v1/messages} and the like. */
  static URI anthropic(URI base, String path) {
    return URI.create(root(base, "/messages", "/v1") + "/v1" + path);
  }

  /** {@code /api/chat} and the like. */
  static URI ollama(URI base, String path) {
    return URI.create(root(base, "/chat", "/api", "/v1") + "/api" + path);
  }

  /** {@code /props} and the like, which stand beside {@code /v1}. */
  static URI besideVersion(URI base, String path) {
    return URI.create(root(base, "/chat/completions", "/v1") + path);
  }

  private static String root(URI base, String... endings) {
    String root = withoutSlash(base.toString());
    for (String ending : endings) {
      if (root.endsWith(ending)) {
        root = withoutSlash(root.substring(0, root.length() - ending.length()));
      }
    }
    return root;
  }

  private static String withoutSlash(String text) {
    String shorter = text;
    while (shorter.endsWith("/")) {
      shorter = shorter.substring(0, shorter.length() - 1);
    }
    return shorter;
  }

  private static String pathOf(String root) {
    String path = URI.create(root).getRawPath();
    return path == null ? "" : path;
  }
}
