package dev.jobstream.tracker.exchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Which character stands between the columns of a CSV file. */
final class CsvDelimiter {
  private CsvDelimiter() {}

  static final char USUAL = ',';

  private static final String CANDIDATES = ",;\t|";
  private static final int SAMPLE_LINES = 50;
  private static final int SAMPLE_CHARACTERS = 200_000;

  /** The first line that some spreadsheets write to name the delimiter. */
  static final String DECLARATION = "sep=";

  /** The delimiter, by what the first lines have most alike; a comma if nothing tells. */
  static char of(BufferedReader text) throws IOException {
    List<String> records = sample(text);
    if (!records.isEmpty() && isDeclaration(records.getFirst())) {
      return records.getFirst().charAt(DECLARATION.length());
    }
    char best = USUAL;
    long bestScore = 0;
    for (int i = 0; i < CANDIDATES.length(); i++) {
      char candidate = CANDIDATES.charAt(i);
      long score = score(records, candidate);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  static boolean isDeclaration(String line) {
    return line.length() == DECLARATION.length() + 1 && line.startsWith(DECLARATION);
  }

  /** Records with as many columns as the heading count much, further columns little. */
  private static long score(List<String> records, char candidate) {
    if (records.isEmpty()) {
      return 0;
    }
    int columns = count(records.getFirst(), candidate);
    if (columns == 0) {
      return 0;
    }
    long alike = records.stream().filter(record -> count(record, candidate) == columns).count();
    return alike * 1000 + Math.min(columns, 999);
  }

  private static int count(String record, char candidate) {
    int count = 0;
    boolean quoted = false;
    for (int i = 0; i < record.length(); i++) {
      char c = record.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == candidate && !quoted) {
        count++;
      }
    }
    return count;
  }

  /** The first records, as far as their quotes tell where one ends. */
  private static List<String> sample(BufferedReader text) throws IOException {
    List<String> records = new ArrayList<>();
    StringBuilder record = new StringBuilder();
    boolean quoted = false;
    int left = SAMPLE_CHARACTERS;
    for (int c = text.read();
        c >= 0 && left > 0 && records.size() < SAMPLE_LINES;
        c = text.read()) {
      left--;
      quoted ^= c == '"';
      if ((c == '\n' || c == '\r') && !quoted) {
        if (!record.isEmpty()) {
          records.add(record.toString());
        }
        record.setLength(0);
      } else {
        record.append((char) c);
      }
    }
    if (!record.isEmpty()) {
      records.add(record.toString());
    }
    return records;
  }
}
