package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.applications.TrackerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a table before it is read in: to be shown to its owner. Immutable.
 *
 * @param file the table
 * @param encoding its encoding
 * @param delimiter what stands between its columns
 * @param columns its columns, in their order
 * @param dayOrder how it writes days; null if no value tells
 * @param rows how many rows follow the headings, broken ones included
 * @param options what the user wanted
 */
public record CsvPlan(
    Path file,
    Charset encoding,
    char delimiter,
    List<Column> columns,
    @Nullable DayOrder dayOrder,
    long rows,
    CsvOptions options) {
  private static final int LONGEST_EXAMPLE = 60;

  /**
   * A column.
   *
   * @param heading what stands above it
   * @param field what it holds; null if that is not known, and it is left out
   * @param example a value; empty if it has none
   */
  public record Column(String heading, @Nullable ImportField field, String example) {}

  public CsvPlan {
    columns = List.copyOf(columns);
  }

  /**
   * Looks a table through; it is read twice.
   *
   * @throws TrackerException.Invalid if it cannot be read as a table
   */
  public static CsvPlan of(Path file, CsvOptions options) throws IOException {
    CsvEncoding encoding = CsvEncoding.of(file, options.encoding());
    char delimiter = delimiter(file, encoding, options);
    Scan scan = new Scan(options);
    new CsvRows(file, encoding, delimiter).read(scan);
    if (scan.headings == null) {
      throw TrackerException.invalid(
          "`%s` is empty: it has no row of headings.".formatted(file.getFileName()));
    }
    List<Column> columns = scan.columns();
    return new CsvPlan(
        file, encoding.charset(), delimiter, columns, scan.days.order(), scan.rows, options);
  }

  private static char delimiter(Path file, CsvEncoding encoding, CsvOptions options)
      throws IOException {
    Character given = options.delimiter();
    if (given != null) {
      return given;
    }
    try (BufferedReader text = encoding.open(file)) {
      return CsvDelimiter.of(text);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw CsvEncoding.undecodable(file, encoding.charset(), e);
    }
  }

  /** Whether a column holds a title or a company, without which no row can go in. */
  public boolean named() {
    return columns.stream()
        .anyMatch(
            column -> column.field == ImportField.TITLE || column.field == ImportField.COMPANY);
  }

  /** The columns that hold something, by what they hold. */
  Map<ImportField, Integer> places() {
    Map<ImportField, Integer> places = new EnumMap<>(ImportField.class);
    for (int i = 0; i < columns.size(); i++) {
      ImportField field = columns.get(i).field;
      if (field != null) {
        places.putIfAbsent(field, i);
      }
    }
    return places;
  }

  /** Collects what the plan tells. */
  private static final class Scan implements CsvRows.Visitor {
    private static final NameList NAMES = new NameList("columns.txt");

    private final CsvOptions options;
    private final CsvDays days;
    private @Nullable List<String> headings;
    private List<@Nullable ImportField> fields = List.of();
    private final List<String> examples = new ArrayList<>();
    private long rows;

    Scan(CsvOptions options) {
      this.options = options;
      this.days = new CsvDays(options.dayOrder());
    }

    @Override
    public void row(long line, List<String> cells) {
      if (headings == null) {
        headings = cells.stream().map(String::strip).toList();
        fields = fields(headings);
        headings.forEach(heading -> examples.add(""));
        return;
      }
      rows++;
      for (int i = 0; i < Math.min(cells.size(), fields.size()); i++) {
        String cell = cells.get(i).strip();
        ImportField field = fields.get(i);
        if (field != null && field.isDay()) {
          days.look(cell);
        }
        if (examples.get(i).isEmpty() && !cell.isEmpty()) {
          examples.set(
              i, cell.length() > LONGEST_EXAMPLE ? cell.substring(0, LONGEST_EXAMPLE) : cell);
        }
      }
    }

    @Override
    public void broken(long line, String message) {
      rows++;
    }

    List<Column> columns() {
      List<Column> columns = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        columns.add(
            new Column(headings == null ? "" : headings.get(i), fields.get(i), examples.get(i)));
      }
      return columns;
    }

    private List<@Nullable ImportField> fields(List<String> heads) {
      Set<String> unused = new HashSet<>(options.columns().keySet());
      List<@Nullable ImportField> found = new ArrayList<>();
      Set<ImportField> taken = EnumSet.noneOf(ImportField.class);
      options.columns().values().stream().filter(java.util.Objects::nonNull).forEach(taken::add);
      for (int i = 0; i < heads.size(); i++) {
        Optional<String> key = key(heads.get(i), i + 1);
        if (key.isPresent()) {
          unused.remove(key.get());
          found.add(options.columns().get(key.get()));
          continue;
        }
        ImportField guess = guess(heads.get(i));
        found.add(guess != null && taken.add(guess) ? guess : null);
      }
      if (!unused.isEmpty()) {
        throw TrackerException.invalid(
            "The table has no column `%s`. Its columns are `%s`."
                .formatted(unused.stream().sorted().findFirst().get(), String.join("`, `", heads)));
      }
      return found;
    }

    private Optional<String> key(String heading, int number) {
      return options.columns().keySet().stream()
          .filter(
              key -> key.strip().equalsIgnoreCase(heading) || key.equals(String.valueOf(number)))
          .findFirst();
    }

    private static @Nullable ImportField guess(String heading) {
      Optional<String> name =
          NAMES
              .find(heading)
              .or(() ->
                  dev.jobstream.tracker.FieldReader.field(heading)
                      .map(dev.jobstream.tracker.PostingField::jsonName));
      return name.flatMap(ImportField::named).orElse(null);
    }
  }

  /** The delimiter for display. */
  public String delimiterName() {
    return switch (delimiter) {
      case ',' -> "comma";
      case ';' -> "semicolon";
      case '\t' -> "tab";
      case '|' -> "bar";
      default -> String.format(Locale.ROOT, "`%s`", delimiter);
    };
  }
}
