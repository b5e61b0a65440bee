package dev.jobstream.llm.http;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.testsupport.http.WireProtocol;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks a server from a process of its own, whose JVM is set as a user would set it. */
final class AskingProcess {
  private AskingProcess() {}

  /** What the stream gave, or its error. */
  static String ask(URI server, String... jvmOptions) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            AskingProcess.class.getName(),
            server.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return said;
  }

  public static void main(String[] args) {
    List<StreamEvent> events = new ArrayList<>();
    StreamEvent.Terminal end =
        Models.at(WireProtocol.OPENAI, URI.create(args[0])).stream(ChatRequest.of("Hi"))
            .run(events::add);
    System.out.println(
        end instanceof StreamEvent.Failed failed
            ? failed.error().getMessage()
            : Outcome.of(events).text());
  }
}
