package dev.jobstream.cli;

import java.time.Duration;
import java.util.Locale;

/** Tells on standard error how far long work is, in one line that is drawn anew. */
final class Counter implements AutoCloseable {
  private static final long FRAME_NANOS = Duration.ofMillis(100).toNanos();

  private final Session session;
  private final String what;
  private final long total;
  private long lastFrame;
  private long done;
  private boolean drawn;

  /**
   * @param what what is counted, such as {@code rows}
   * @param total how many there will be; 0 if that is not known
   */
  Counter(Session session, String what, long total) {
    this.session = session;
    this.what = what;
    this.total = total;
    this.lastFrame = session.nanoTime().getAsLong();
  }

  /** How many were counted so far. */
  long done() {
    return done;
  }

  void at(long now) {
    done = now;
    show();
  }

  private void show() {
    Output err = session.err();
    long time = session.nanoTime().getAsLong();
    if (!err.screen().terminal() || time - lastFrame < FRAME_NANOS) {
      return;
    }
    lastFrame = time;
    String words =
        total > 0
            ? String.format(Locale.ROOT, "%,d of %,d %s", done, total, what)
            : String.format(Locale.ROOT, "%,d %s", done, what);
    StyledText line =
        ProgressBar.line(
            done, total, words, err.screen().columns().getAsInt() - 1, err.screen().unicode());
    err.raw("\r" + line.render(err.screen().colour()) + "\u001b[K");
    drawn = true;
  }

  @Override
  public void close() {
    if (drawn) {
      session.err().raw("\r\u001b[K");
    }
  }
}
