package dev.jobstream.llm.llamacpp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What the name of a GGUF file says. Large models come in parts, {@code NAME-00001-of-00003.gguf};
 * the first is loaded and finds the others beside it.
 */
record GgufName(String fileName) {
  private static final Pattern PART =
      Pattern.compile("(.+)-([0-9]{5})-of-([0-9]{5})(\\.gguf)", Pattern.CASE_INSENSITIVE);
  private static final byte[] MAGIC = {'G', 'G', 'U', 'F'};

  static GgufName of(Path file) {
    Path name = file.getFileName();
    return new GgufName(name == null ? "" : name.toString());
  }

  boolean isGguf() {
    return fileName.toLowerCase(Locale.ROOT).endsWith(".gguf");
  }

  /** Whether the file holds something that belongs to a model and is none itself. */
  boolean isCompanion() {
    String lower = fileName.toLowerCase(Locale.ROOT);
    return lower.contains("mmproj") || lower.contains("imatrix");
  }

  boolean isLaterPart() {
    return part().map(part -> part.number() > 1).orElse(false);
  }

  /** The names of all parts in order, this one among them; just this one if it is whole. */
  List<String> parts() {
    return part()
        .map(part ->
            IntStream.rangeClosed(1, part.count())
                .mapToObj(number ->
                    String.format(
                        Locale.ROOT,
                        "%s-%05d-of-%05d%s",
                        part.stem(),
                        number,
                        part.count(),
                        part.ending()))
                .toList())
        .orElse(List.of(fileName));
  }

  /** The name without part and ending, fit for an id. */
  String stem() {
    return asId(
        part()
            .map(Part::stem)
            .orElse(
                isGguf() ? fileName.substring(0, fileName.length() - ".gguf".length()) : fileName));
  }

  private record Part(String stem, int number, int count, String ending) {}

  private Optional<Part> part() {
    Matcher matcher = PART.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(matcher.group(2));
    int count = Integer.parseInt(matcher.group(3));
    return number >= 1 && number <= count
        ? Optional.of(new Part(matcher.group(1), number, count, matcher.group(4)))
        : Optional.empty();
  }

  /** Lower case and without white space, so that nobody needs quotes to type it. */
  static String asId(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", "-");
  }

  /** Whether the file starts as GGUF files do; false if it cannot be read. */
  static boolean hasMagic(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    } catch (IOException e) {
      return false;
    }
  }

  /** The size of a model with all its parts; empty if it is not a whole, readable model. */
  static Optional<Long> wholeBytes(Path file) {
    long bytes = 0;
    try {
      for (String part : of(file).parts()) {
        Path path = file.resolveSibling(part);
        if (!Files.isRegularFile(path) || !hasMagic(path)) {
          return Optional.empty();
        }
        bytes += Files.size(path);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(bytes);
  }
}
