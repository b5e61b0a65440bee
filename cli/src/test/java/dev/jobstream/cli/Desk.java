package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/** Runs commands one after the other over one folder, on Wednesday, 25 November 2026 at noon. */
final class Desk {
  static final Instant NOW = Instant.parse("2026-11-25T11:00:00Z");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path home;

  Desk(Path home) {
    this.home = home;
  }

  /** What a command wrote. */
  record Told(int exitCode, String out, String err) {}

  TestSession session() {
    return new TestSession(home).now(NOW);
  }

  Told run(String... args) {
    return run(session(), args);
  }

  static Told run(TestSession session, String... args) {
    int exitCode = session.run(args);
    return new Told(exitCode, session.out(), session.err());
  }

  /** Runs a command that must succeed, and returns what it wrote. */
  String ok(String... args) {
    Told told = run(args);
    assertThat(told.exitCode()).as(String.join(" ", args) + ": " + told.err()).isEqualTo(0);
    return told.out();
  }

  /** As {@link #ok}, with {@code --json}. */
  JsonNode json(String... args) {
    String out = ok(Stream.concat(Stream.of(args), Stream.of("--json")).toArray(String[]::new));
    try {
      return JSON.readTree(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command that must be refused as wrong use, and returns what it said. */
  String refused(String... args) {
    Told told = run(args);
    assertThat(told.exitCode()).as(told.out()).isEqualTo(ExitCode.USAGE);
    return told.err();
  }

  /** Saves an application, and returns its id. */
  String add(String title, String company, String... more) {
    String[] args =
        Stream.concat(
                Stream.of("add", "--yes", "--title", title, "--company", company), Stream.of(more))
            .toArray(String[]::new);
    return json(args).path("id").asText();
  }
}
