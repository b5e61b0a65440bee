package dev.jobstream.llm.llamacpp;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which version of a file a server holds.
 *
 * @param bytes the size; -1 if the server does not say
 * @param sha256 the hash in lower-case hex; empty if the server does not say
 * @param identity what is the same as long as the file is; empty if the server does not say
 */
record RemoteVersion(long bytes, String sha256, String identity) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:([0-9]{1,18})-[0-9]{1,18}|\\*)/([0-9]{1,18}|\\*)");

  /** The start of the identity that a server itself can compare, in an {@code If-Range}. */
  static final String ETAG = "etag:";

  /** The version that an answer is of, with what a listing told of the file before. */
  static RemoteVersion of(Hops.Answer answer, RemoteFile file) {
    String hash = sha256(answer.linked());
    if (hash.isEmpty()) {
      hash = file.sha256();
    }
    String identity = identity(answer.linked());
    if (identity.isEmpty() && !hash.isEmpty()) {
      identity = "sha256:" + hash;
    }
    if (identity.isEmpty()) {
      // A weak tag promises no equal bytes.
      identity =
          answer.header("ETag").filter(etag -> etag.startsWith("\"")).map(ETAG::concat).orElse("");
    }
    return new RemoteVersion(bytes(answer, file), hash, identity);
  }

  /** What a redirect alone says of the version; empty if nothing. */
  static String identity(Hops.Linked linked) {
    String hash = sha256(linked);
    if (!hash.isEmpty()) {
      return "sha256:" + hash;
    }
    return linked.isKnown() ? "linked:" + linked.etag() : "";
  }

  private static String sha256(Hops.Linked linked) {
    return SHA256.matcher(linked.etag()).matches() ? linked.etag().toLowerCase(Locale.ROOT) : "";
  }

  private static long bytes(Hops.Answer answer, RemoteFile file) {
    if (answer.linked().bytes() >= 0) {
      return answer.linked().bytes();
    }
    long told = answer.status() == 200 ? answer.number("Content-Length") : totalOfRange(answer);
    return told >= 0 ? told : file.bytes();
  }

  /** The index of the first byte of a partial answer; -1 if it tells none. */
  static long startOfRange(Hops.Answer answer) {
    return range(answer, 1);
  }

  /** The size of the whole file that a partial answer tells; -1 if it tells none. */
  static long totalOfRange(Hops.Answer answer) {
    return range(answer, 2);
  }

  private static long range(Hops.Answer answer, int group) {
    Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range").orElse(""));
    if (!range.matches()) {
      return -1;
    }
    String number = range.group(group);
    return number == null || number.equals("*") ? -1 : Long.parseLong(number);
  }
}
