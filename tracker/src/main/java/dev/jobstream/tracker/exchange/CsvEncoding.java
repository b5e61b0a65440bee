package dev.jobstream.tracker.exchange;

import dev.jobstream.tracker.applications.TrackerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * In which encoding a file is: UTF-8 or UTF-16, with or without a byte-order mark, or Windows-1252,
 * which spreadsheets still write.
 *
 * @param charset the encoding
 * @param markBytes how many bytes the byte-order mark at the start takes; 0 if there is none
 */
record CsvEncoding(Charset charset, int markBytes) {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int SAMPLE_BYTES = 4096;

  /**
   * Finds the encoding out; reads the whole file if it has no byte-order mark.
   *
   * @param given the encoding that the user names; null to find it out
   * @throws TrackerException.Invalid if the file is not text
   */
  static CsvEncoding of(Path file, @Nullable Charset given) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(SAMPLE_BYTES);
    }
    CsvEncoding marked = marked(head);
    if (given != null) {
      return marked != null && sameFamily(given, marked.charset)
          ? marked
          : new CsvEncoding(given, 0);
    }
    if (marked != null) {
      return marked;
    }
    if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) {
      throw TrackerException.invalid(
          "`%s` is a spreadsheet, not CSV. Open it in its program and save it as CSV."
              .formatted(file.getFileName()));
    }
    Charset wide = wide(head);
    if (wide != null) {
      return new CsvEncoding(wide, 0);
    }
    if (decodes(file, StandardCharsets.UTF_8)) {
      return new CsvEncoding(StandardCharsets.UTF_8, 0);
    }
    if (decodes(file, WINDOWS)) {
      return new CsvEncoding(WINDOWS, 0);
    }
    throw TrackerException.invalid(
        "The encoding of `%s` cannot be told: it is neither UTF-8 nor UTF-16 nor Windows-1252. Name it with `--encoding`, such as `--encoding macintosh`."
            .formatted(file.getFileName()));
  }

  /**
   * Opens the file as text, behind the mark.
   *
   * @return a reader that the caller closes, and that fails on bytes which are no text
   */
  BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      in.skipNBytes(markBytes);
      return new BufferedReader(new InputStreamReader(in, strict(charset)));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  static TrackerException undecodable(Path file, Charset charset, CharacterCodingException cause) {
    return TrackerException.invalid(
        "`%s` is not %s: it has bytes that are no text of it. Name its encoding with `--encoding`."
            .formatted(file.getFileName(), charset.name()));
  }

  private static @Nullable CsvEncoding marked(byte[] head) {
    if (startsWith(head, 0xef, 0xbb, 0xbf)) {
      return new CsvEncoding(StandardCharsets.UTF_8, 3);
    }
    if (startsWith(head, 0xff, 0xfe)) {
      return new CsvEncoding(StandardCharsets.UTF_16LE, 2);
    }
    if (startsWith(head, 0xfe, 0xff)) {
      return new CsvEncoding(StandardCharsets.UTF_16BE, 2);
    }
    return null;
  }

  /** Whether a mark of one encoding belongs to the other: "UTF-16" means either order. */
  private static boolean sameFamily(Charset given, Charset marked) {
    return given.equals(marked)
        || (given.equals(StandardCharsets.UTF_16) && marked.name().startsWith("UTF-16"));
  }

  /** UTF-16 without a mark: every other byte of plain letters is zero. */
  private static @Nullable Charset wide(byte[] head) {
    int[] zeros = new int[2];
    for (int i = 0; i < head.length; i++) {
      zeros[i % 2] += head[i] == 0 ? 1 : 0;
    }
    int pairs = head.length / 2;
    if (pairs > 0 && zeros[1] > pairs / 2 && zeros[0] == 0) {
      return StandardCharsets.UTF_16LE;
    }
    return pairs > 0 && zeros[0] > pairs / 2 && zeros[1] == 0 ? StandardCharsets.UTF_16BE : null;
  }

  private static boolean decodes(Path file, Charset charset) throws IOException {
    char[] buffer = new char[SAMPLE_BYTES];
    try (Reader reader = new CsvEncoding(charset, 0).open(file)) {
      for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
        for (int i = 0; i < count; i++) {
          // Text has none of these, whatever else is in it.
          if (buffer[i] == 0) {
            return false;
          }
        }
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static CharsetDecoder strict(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  private static boolean startsWith(byte[] bytes, int... wanted) {
    if (bytes.length < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if ((bytes[i] & 0xff) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
