package dev.jobstream.tracker.exchange;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.jobstream.tracker.applications.TrackerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of a CSV file, one after the other. A row whose quotes never close is told as broken,
 * and reading goes on in the line behind it.
 */
final class CsvRows {
  /** Each means reading the file anew, so that there must be an end of it. */
  private static final int MOST_RESTARTS = 100;

  private final Path file;
  private final CsvEncoding encoding;
  private final char delimiter;

  CsvRows(Path file, CsvEncoding encoding, char delimiter) {
    this.file = file;
    this.encoding = encoding;
    this.delimiter = delimiter;
  }

  /** Takes the rows. */
  interface Visitor {
    /**
     * A row.
     *
     * @param line the line where it begins, from 1
     */
    void row(long line, List<String> cells);

    /** A row that cannot be read. */
    void broken(long line, String message);
  }

  /** Takes every row that is not empty. */
  void read(Visitor visitor) throws IOException {
    // The lines that are done with.
    long done = 0;
    for (int restarts = 0; ; restarts++) {
      try (BufferedReader text = encoding.open(file)) {
        skip(text, done);
        CsvReader<CsvRecord> reader =
            CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text);
        long start = done;
        for (CsvRecord row : reader) {
          long line = start + row.getStartingLineNumber();
          visit(visitor, line, row.getFields());
          done = line + lineEnds(row.getFields());
        }
        return;
      } catch (CsvParseException e) {
        done++;
        visitor.broken(
            done,
            "A quote opens here and does not close. Close it, or double it if it belongs to the text.");
        if (restarts == MOST_RESTARTS) {
          throw TrackerException.invalid(
              "The file has more than %d quotes that do not close, the last in line %,d, so nothing of it goes in. Close them, or double those that belong to the text."
                  .formatted(MOST_RESTARTS, done));
        }
      } catch (UncheckedIOException e) {
        if (e.getCause() instanceof CharacterCodingException coding) {
          throw CsvEncoding.undecodable(file, encoding.charset(), coding);
        }
        throw e.getCause();
      } catch (CharacterCodingException e) {
        throw CsvEncoding.undecodable(file, encoding.charset(), e);
      }
    }
  }

  private static void visit(Visitor visitor, long line, List<String> cells) {
    boolean declares = line == 1 && cells.size() <= 2 && cells.getFirst().startsWith("sep=");
    if (!declares && cells.stream().anyMatch(cell -> !cell.isBlank())) {
      visitor.row(line, cells);
    }
  }

  private static void skip(BufferedReader text, long lines) throws IOException {
    for (long i = 0; i < lines; i++) {
      text.readLine();
    }
  }

  private static long lineEnds(List<String> cells) {
    long ends = 0;
    for (String cell : cells) {
      for (int i = 0; i < cell.length(); i++) {
        boolean pair =
            cell.charAt(i) == '\r' && i + 1 < cell.length() && cell.charAt(i + 1) == '\n';
        if (cell.charAt(i) == '\n' || (cell.charAt(i) == '\r' && !pair)) {
          ends++;
        }
      }
    }
    return ends;
  }
}
