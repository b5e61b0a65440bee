package dev.jobstream.llm.llamacpp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Files that start as GGUF files do, and hold nothing a model could be made of. */
final class GgufFiles {
  private GgufFiles() {}

  static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    bytes[0] = 'G';
    bytes[1] = 'G';
    bytes[2] = 'U';
    bytes[3] = 'F';
    return bytes;
  }

  static Path write(Path file, int length) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return Files.write(file, bytes(length, file.toString().hashCode()));
  }
}
