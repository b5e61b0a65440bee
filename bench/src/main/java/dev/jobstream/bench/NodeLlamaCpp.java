package dev.jobstream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jobstream.llm.llamacpp.NativeFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * node-llama-cpp in a process of its own: `extract.js` beside its package, on the native libraries
 * that Jobstream uses.
 */
final class NodeLlamaCpp implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Process process;
  private final Writer out;
  private final BufferedReader in;

  /**
   * @param settings the model's file, the schema, and the context's numbers, as the script reads
   *     them
   */
  NodeLlamaCpp(Path folder, ObjectNode settings) throws IOException {
    link(folder);
    process =
        new ProcessBuilder("node", "extract.js")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    out = process.outputWriter(StandardCharsets.UTF_8);
    in = process.inputReader(StandardCharsets.UTF_8);
    ask(settings);
  }

  /** Installed without its optional packages, it takes the libraries that are there. */
  private static void link(Path folder) throws IOException {
    Path modules = folder.resolve("node_modules");
    if (!Files.isDirectory(modules.resolve("node-llama-cpp"))) {
      throw new IOException(
          "node-llama-cpp is not installed. Run `npm ci --omit=optional --ignore-scripts` in `%s`, or leave it out with `--without-node`."
              .formatted(folder));
    }
    Path link = modules.resolve("@node-llama-cpp");
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, NativeFolder.find().folder().resolve("../../..").normalize());
    }
  }

  /** The most memory that its process had so far. */
  long peakBytes() throws IOException {
    return OwnProcess.peakBytes(process.toHandle());
  }

  /** Extracts; the answer is checked to be the task's. */
  Extraction run(ExtractionTask task, boolean prefixKept) {
    ObjectNode job = MAPPER.createObjectNode();
    job.set("prompt", MAPPER.valueToTree(task.prompt()));
    job.set("answer", MAPPER.valueToTree(task.answer()));
    job.put("prefixKept", prefixKept);
    JsonNode result = ask(job);
    List<Integer> written = new ArrayList<>();
    result.get("written").forEach(token -> written.add(token.intValue()));
    if (!written.equals(task.answer())) {
      throw new IllegalStateException("node-llama-cpp wrote another answer: " + written);
    }
    List<Double> times = new ArrayList<>();
    result.get("times").forEach(time -> times.add(time.doubleValue()));
    return Extraction.of(times, task.firstFieldTokens());
  }

  private JsonNode ask(ObjectNode question) {
    try {
      out.write(question + "\n");
      out.flush();
      String line = in.readLine();
      if (line == null) {
        throw new IOException("node-llama-cpp ended without an answer.");
      }
      return MAPPER.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
