package dev.jobstream.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * One of the process's output streams, as text in UTF-8. Every call reaches the stream at once, so
 * that a reader at the other end of a pipe sees it. Not thread-safe.
 */
final class Output {
  private final OutputStream stream;
  private final Screen screen;
  private final boolean needed;

  private Output(OutputStream stream, Screen screen, boolean needed) {
    this.stream = stream;
    this.screen = screen;
    this.needed = needed;
  }

  /** An output for results: a command need not go on if nobody reads them. */
  static Output ofResults(OutputStream stream, Screen screen) {
    return new Output(stream, screen, true);
  }

  /** An output for warnings and progress: it does not matter if nobody reads them. */
  static Output ofMessages(OutputStream stream, Screen screen) {
    return new Output(stream, screen, false);
  }

  Screen screen() {
    return screen;
  }

  /**
   * Writes a line.
   *
   * @throws Closed if nobody reads any more
   */
  void line(StyledText text) {
    raw(text.render(screen.colour()) + "\n");
  }

  void line(String text) {
    line(StyledText.of(text));
  }

  /** Writes a line, broken to the screen's width. */
  void paragraph(StyledText text) {
    for (StyledText line : text.wrap(screen.columns().getAsInt())) {
      line(line);
    }
  }

  /**
   * Writes text as it is, which must not come from a posting or a model.
   *
   * @throws Closed if nobody reads any more
   */
  void raw(String text) {
    try {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
      stream.flush();
    } catch (IOException e) {
      if (needed) {
        throw new Closed(e);
      }
    }
  }

  /**
   * The stream itself, for what is more than text on a screen; closing it does nothing.
   *
   * @return a stream that throws {@link Closed} if nobody reads any more
   */
  OutputStream bytes() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        try {
          stream.write(bytes, offset, length);
        } catch (IOException e) {
          throw new Closed(e);
        }
      }

      @Override
      public void flush() throws IOException {
        stream.flush();
      }
    };
  }

  /** Nobody reads any more, as behind {@code | head}. */
  static final class Closed extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    Closed(IOException cause) {
      super(cause);
    }
  }
}
