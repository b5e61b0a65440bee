package dev.jobstream.tracker.exchange;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes tables in UTF-8 with commas. What a spreadsheet would take for a formula is text here. */
final class CsvOutput implements AutoCloseable {
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final Writer writer;
  private final CsvWriter csv;

  /**
   * @param out flushed but not closed
   * @param mark whether to begin with a byte-order mark, without which Excel takes UTF-8 for
   *     another encoding
   */
  CsvOutput(OutputStream out, boolean mark) throws IOException {
    writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    if (mark) {
      writer.write('\ufeff');
    }
    csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
  }

  /** Writes a row; what is null is an empty cell. */
  void row(@Nullable Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell == null ? "" : safe(cell.toString()));
    }
    csv.writeRecord(row);
  }

  /** A posting's title may begin with an equals sign; the apostrophe keeps it from being one. */
  private static String safe(String text) {
    return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  @Override
  public void close() throws IOException {
    csv.flush();
    writer.flush();
  }
}
