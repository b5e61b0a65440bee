package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.GgufHeader.GgufTensor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What the header of a GGUF model says. It is read and checked here before native code sees the
 * file, because the native code ends the process on some broken files. Weights, tokens and merges
 * are not held. Immutable and thread-safe; nothing stays open.
 */
public final class GgufFile {
  private static final int CACHE_CELL_BYTES = 2;
  private static final int CACHE_PADDING_TOKENS = 256;

  private final Path path;
  private final GgufHeader header;
  private final List<GgufTensor> tensors;
  private final long fileBytes;
  private final GgufShape shape;

  private GgufFile(Path path, GgufHeader header, GgufParts parts, GgufShape shape) {
    this.path = path;
    this.header = header;
    this.shape = shape;
    this.fileBytes = parts.fileBytes();
    this.tensors = parts.tensors();
  }

  /**
   * Reads and checks the header of a model; of a model in several parts, the headers of all.
   *
   * @param file the model, or the first of its parts
   * @throws LlmException.ModelUnavailable if the file is missing, broken, cut off, not a GGUF model
   *     or not one that the engine can run; the message names the file and what to do
   */
  public static GgufFile read(Path file) {
    GgufHeader header = header(file);
    GgufParts parts = GgufParts.of(file, header);
    return new GgufFile(file, header, parts, GgufRules.check(file, header, parts.tensors()));
  }

  /** Reads the header of one file, whatever the model is. */
  static GgufHeader header(Path file) {
    if (Files.isDirectory(file)) {
      throw unavailable(file, "is a folder. Choose a `.gguf` file in it.");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw unavailable(file, "is not a file. Choose a `.gguf` file.");
    }
    try (GgufInput in = GgufInput.open(file)) {
      return GgufHeader.read(in);
    } catch (NoSuchFileException e) {
      throw new LlmException.ModelUnavailable(
          "There is no model file `%s`. Check the path, or download the model.".formatted(file), e);
    } catch (AccessDeniedException e) {
      throw new LlmException.ModelUnavailable(
          "`%s` may not be read. Change its permissions.".formatted(file), e);
    } catch (IOException e) {
      throw new LlmException.ModelUnavailable(
          "`%s` cannot be read: %s. Check the disk and the permissions."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  static LlmException.ModelUnavailable unavailable(Path file, String what) {
    return new LlmException.ModelUnavailable("`%s` %s".formatted(file.getFileName(), what));
  }

  /** The file that was read: as it was given, the first part of several. */
  public Path path() {
    return path;
  }

  /** The size of the file in bytes, of all parts together. */
  public long fileBytes() {
    return fileBytes;
  }

  /** llama.cpp's name of the architecture, say {@code qwen3}. */
  public String architecture() {
    return shape.architecture().name();
  }

  /** The name that the model was given by its makers. */
  public Optional<String> name() {
    return header.text("general.name");
  }

  /**
   * The one thing that the model was trained for, such as {@code postings}; empty if it follows any
   * request, as models do that were not made for Jobstream.
   */
  public Optional<String> task() {
    return header.text("jobstream.task");
  }

  /**
   * How far the model's own probability of a property's value is to be trusted; empty if the file
   * does not say.
   *
   * @throws LlmException.ModelUnavailable if what it says cannot be read
   */
  Map<String, Calibration> confidence() {
    return header
        .text("jobstream.confidence")
        .map(json -> Calibration.parse(json, path))
        .orElse(Map.of());
  }

  /**
   * How the weights are stored, say {@code Q4_K_M}: what the file says, or else the type of most
   * weights.
   */
  public String quantisation() {
    return integer("general.file_type").stream()
        .mapToObj(GgufFileType::name)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(this::mostUsedType);
  }

  private String mostUsedType() {
    return tensors.stream()
        .collect(
            Collectors.groupingBy(GgufTensor::type, Collectors.summingLong(GgufTensor::weights)))
        .entrySet()
        .stream()
        .max(
            Map.Entry.<GgufTensorType, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(type -> type.getKey().name())
        .orElse("F32");
  }

  /** The number of weights. */
  public long parameterCount() {
    return tensors.stream().mapToLong(GgufTensor::weights).sum();
  }

  /** The number of tensors, of all parts together. */
  public int tensorCount() {
    return tensors.size();
  }

  /** The context that the model was trained for, in tokens. */
  public long contextLength() {
    return shape.contextLength();
  }

  /** The width of the model. */
  public int embeddingLength() {
    return shape.embeddingLength();
  }

  /** The number of layers. */
  public int blockCount() {
    return shape.headsKv().size();
  }

  /** The most attention heads for queries of any layer; 0 if it has no attention. */
  public int headCount() {
    return shape.heads().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The most attention heads for keys and values of any layer; 0 if it has no attention. */
  public int headCountKv() {
    return shape.headsKv().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The size of a head's keys; 0 if it has no attention. */
  public int keyLength() {
    return shape.keyLength();
  }

  /** The size of a head's values; 0 if it has no attention. */
  public int valueLength() {
    return shape.valueLength();
  }

  /** The number of tokens it knows. */
  public int vocabularySize() {
    return header.tokens().count();
  }

  /** The Jinja template of a chat. */
  public Optional<String> chatTemplate() {
    return header.text("tokenizer.chat_template");
  }

  /** The token that begins a text, if the file names one. */
  public OptionalInt bosTokenId() {
    return tokenId("tokenizer.ggml.bos_token_id");
  }

  /** The token that ends a text, if the file names one. */
  public OptionalInt eosTokenId() {
    return tokenId("tokenizer.ggml.eos_token_id");
  }

  private OptionalInt tokenId(String key) {
    OptionalLong id = integer(key);
    return id.isPresent() && id.getAsLong() >= 0 && id.getAsLong() < vocabularySize()
        ? OptionalInt.of((int) id.getAsLong())
        : OptionalInt.empty();
  }

  /** A text of the metadata; empty if there is none of that name, or it is no text. */
  public Optional<String> text(String key) {
    return header.text(key);
  }

  /** A whole number of the metadata; empty if there is none of that name, or it is none. */
  public OptionalLong integer(String key) {
    return header.metadata().get(key) instanceof GgufValue.Whole(GgufValueType type, long value)
        ? OptionalLong.of(value)
        : OptionalLong.empty();
  }

  /** A number of the metadata, whole or not; empty if there is none of that name. */
  public OptionalDouble number(String key) {
    return switch (header.metadata().get(key)) {
      case GgufValue.Whole whole -> OptionalDouble.of((double) whole.value());
      case GgufValue.Real real -> OptionalDouble.of(real.value());
      case GgufValue.Text _, GgufValue.Flag _, GgufValue.Array _ -> OptionalDouble.empty();
      case null -> OptionalDouble.empty();
    };
  }

  /** What the weights take in memory, in bytes. */
  public long weightBytes() {
    return tensors.stream().mapToLong(GgufTensor::bytes).sum();
  }

  /**
   * What the keys and values of one context take in memory in bytes, stored as 16-bit floats. An
   * upper bound where a model attends to a window only or compresses its keys.
   *
   * @param contextTokens the size of the context, 0 or more; the engine rounds up to 256
   */
  public long keyValueBytes(int contextTokens) {
    long cells =
        Math.ceilDivExact((long) contextTokens, CACHE_PADDING_TOKENS) * CACHE_PADDING_TOKENS;
    long headBytes = (long) (shape.keyLength() + shape.valueLength()) * CACHE_CELL_BYTES;
    return shape.headsKv().stream().mapToLong(heads -> heads * headBytes).sum() * cells;
  }

  @Override
  public String toString() {
    return "GgufFile[%s, %s, %s]".formatted(path, architecture(), quantisation());
  }
}
