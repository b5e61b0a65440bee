package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
final class SignalTest {
  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsTheRealProcessWithWhatWasFound(String signal, int exitCode) throws Exception {
    Path posting = Files.writeString(home.resolve("posting.txt"), "Gardener\nExample Gardens\n");
    String model = new TestSession(home).addModel("tiny.gguf").toString();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                InterruptedProcess.class.getName(),
                home.toString(),
                "analyze",
                "--events",
                "--model",
                model,
                posting.toString())
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      endsBySignal(process, out, signal, exitCode);
    }
  }

  private static void endsBySignal(Process process, BufferedReader out, String signal, int exitCode)
      throws Exception {
    // Before the reader is closed: that waits for whoever reads.
    try {
      // By then the model waits, and the signal's handler is in place.
      awaitLine(out, "\"field\":\"title\",\"value\"");
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();

      CompletableFuture<List<String>> rest =
          CompletableFuture.supplyAsync(() -> out.lines().toList());
      assertThat(rest)
          .as(
              "It ends. If it does not, see whether SIG%s was ignored where the tests were started, as SIGINT is behind a script's `&`: a process inherits that."
                  .formatted(signal))
          .succeedsWithin(60, TimeUnit.SECONDS);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(exitCode);
      JsonNode last = new ObjectMapper().readTree(rest.join().getLast());
      assertThat(last.path("analysis").path("outcome").asText()).isEqualTo("CANCELLED");
      assertThat(last.path("analysis").path("title").asText()).isEqualTo("Gardener");
    } finally {
      process.destroyForcibly();
    }
  }

  private static void awaitLine(BufferedReader out, String part) throws IOException {
    List<String> seen = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains(part)) {
        return;
      }
      seen.add(line);
    }
    throw new AssertionError("The process ended without `%s`: %s".formatted(part, seen));
  }
}
