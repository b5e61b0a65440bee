package dev.jobstream.tracker.applications;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock between threads and processes: many share it, or one has it alone. A process that is
 * killed loses its share. Locks of files count for a whole process, so that within it there is one
 * of these for a file, and a lock of Java's beside it. Thread-safe.
 */
final class FolderLock {
  private static final Map<Path, FolderLock> OF_FILE = new ConcurrentHashMap<>();

  private final Path file;
  private final ReentrantReadWriteLock threads = new ReentrantReadWriteLock();
  private int sharers;
  private @Nullable FileChannel channel;

  private FolderLock(Path file) {
    this.file = file;
  }

  /** The lock of a file, which is made when it is first taken. */
  static FolderLock of(Path file) {
    return OF_FILE.computeIfAbsent(file.toAbsolutePath().normalize(), FolderLock::new);
  }

  /** Waits for a share, which the calling thread gives back with {@link #unshare}. */
  void share() throws IOException {
    threads.readLock().lock();
    boolean shared = false;
    try {
      synchronized (this) {
        if (sharers == 0) {
          channel = openShared();
        }
        sharers++;
      }
      shared = true;
    } finally {
      if (!shared) {
        threads.readLock().unlock();
      }
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private FileChannel openShared() throws IOException {
    FileChannel opened = open();
    try {
      opened.lock(0, Long.MAX_VALUE, true);
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  void unshare() {
    try {
      synchronized (this) {
        sharers--;
        if (sharers == 0 && channel != null) {
          channel.close();
          channel = null;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.readLock().unlock();
    }
  }

  /** Runs the work alone; does nothing and returns false if somebody else has a share. */
  boolean tryAlone(Runnable work) throws IOException {
    if (!threads.writeLock().tryLock()) {
      return false;
    }
    try {
      return tryAloneAmongProcesses(work);
    } finally {
      threads.writeLock().unlock();
    }
  }

  private boolean tryAloneAmongProcesses(Runnable work) throws IOException {
    try (FileChannel opened = open()) {
      FileLock lock = opened.tryLock();
      if (lock == null) {
        return false;
      }
      work.run();
      return true;
    }
  }
}
