package dev.jobstream.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of this process's own, from the binaries that are installed: a cluster in a
 * temporary folder on a free port, which ends with the process. As root it runs as the user {@code
 * postgres}, since the server refuses root. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
  private static final AtomicInteger NAMES = new AtomicInteger();

  /** Whether what is committed must outlive the machine's power. */
  public enum Durability {
    /** As a server is installed. */
    FULL,
    /** Faster, for tests. */
    NONE
  }

  private final Path binaries;
  private final Path folder;
  private final int port;

  private PostgresServer(Path binaries, Path folder, int port) {
    this.binaries = binaries;
    this.folder = folder;
    this.port = port;
  }

  /** The folder of the newest installed server's programs; empty if there is none. */
  public static Optional<Path> installed() {
    Path versions = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> folders = Files.list(versions)) {
        Optional<Path> newest =
            folders
                .map(folder -> folder.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .max(Comparator.comparing(Path::toString));
        if (newest.isPresent()) {
          return newest;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(":", -1))
        .filter(part -> !part.isEmpty())
        .map(Path::of)
        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
        .findFirst();
  }

  /**
   * Starts a server.
   *
   * @param binaries as of {@link #installed}
   */
  public static PostgresServer start(Path binaries, Durability durability) {
    try {
      Path folder = Files.createTempDirectory("jobstream-postgresql");
      if (isRoot()) {
        run(List.of("chown", "postgres", folder.toString()));
      }
      PostgresServer server = new PostgresServer(binaries, folder, freePort());
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      server.start(durability);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(Durability durability) throws IOException {
    Path data = folder.resolve("data");
    server(
        "initdb",
        "-D",
        data.toString(),
        "-U",
        "jobstream",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync");
    server(
        "pg_ctl",
        "start",
        "-w",
        "-D",
        data.toString(),
        "-l",
        folder.resolve("log").toString(),
        "-o",
        "-p %d -k %s -c listen_addresses=127.0.0.1 -c fsync=%s"
            .formatted(port, folder, durability == Durability.FULL ? "on" : "off"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Makes a new, empty schema, and returns the address of a database that begins with it. */
  public String newSchema() {
    String name = "jobstream%d".formatted(NAMES.incrementAndGet());
    try {
      server(
          "psql",
          "-h",
          "127.0.0.1",
          "-p",
          Integer.toString(port),
          "-U",
          "jobstream",
          "-c",
          "CREATE SCHEMA " + name,
          "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "postgresql://jobstream@127.0.0.1:%d/postgres?currentSchema=%s".formatted(port, name);
  }

  /** Stops the server and deletes its folder. Idempotent. */
  @Override
  public synchronized void close() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      if (Files.exists(folder.resolve("data/postmaster.pid"))) {
        server("pg_ctl", "stop", "-m", "immediate", "-D", folder.resolve("data").toString());
      }
      run(List.of("rm", "-rf", folder.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs one of the server's programs. */
  private void server(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command);
  }

  private static void run(List<String> command) throws IOException {
    Path output = Files.createTempFile("jobstream-postgresql", ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            // Not a pipe: the server would keep it open for as long as it runs.
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException(
            "`%s` failed: %s"
                .formatted(
                    String.join(" ", command), Files.readString(output, StandardCharsets.UTF_8)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted.", e);
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
