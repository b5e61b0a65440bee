package dev.jobstream.cli;

import dev.jobstream.tracker.applications.Tracker;
import java.io.IOException;

/** A command over what is kept; it opens the tracker and closes it again. */
abstract class TrackerCommand extends ResultCommand {
  TrackerCommand(Session session) {
    super(session);
  }

  @Override
  public final Integer call() throws IOException {
    prepare();
    try (Tracker tracker = session().assembly().tracker()) {
      return run(tracker);
    }
  }

  /** Looks at the options before anything is opened. By default there is nothing to look at. */
  void prepare() throws IOException {}

  /** Does the work, and returns the exit code. */
  abstract int run(Tracker tracker) throws IOException;
}
