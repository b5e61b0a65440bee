package dev.jobstream.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a browser can show of a document without running anything of it. Told by the content's first
 * bytes: a name and a type can lie.
 */
enum SafePreview {
  PDF("application/pdf"),
  PNG("image/png"),
  JPEG("image/jpeg"),
  GIF("image/gif"),
  WEBP("image/webp"),
  /** Shown as escaped text, whatever it may be: HTML and SVG, too. */
  TEXT("text/plain; charset=utf-8");

  /** So many bytes tell. */
  static final int HEAD_BYTES = 4096;

  private final String contentType;

  SafePreview(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  boolean isImage() {
    return switch (this) {
      case PNG, JPEG, GIF, WEBP -> true;
      case PDF, TEXT -> false;
    };
  }

  /**
   * How a content can be shown; empty if it cannot be.
   *
   * @param head its first {@link #HEAD_BYTES} bytes, or all
   */
  static Optional<SafePreview> of(byte[] head) {
    if (startsWith(head, "%PDF-")) {
      return Optional.of(PDF);
    }
    if (startsWith(head, "\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (startsWith(head, "\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (startsWith(head, "GIF87a") || startsWith(head, "GIF89a")) {
      return Optional.of(GIF);
    }
    if (startsWith(head, "RIFF")
        && head.length > 12
        && new String(head, 8, 4, StandardCharsets.ISO_8859_1).equals("WEBP")) {
      return Optional.of(WEBP);
    }
    return isText(head) ? Optional.of(TEXT) : Optional.empty();
  }

  private static boolean startsWith(byte[] head, String bytes) {
    byte[] wanted = bytes.getBytes(StandardCharsets.ISO_8859_1);
    return head.length >= wanted.length
        && java.util.Arrays.equals(head, 0, wanted.length, wanted, 0, wanted.length);
  }

  private static boolean isText(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        return false;
      }
    }
    // A character may be cut at the end: up to three bytes of it.
    for (int cut = 0; cut <= Math.min(3, head.length); cut++) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(head, 0, head.length - cut));
        return true;
      } catch (CharacterCodingException e) {
        if (head.length < HEAD_BYTES) {
          return false;
        }
      }
    }
    return false;
  }

  /** As {@link #of(byte[])}, of a file. */
  static Optional<SafePreview> of(java.nio.file.Path file) {
    try (var in = java.nio.file.Files.newInputStream(file)) {
      return of(in.readNBytes(HEAD_BYTES));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
