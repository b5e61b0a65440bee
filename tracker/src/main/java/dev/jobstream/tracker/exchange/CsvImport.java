package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.applications.Duplicate;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a table into the tracker, row by row. */
public final class CsvImport {
  /** The most problems that are kept to be shown; the others are counted. */
  public static final int MOST_PROBLEMS = 20;

  private CsvImport() {}

  /** Told of each row that is done. */
  @FunctionalInterface
  public interface Progress {
    void rows(long done);
  }

  /**
   * A row that did not go in.
   *
   * @param line where it begins in the file, from 1
   * @param message why
   */
  public record Problem(long line, String message) {}

  /**
   * What became of the rows.
   *
   * @param added how many went in, or would have
   * @param duplicates how many were left out because they are here already
   * @param failed how many could not be read
   * @param problems the first of those
   */
  public record Result(long added, long duplicates, long failed, List<Problem> problems) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads a table in. A row that fails does not keep the others out.
   *
   * @param dryRun whether nothing is to be saved
   * @throws TrackerException.Invalid if the file cannot be read to its end; what went in before
   *     stays
   */
  public static Result run(Tracker tracker, CsvPlan plan, boolean dryRun, Progress progress)
      throws IOException {
    Run run = new Run(tracker, plan, dryRun, progress);
    Charset charset = plan.encoding();
    CsvEncoding encoding = CsvEncoding.of(plan.file(), charset);
    new CsvRows(plan.file(), encoding, plan.delimiter()).read(run);
    return new Result(run.added, run.duplicates, run.failed, run.problems);
  }

  private static final class Run implements CsvRows.Visitor {
    private final Tracker tracker;
    private final CsvPlan plan;
    private final CsvRowReader reader;
    private final boolean dryRun;
    private final Progress progress;
    private final List<Problem> problems = new ArrayList<>();
    private boolean headed;
    private long added;
    private long duplicates;
    private long failed;

    Run(Tracker tracker, CsvPlan plan, boolean dryRun, Progress progress) {
      this.tracker = tracker;
      this.plan = plan;
      this.reader = new CsvRowReader(plan);
      this.dryRun = dryRun;
      this.progress = progress;
    }

    @Override
    public void row(long line, List<String> cells) {
      if (!headed) {
        headed = true;
        return;
      }
      try {
        ImportRow row = reader.read(cells);
        if (!plan.options().keepDuplicates() && isThere(row)) {
          duplicates++;
        } else {
          if (dryRun) {
            tracker.applications().check(row.application());
          } else {
            tracker.applications().add(row.application());
          }
          added++;
        }
      } catch (TrackerException.Invalid e) {
        fail(line, String.valueOf(e.getMessage()));
      }
      tell();
    }

    @Override
    public void broken(long line, String message) {
      fail(line, message);
      tell();
    }

    private void tell() {
      progress.rows(added + duplicates + failed);
    }

    private void fail(long line, String message) {
      failed++;
      if (problems.size() < MOST_PROBLEMS) {
        problems.add(new Problem(line, message));
      }
    }

    /** The same posting or job, applied for on the same day if the row says on which. */
    private boolean isThere(ImportRow row) {
      for (Duplicate duplicate : tracker.applications().duplicatesOf(row.application())) {
        Set<Duplicate.Reason> reasons = duplicate.reasons();
        boolean sameDay =
            row.appliedOn() == null || row.appliedOn().equals(duplicate.application().appliedOn());
        if (sameDay
            && (reasons.contains(Duplicate.Reason.URL)
                || reasons.contains(Duplicate.Reason.TITLE_AND_COMPANY))) {
          return true;
        }
      }
      return false;
    }
  }
}
