package dev.jobstream.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.ScriptedChatModel;
import dev.jobstream.tracker.applications.DocumentFolder;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.exchange.Backups;
import dev.jobstream.tracker.sql.SqlStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The real server in a process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final URI address;

  /** What its model does. */
  enum Writing {
    /** It stops in the middle of a word, for ever. */
    HALF,
    WHOLE
  }

  private ServerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a server and returns when it answers.
   *
   * @param folder where it keeps what is saved
   * @param port 0 for any free one
   */
  static ServerProcess start(Path folder, int port, Writing writing) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                // What a killed process has unpacked goes with the folder.
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ServerProcess.class.getName(),
                folder.toString(),
                Integer.toString(port),
                writing.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(UTF_8);
    String line = out.readLine();
    if (line == null) {
      process.destroyForcibly();
      throw new AssertionError("The server's process ended before it was ready.");
    }
    return new ServerProcess(process, URI.create(line));
  }

  URI address() {
    return address;
  }

  /** Kills it as the system does, without a chance to say or write anything. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("The server's process cannot be killed.");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** The process itself; it ends when it is killed, or with whoever started it. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    ScriptedChatModel.Builder model =
        ScriptedChatModel.builder()
            .id("qwen3-1.7b")
            .text("{\"title\":\"Senior Backend Engineer\",\"company\":\"Northwind Analytics\",")
            .text("\"industry\":\"Shipping software\",\"tags\":[\"back");
    if (Writing.valueOf(args[2]) == Writing.HALF) {
      model.waitFor(new Gate());
    }
    model.text("end\"]}");
    try (Tracker tracker =
            new Tracker(
                SqlStore.sqlite(folder.resolve("jobstream.db")),
                new DocumentFolder(folder.resolve("documents"), TestSite.MOST_DOCUMENT_BYTES),
                TestSite.CLOCK);
        WebServer server =
            WebServer.start(
                WebOptions.defaults().withPort(Integer.parseInt(args[1])),
                new WebParts(
                    tracker,
                    TestModels.of(model.build()),
                    Settings.none(),
                    new Backups(tracker, folder, SqlStore::sqlite, TestSite.CLOCK),
                    TestSite.CLOCK,
                    ServerProcess::log))) {
      System.out.println(server.address());
      // Its input ends with the process that holds the other side.
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void log(String line) {
    System.err.println(line);
  }
}
