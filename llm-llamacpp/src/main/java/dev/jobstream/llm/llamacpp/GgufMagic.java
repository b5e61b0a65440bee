package dev.jobstream.llm.llamacpp;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The first eight bytes of a file: whether it is GGUF of a version that can be read. */
final class GgufMagic {
  private static final int MAGIC = 0x46554747;
  private static final int LOOK_BYTES = 64;

  private GgufMagic() {}

  /** Reads the magic and the version, or says what the file looks like instead. */
  static void check(GgufInput in) {
    if (in.fileBytes() == 0) {
      throw in.broken("is empty.");
    }
    byte[] start = in.peek(LOOK_BYTES);
    if (start.length < 4 || in.int32() != MAGIC) {
      throw in.refused("is not a GGUF model: it %s. %s".formatted(looksLike(start), advice(start)));
    }
    int version = in.int32();
    if ((version & 0xFFFF) == 0) {
      throw in.refused(
          "is a GGUF file for big-endian machines, which this engine does not read. Use the little-endian file of this model.");
    }
    if (version != 2 && version != 3) {
      throw in.refused(
          "is a GGUF file of version %s, this engine reads 2 and 3. Use a newer file of this model."
              .formatted(Integer.toUnsignedString(version)));
    }
  }

  private static String looksLike(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    String lower = text.toLowerCase(Locale.ROOT).stripLeading();
    if (text.startsWith("version https://git-lfs")) {
      return "is the pointer that Git LFS leaves in place of a file";
    } else if (lower.startsWith("<!doctype")
        || lower.startsWith("<html")
        || lower.startsWith("<")) {
      return "looks like a web page";
    } else if (text.startsWith("PK\003\004")) {
      return "looks like a ZIP archive, as PyTorch checkpoints are";
    } else if (text.startsWith("\037\213")) {
      return "looks like a gzip archive";
    } else if (start.length > 8 && start[7] == 0 && start[6] == 0 && start[8] == '{') {
      return "looks like safetensors";
    } else if (lower.startsWith("{")) {
      return "looks like JSON";
    } else if (text.startsWith("lmgg") || text.startsWith("tjgg") || text.startsWith("fmgg")) {
      return "is in GGML's format of before GGUF";
    }
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(4, start.length); i++) {
      hex.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "%02x", start[i]));
    }
    return "begins with `" + hex + "`";
  }

  private static String advice(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("version https://git-lfs")) {
      return "Run `git lfs pull`, or download the file itself.";
    }
    return text.stripLeading().startsWith("<")
        ? "Download the file itself, not the page about it."
        : "Choose a file that ends in `.gguf`.";
  }
}
