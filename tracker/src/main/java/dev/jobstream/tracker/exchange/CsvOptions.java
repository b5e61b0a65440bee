package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.applications.Stage;
import java.nio.charset.Charset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a table is read. By default everything is found out.
 *
 * @param encoding the encoding; null to find it out
 * @param delimiter what stands between columns; null to find it out
 * @param columns what columns hold, by their headings or their numbers from 1; a null value leaves
 *     a column out
 * @param stages what stages are called in the table
 * @param dayOrder how {@code 03/04/2026} is meant; null to find it out
 * @param keepDuplicates whether rows are taken that are here already
 */
public record CsvOptions(
    @Nullable Charset encoding,
    @Nullable Character delimiter,
    Map<String, @Nullable ImportField> columns,
    Map<String, Stage> stages,
    @Nullable DayOrder dayOrder,
    boolean keepDuplicates) {

  /** Everything is found out, and no row is taken twice. */
  public static CsvOptions defaults() {
    return new CsvOptions(null, null, Map.of(), Map.of(), null, false);
  }
}
