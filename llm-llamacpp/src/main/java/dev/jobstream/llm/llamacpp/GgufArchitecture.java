package dev.jobstream.llm.llamacpp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An architecture that the engine knows.
 *
 * @param purpose what its models do: {@code text}, or something that is no use for a chat
 * @param equalHeads whether keys and values must be of one size
 * @param wholeRope whether all of a key is rotated
 */
record GgufArchitecture(String name, String purpose, boolean equalHeads, boolean wholeRope) {
  private static final Map<String, GgufArchitecture> KNOWN = load();

  static Optional<GgufArchitecture> of(String name) {
    return Optional.ofNullable(KNOWN.get(name));
  }

  private static Map<String, GgufArchitecture> load() {
    try (InputStream in = GgufArchitecture.class.getResourceAsStream("architectures.txt")) {
      if (in == null) {
        throw new IllegalStateException("The resource `architectures.txt` is missing.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split(" ")))
          .map(words ->
              new GgufArchitecture(
                  words.get(0),
                  words.get(1),
                  words.contains("equal-heads"),
                  words.contains("whole-rope")))
          .collect(Collectors.toUnmodifiableMap(GgufArchitecture::name, Function.identity()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
