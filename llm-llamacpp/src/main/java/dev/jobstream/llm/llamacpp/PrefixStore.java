package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a model computed of the beginnings of prompts, in files that outlive the program.
 *
 * <p>A file's name is made of three hashes: the model's path; what the numbers depend on besides
 * (the file's size and date, the engine's release and settings); the tokens. The native code does
 * not check what it is given, so a file has a checksum, and one that does not fit is left aside.
 * What cannot be read or written is as if it were not there: it costs time and nothing else.
 * Thread-safe, also between programs.
 */
final class PrefixStore {
  /** The most that all files take together; those that were not used for longest go first. */
  static final long MOST_BYTES = 512L << 20;

  private static final String ENDING = ".prefix";
  private static final String UNFINISHED = ".part";

  /** Nobody writes a file for so long. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final int HASH_CHARACTERS = 16;

  private final Path folder;
  private final String model;
  private final String version;

  private PrefixStore(Path folder, String model, String version) {
    this.folder = folder;
    this.model = model;
    this.version = version;
  }

  /** The files of a model in {@link LlamaOptions#prefixFolder}; null if none are to be kept. */
  static @Nullable PrefixStore of(LlamaOptions options, GgufFile file) {
    Path folder = options.prefixFolder();
    if (folder == null) {
      return null;
    }
    try {
      String version =
          "%d %s %s %d %d %s %s %s"
              .formatted(
                  file.fileBytes(),
                  Files.getLastModifiedTime(file.path()),
                  NativeFolder.find().release(),
                  options.batchTokens(),
                  options.gpuLayers(),
                  options.flashAttention(),
                  options.cacheType(),
                  System.getProperty("os.arch"));
      return new PrefixStore(folder, hash(file.path().toAbsolutePath().toString()), hash(version));
    } catch (IOException | LlmException e) {
      return null;
    }
  }

  /**
   * What was kept of these tokens; null if nothing was.
   *
   * @param arena how long it can be used
   */
  @Nullable MemorySegment find(int[] tokens, Arena arena) {
    Path file = file(tokens);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      if (content.byteSize() <= Long.BYTES) {
        return null;
      }
      MemorySegment state = content.asSlice(Long.BYTES);
      if (content.get(LONG, 0) != checksum(tokens, state)) {
        return null;
      }
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return state;
    } catch (IOException e) {
      return null;
    }
  }

  /** Keeps what was computed of these tokens, and removes what is stale or too much. */
  void keep(int[] tokens, MemorySegment state) {
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "new", UNFINISHED);
      try {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
          ByteBuffer head = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
          head.putLong(0, checksum(tokens, state));
          write(channel, head);
          for (long at = 0; at < state.byteSize(); at += 1 << 30) {
            write(
                channel,
                state.asSlice(at, Math.min(1 << 30, state.byteSize() - at)).asByteBuffer());
          }
        }
        Files.move(
            part,
            file(tokens),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
      removeOld();
    } catch (IOException | UncheckedIOException e) {
      // A full disk or a folder that cannot be written: the beginning is read again next time.
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void removeOld() throws IOException {
    List<Path> files = files(ENDING);
    long abandoned = System.currentTimeMillis() - ABANDONED.toMillis();
    for (Path part : files(UNFINISHED)) {
      if (used(part) < abandoned) {
        // A program ended while it wrote.
        Files.deleteIfExists(part);
      }
    }
    String ours = model + "-";
    for (Path file : List.copyOf(files)) {
      String name = file.getFileName().toString();
      if (name.startsWith(ours) && !name.startsWith(ours + version)) {
        // The model's file, the engine or the settings have changed.
        Files.deleteIfExists(file);
        files.remove(file);
      }
    }
    files.sort(Comparator.comparingLong(PrefixStore::used).reversed());
    long bytes = 0;
    for (Path file : files) {
      bytes += file.toFile().length();
      if (bytes > MOST_BYTES) {
        Files.deleteIfExists(file);
      }
    }
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(
          all.filter(file -> file.getFileName().toString().endsWith(ending)).toList());
    }
  }

  private static long used(Path file) {
    return file.toFile().lastModified();
  }

  private Path file(int[] tokens) {
    ByteBuffer bytes = ByteBuffer.allocate(tokens.length * Integer.BYTES);
    bytes.asIntBuffer().put(tokens);
    return folder.resolve(model + "-" + version + "-" + hash(bytes.array()) + ENDING);
  }

  private static long checksum(int[] tokens, MemorySegment state) {
    CRC32C sum = new CRC32C();
    for (long at = 0; at < state.byteSize(); at += 1 << 30) {
      sum.update(state.asSlice(at, Math.min(1 << 30, state.byteSize() - at)).asByteBuffer());
    }
    return (sum.getValue() << Integer.SIZE) | (Arrays.hashCode(tokens) & 0xFFFF_FFFFL);
  }

  private static String hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
