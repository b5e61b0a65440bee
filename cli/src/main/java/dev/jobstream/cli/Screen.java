package dev.jobstream.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/**
 * What an output stream leads to.
 *
 * @param terminal whether it is a terminal, on which lines can be drawn anew
 * @param colour whether it shows colours
 * @param unicode whether it shows more than ASCII
 * @param columns its width as it is now; the reader may drag the window
 * @param rows its height in lines when it was first asked for
 */
record Screen(
    boolean terminal, boolean colour, boolean unicode, IntSupplier columns, IntSupplier rows) {
  private static final int USUAL_COLUMNS = 80;

  /** Where the height is not told, as with a pipe for standard input: rarely is one lower. */
  private static final int CAREFUL_ROWS = 12;

  /** A file or a pipe: no colours, no limit on a line. */
  static final Screen PLAIN =
      new Screen(false, false, true, () -> Integer.MAX_VALUE, () -> Integer.MAX_VALUE);

  /**
   * The screen behind one of the process's own streams. The other streams do not matter: a posting
   * piped into standard input still shows live on the terminal.
   */
  static Screen of(SystemStream stream, Map<String, String> environment) {
    if ("dumb".equals(environment.get("TERM")) || !isTerminal(stream)) {
      return PLAIN;
    }
    String noColour = environment.getOrDefault("NO_COLOR", "");
    boolean unicode = "UTF-8".equals(System.getProperty("stdout.encoding"));
    return new Screen(
        true,
        noColour.isEmpty(),
        unicode,
        () ->
            provider()
                .map(p -> positiveOr(p.systemStreamWidth(stream), USUAL_COLUMNS))
                .orElse(USUAL_COLUMNS),
        new Rows(stream));
  }

  /** Whether one of the process's own streams is a terminal. */
  static boolean isTerminal(SystemStream stream) {
    try {
      // Linux tells by a link, at once; the provider takes a fifth of a second to be ready.
      String target = Files.readSymbolicLink(descriptor(stream)).toString();
      if (target.startsWith("/dev/pts/")) {
        return true;
      }
      if (target.matches("(pipe|socket|anon_inode):.*|/dev/null")
          || Files.isRegularFile(descriptor(stream))) {
        return false;
      }
    } catch (IOException | UnsupportedOperationException e) {
      // Another system, or a stream that is closed.
    }
    return provider().filter(provider -> provider.isSystemStream(stream)).isPresent();
  }

  private static Path descriptor(SystemStream stream) {
    int number =
        switch (stream) {
          case Input -> 0;
          case Output -> 1;
          case Error -> 2;
        };
    return Path.of("/proc/self/fd/" + number);
  }

  private static Optional<TerminalProvider> provider() {
    return Provider.LOADED;
  }

  /** Loaded when it is first asked for. */
  private static final class Provider {
    private static final Optional<TerminalProvider> LOADED = load();

    private static Optional<TerminalProvider> load() {
      try {
        return Optional.of(TerminalProvider.load("ffm"));
      } catch (IOException | RuntimeException | LinkageError e) {
        // A platform that JLine does not know: plain lines are right anywhere.
        return Optional.empty();
      }
    }
  }

  /** Asking for the height opens a terminal: once is enough. */
  private static final class Rows implements IntSupplier {
    private final SystemStream stream;
    private int rows;

    Rows(SystemStream stream) {
      this.stream = stream;
    }

    @Override
    public synchronized int getAsInt() {
      if (rows == 0) {
        rows = provider().map(this::ask).orElse(CAREFUL_ROWS);
      }
      return rows;
    }

    private int ask(TerminalProvider provider) {
      Charset utf8 = StandardCharsets.UTF_8;
      try (Terminal terminal =
          provider.sysTerminal(
              "jobstream",
              "ansi",
              false,
              utf8,
              utf8,
              utf8,
              false,
              Terminal.SignalHandler.SIG_DFL,
              true,
              stream)) {
        return positiveOr(terminal.getSize().getRows(), CAREFUL_ROWS);
      } catch (IOException | RuntimeException e) {
        return CAREFUL_ROWS;
      }
    }
  }

  private static int positiveOr(int value, int otherwise) {
    return value > 0 ? value : otherwise;
  }
}
