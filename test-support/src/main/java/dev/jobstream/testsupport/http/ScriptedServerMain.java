package dev.jobstream.testsupport.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Starts a scripted server for a person to try a client against. Arguments: the protocol, a port,
 * and optionally a file with the answer and the milliseconds between two pieces of it.
 *
 * <pre>{@code
 * ScriptedServerMain ollama 11500 answer.json 30
 * }</pre>
 */
public final class ScriptedServerMain {
  private static final String ANSWER =
      """
      {"title":"Senior Backend Engineer","company":"Northwind Analytics",\
      "location":"Dublin, Ireland","industry":"Logistics software",\
      "skills":["Java","Kotlin","PostgreSQL","Apache Kafka"],"tags":["backend","hybrid"]}\
      """;

  private ScriptedServerMain() {}

  /** Runs until the process is ended. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 2) {
      System.err.println(
          "Name a protocol (ollama, openai or anthropic) and a port; then, if you want, a file with the answer, and the milliseconds between its pieces.");
      System.exit(2);
    }
    WireProtocol protocol = WireProtocol.valueOf(args[0].toUpperCase(Locale.ROOT));
    String text = args.length > 2 ? Files.readString(Path.of(args[2])) : ANSWER;
    long pause = args.length > 3 ? Long.parseLong(args[3]) : 30;
    ScriptedAnswer answer =
        ScriptedAnswer.written(text)
            .withThinking("A posting. ", "Let me read it.")
            .withPause(pause);
    try (ScriptedServer server =
        ScriptedServer.start(protocol, Integer.parseInt(args[1]), answer)) {
      System.out.printf(
          Locale.ROOT,
          "%s at %s, model `%s`, key `%s`%n",
          protocol.id(),
          server.uri(),
          ScriptedServer.MODEL,
          ScriptedServer.KEY);
      Thread.currentThread().join();
    }
  }
}
