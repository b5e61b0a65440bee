package dev.jobstream.llm.http;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key that a server asks for. It never shows itself: not in {@link #toString}, not in an error,
 * not in a log. Immutable.
 */
public final class ApiKey {
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");
  private static final int MAX_BYTES = 16 << 10;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final String value;

  private ApiKey(String value) {
    this.value = value;
  }

  /**
   * A key as it stands; white space around it is dropped.
   *
   * @throws LlmException.ModelUnavailable if it is empty or has characters that no key has
   */
  public static ApiKey of(String value) {
    return of(value, "The API key");
  }

  /**
   * The key in an environment variable; empty if the variable is not set or blank.
   *
   * @throws LlmException.ModelUnavailable if the variable holds what cannot be a key
   */
  public static Optional<ApiKey> ofVariable(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return value.isBlank()
        ? Optional.empty()
        : Optional.of(of(value, "The key in the variable `%s`".formatted(name)));
  }

  /**
   * The key in a file that holds nothing else.
   *
   * @throws LlmException.ModelUnavailable if the file is missing, can be read by others than its
   *     owner, or holds what cannot be a key
   */
  public static ApiKey ofFile(Path file) {
    try {
      Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
      // Elsewhere a file in the user's own folder is the user's own.
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        permissions.addAll(Files.getPosixFilePermissions(file));
      }
      permissions.retainAll(OTHERS);
      if (!permissions.isEmpty()) {
        throw new LlmException.ModelUnavailable(
            "The key file `%s` can be read or written by others than its owner, so it is not used. Run `chmod 600 %s`."
                .formatted(file, file));
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new LlmException.ModelUnavailable(
            "The key file `%s` is too long for a key. Put the key into it and nothing else."
                .formatted(file));
      }
      return of(Files.readString(file), "The key in the file `%s`".formatted(file));
    } catch (NoSuchFileException e) {
      throw new LlmException.ModelUnavailable(
          "There is no key file `%s`. Put the key into it, or name another file.".formatted(file),
          e);
    } catch (IOException e) {
      // The text of the fault may quote what the file holds.
      throw new LlmException.ModelUnavailable(
          "The key file `%s` cannot be read (%s). Check that it is a file and yours."
              .formatted(file, e.getClass().getSimpleName()));
    }
  }

  private static ApiKey of(String value, String what) {
    String stripped = value.strip();
    if (stripped.isEmpty()) {
      throw new LlmException.ModelUnavailable(what + " is empty. Copy it anew.");
    }
    if (!VISIBLE.matcher(stripped).matches()) {
      throw new LlmException.ModelUnavailable(
          what + " holds white space or characters that no key has. Copy it anew.");
    }
    return new ApiKey(stripped);
  }

  /** The key itself, for a header and for nothing else. */
  String secret() {
    return value;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ApiKey[hidden]";
  }
}
