package dev.jobstream.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.llm.llamacpp.LlamaOptions.CacheType;
import dev.jobstream.llm.llamacpp.LlamaOptions.FlashAttention;
import dev.jobstream.llm.llamacpp.LlamaTuner;
import dev.jobstream.llm.llamacpp.LlamaTuning;
import dev.jobstream.llm.llamacpp.NativeFolder;
import dev.jobstream.llm.llamacpp.ProcessorCores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What `jobstream tune` found, a model and machine each, in a file beside the settings. A file that
 * cannot be read is as if it were not there: without it the defaults hold.
 */
final class Tunings {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Path file;

  Tunings(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** What was found for a model on this machine. */
  Optional<LlamaTuning> find(Path gguf) {
    try {
      ObjectNode key = key(gguf);
      for (JsonNode entry : entries()) {
        if (matches(entry, key)) {
          LlamaTuning tuning =
              new LlamaTuning(
                  entry.path("threads").asInt(),
                  entry.path("batchThreads").asInt(),
                  entry.path("batchTokens").asInt(),
                  FlashAttention.valueOf(entry.path("flashAttention").asText()),
                  CacheType.valueOf(entry.path("cacheType").asText()));
          // Somebody may have written into the file: the options know their ranges.
          return Optional.of(LlamaTuning.of(tuning.over(LlamaOptions.defaults())));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // As if nothing had been found.
    }
    return Optional.empty();
  }

  /** Keeps what was found, in place of what was found before. */
  void keep(Path gguf, LlamaTuner.Trial found) throws IOException {
    ObjectNode entry = key(gguf);
    LlamaTuning tuning = found.tuning();
    entry.put("threads", tuning.threads()).put("batchThreads", tuning.batchThreads());
    entry.put("batchTokens", tuning.batchTokens());
    entry.put("flashAttention", tuning.flashAttention().name());
    entry.put("cacheType", tuning.cacheType().name());
    ArrayNode kept = MAPPER.createArrayNode();
    for (JsonNode other : entries()) {
      if (!matches(other, entry)) {
        kept.add(other);
      }
    }
    kept.add(entry);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(kept));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private ArrayNode entries() throws IOException {
    if (!Files.exists(file)) {
      return MAPPER.createArrayNode();
    }
    try {
      return MAPPER.readTree(file.toFile()) instanceof ArrayNode array
          ? array
          : MAPPER.createArrayNode();
    } catch (JacksonException e) {
      return MAPPER.createArrayNode();
    }
  }

  private static ObjectNode key(Path gguf) throws IOException {
    return MAPPER
        .createObjectNode()
        .put("model", gguf.toRealPath().toString())
        .put("bytes", Files.size(gguf))
        .put("machine", machine());
  }

  private static boolean matches(JsonNode entry, ObjectNode key) {
    return entry.path("model").equals(key.get("model"))
        && entry.path("bytes").asLong() == key.get("bytes").asLong()
        && entry.path("machine").equals(key.get("machine"));
  }

  private static String machine() {
    String engine;
    try {
      NativeFolder natives = NativeFolder.find();
      engine = natives.platform() + " " + natives.release();
    } catch (LlmException.ModelUnavailable e) {
      engine = "none";
    }
    return "%s %s, %d cores, %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            ProcessorCores.physical(),
            engine);
  }
}
