package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * A file to download.
 *
 * @param fileName the name it gets, safe on every system
 * @param repository the repository at Hugging Face that it belongs to; empty if to none
 * @param bytes the size; -1 if not known beforehand
 * @param sha256 the hash in lower-case hex; empty if not known beforehand
 */
record RemoteFile(URI uri, String fileName, String repository, long bytes, String sha256) {
  private static final Pattern SAFE =
      Pattern.compile("[^.\\\\/:*?\"<>|\\p{Cntrl}][^\\\\/:*?\"<>|\\p{Cntrl}]{0,199}");

  RemoteFile {
    if (!SAFE.matcher(fileName).matches()) {
      throw new LlmException.ModelUnavailable(
          "The file name `%s` cannot be used on this machine. Download the file by hand and give it another name."
              .formatted(fileName.replaceAll("\\p{Cntrl}", "?")));
    }
  }

  static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
