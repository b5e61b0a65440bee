package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.testsupport.LeakCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServeCommandTest {
  private static final Pattern ADDRESS = Pattern.compile("http://\\S+");

  @TempDir Path home;

  @Test
  void itSaysWhereItIsOpensTheBrowserAndEndsOnCtrlC() throws Exception {
    try (LeakCheck _ = LeakCheck.ofThreads("jobstream-")) {
      Running running = new Running(new TestSession(home), "serve", "--port", "0");
      assertThat(running.get("/").statusCode()).isEqualTo(200);
      assertThat(running.session.pages()).containsExactly(running.address);
      assertThat(running.end()).isEqualTo(0);
      assertThat(running.session.halts()).isEmpty();
    }
  }

  @Test
  void theBrowserIsLeftAloneWhereThatIsAskedFor() throws Exception {
    Running running = new Running(new TestSession(home), "serve", "--port", "0", "--no-open");
    assertThat(running.end()).isEqualTo(0);
    assertThat(running.session.pages()).isEmpty();
  }

  @Test
  void aPasswordComesFromAFileOrTheEnvironment() throws Exception {
    Path file = Files.writeString(home.resolve("password"), "correct horse\nand more\n");
    Running byFile =
        new Running(
            new TestSession(home),
            "serve",
            "--port",
            "0",
            "--no-open",
            "--password-file",
            file.toString());
    assertThat(byFile.get("/api/v1/models").statusCode()).isEqualTo(401);
    assertThat(byFile.get("/api/v1/models", "Authorization", "Bearer correct horse").statusCode())
        .isEqualTo(200);
    byFile.end();

    Running byVariable =
        new Running(
            new TestSession(home)
                .environment(Map.of(ServeCommand.PASSWORD_VARIABLE, "battery staple")),
            "serve",
            "--port",
            "0",
            "--no-open");
    assertThat(byVariable.get("/api/v1/models").statusCode()).isEqualTo(401);
    byVariable.end();
  }

  @Test
  void whatCannotBeServedIsToldInASentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      StringBuilder text = new StringBuilder();
      for (List<String> args :
          List.of(
              List.of("--port", port),
              List.of("--port", "70000"),
              List.of("--host", "0.0.0.0"),
              List.of("--host", "no.such.host.invalid"),
              List.of("--password-file", "none.txt"))) {
        TestSession session = new TestSession(home);
        String[] command = Stream.concat(Stream.of("serve"), args.stream()).toArray(String[]::new);
        assertThat(session.run(command)).as(args.toString()).isEqualTo(ExitCode.USAGE);
        assertThat(session.pages()).isEmpty();
        text.append("$ jobstream serve ")
            .append(String.join(" ", args))
            .append('\n')
            .append(session.err())
            .append('\n');
      }
      Golden.check("errors-serve.txt", text.toString().replace(port, "8484"));
    }
  }

  @Test
  void everySystemHasItsWayToABrowser() {
    URI page = URI.create("http://127.0.0.1:8484/");
    assertThat(Browser.command(page, "Mac OS X", Map.of()).orElseThrow()).startsWith("open");
    assertThat(Browser.command(page, "Windows 11", Map.of()).orElseThrow()).startsWith("rundll32");
    assertThat(Browser.command(page, "Linux", Map.of("DISPLAY", ":0")).orElseThrow())
        .containsExactly("xdg-open", "http://127.0.0.1:8484/");
    assertThat(Browser.command(page, "Linux", Map.of())).isEmpty();
  }

  /** A server that runs on a thread of its own. */
  private static final class Running {
    private final TestSession session;
    private final CompletableFuture<URI> told = new CompletableFuture<>();
    private final CompletableFuture<Integer> exitCode;
    private final URI address;

    Running(TestSession session, String... args) throws Exception {
      this.session = session;
      session.outStream(
          new ByteArrayOutputStream() {
            @Override
            public void write(byte[] bytes) throws IOException {
              super.write(bytes);
              Matcher matcher = ADDRESS.matcher(new String(bytes, StandardCharsets.UTF_8));
              if (matcher.find()) {
                told.complete(URI.create(matcher.group()));
              }
            }
          });
      // "Ctrl-C stops it." is said when it can be.
      CompletableFuture<Boolean> stoppable = new CompletableFuture<>();
      session.onMessage(text -> {
        if (text.contains("Ctrl-C")) {
          stoppable.complete(true);
        }
      });
      exitCode = CompletableFuture.supplyAsync(() -> session.run(args));
      address = told.get(30, TimeUnit.SECONDS);
      stoppable.get(30, TimeUnit.SECONDS);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
        if (headers.length > 0) {
          request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      }
    }

    int end() throws Exception {
      session.interrupts().receive(Interrupts.Signal.INT);
      return exitCode.get(30, TimeUnit.SECONDS);
    }
  }
}
