package dev.jobstream.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What goes wrong with files, in sentences. */
final class FileErrors {
  private FileErrors() {}

  static String sentence(IOException error) {
    return switch (error) {
      case NoSuchFileException missing ->
          "There is no file or folder `%s`.".formatted(missing.getFile());
      case AccessDeniedException denied ->
          "You may not read or write `%s`. Check its rights.".formatted(denied.getFile());
      case FileAlreadyExistsException there ->
          "There is a file `%s` already.".formatted(there.getFile());
      case NotDirectoryException file -> "`%s` is no folder.".formatted(file.getFile());
      case FileSystemException other ->
          "`%s` cannot be read or written (%s)."
              .formatted(
                  other.getFile(),
                  other.getReason() == null ? other.getClass().getSimpleName() : other.getReason());
      default ->
          "A file could not be read or written (%s). Check the disk and the space left."
              .formatted(error.getMessage());
    };
  }
}
