package dev.jobstream.testsupport.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/**
 * A server that plays one of the protocols: it lists its models, tells its version, and answers
 * chats with scripts, one after the other, the last again and again. It checks what it is asked as
 * far as the real ones do, so that a wrong request is refused and not answered. Thread-safe.
 */
public final class ScriptedServer implements AutoCloseable {
  /** The model that it has. */
  public static final String MODEL = "scripted:1b";

  /** The key that it takes where its protocol asks for one. */
  public static final String KEY = "sk-scripted-0001";

  private final WireProtocol protocol;
  private final WireServer server;
  private final ProtocolScript script;
  private final Queue<ScriptedAnswer> answers = new ConcurrentLinkedQueue<>();
  private final List<JsonNode> chats = new CopyOnWriteArrayList<>();
  private final List<WireExchange> exchanges = new CopyOnWriteArrayList<>();
  private volatile ScriptedAnswer usual;

  private ScriptedServer(WireProtocol protocol, int port, ScriptedAnswer usual) {
    this.protocol = protocol;
    this.usual = usual;
    this.script =
        switch (protocol) {
          case OLLAMA -> new OllamaScript();
          case OPENAI -> new OpenAiScript();
          case ANTHROPIC -> new AnthropicScript();
        };
    this.server = WireServer.start(port, ServerSocketFactory.getDefault(), "http", this::handle);
  }

  /** A server on any free port. */
  public static ScriptedServer start(WireProtocol protocol, ScriptedAnswer usual) {
    return new ScriptedServer(protocol, 0, usual);
  }

  /** A server on a port. */
  public static ScriptedServer start(WireProtocol protocol, int port, ScriptedAnswer usual) {
    return new ScriptedServer(protocol, port, usual);
  }

  public WireProtocol protocol() {
    return protocol;
  }

  /** Its address, without {@code /v1}. */
  public URI uri() {
    return server.uri();
  }

  /** Answers the next chat so, before the usual answer comes again. */
  public ScriptedServer next(ScriptedAnswer answer) {
    answers.add(answer);
    return this;
  }

  /** Answers so from now on, when nothing else was asked for. */
  public ScriptedServer usually(ScriptedAnswer answer) {
    usual = answer;
    return this;
  }

  /** The bodies of the chats so far. */
  public List<JsonNode> chats() {
    return chats;
  }

  /** The chats so far, with their connections. */
  public List<WireExchange> exchanges() {
    return exchanges;
  }

  public WireServer wire() {
    return server;
  }

  @Override
  public void close() {
    server.close();
  }

  private void handle(WireExchange exchange) throws IOException, InterruptedException {
    String path = exchange.path().replaceFirst("\\?.*", "");
    if (!exchange.method().equals("POST") || !path.equals(protocol.chatPath())) {
      script.question(exchange, path);
      return;
    }
    chats.add(exchange.json());
    exchanges.add(exchange);
    if (script.refuses(exchange)) {
      return;
    }
    ScriptedAnswer special = answers.poll();
    play(exchange, special == null ? usual : special);
  }

  private void play(WireExchange exchange, ScriptedAnswer answer)
      throws IOException, InterruptedException {
    JsonNode request = exchange.json();
    if (answer.refusal() != 0) {
      String[] headers =
          answer.retryAfter() == null
              ? new String[0]
              : new String[] {"Retry-After", answer.retryAfter()};
      exchange.respond(
          answer.refusal(),
          "application/json",
          script.refusal(answer.refusal(), answer.error()),
          headers);
      return;
    }
    if (!request.path("stream").asBoolean(protocol == WireProtocol.OLLAMA)) {
      exchange.respond(200, "application/json", script.whole(request, answer));
      return;
    }
    exchange.begin(200, protocol.streamType());
    exchange.write(script.start(request, answer));
    for (String piece : answer.thinking()) {
      exchange.write(script.thinking(request, piece));
      exchange.pause(answer.pauseMillis());
    }
    exchange.write(script.between(request, answer));
    do {
      for (String piece : answer.text()) {
        exchange.write(script.text(request, answer, piece));
        exchange.pause(answer.pauseMillis());
      }
    } while (answer.end() == ScriptedAnswer.End.NEVER && exchange.pause(1));
    switch (answer.end()) {
      case DONE, LENGTH -> {
        exchange.write(script.end(request, answer));
        exchange.end();
      }
      case ERROR -> {
        exchange.write(script.error(answer.error()));
        exchange.end();
      }
      case CUT -> exchange.hangUp();
      case NEVER -> {}
      case SILENCE -> exchange.awaitClientGone();
    }
  }
}
