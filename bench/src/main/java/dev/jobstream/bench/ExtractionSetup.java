package dev.jobstream.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.llamacpp.LlamaChatModel;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.llm.llamacpp.LlamaOptions.FlashAttention;
import dev.jobstream.llm.llamacpp.SchemaGrammar;
import dev.jobstream.llm.llamacpp.bindings.ContextFunctions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What is the same for every contestant.
 *
 * @param file the model
 */
record ExtractionSetup(Path file, int threads, FlashAttention flashAttention, BenchClock clock) {
  static final int CONTEXT_TOKENS = 4_096;
  private static final int BATCH_TOKENS = 512;

  /** The plain loop. */
  PlainLoop plain() {
    ContextFunctions.Settings settings =
        new ContextFunctions.Settings(
            CONTEXT_TOKENS,
            BATCH_TOKENS,
            threads,
            threads,
            flashAttention.code(),
            LlamaOptions.CacheType.F16.code(),
            1,
            1);
    return new PlainLoop(file, SchemaGrammar.toGbnf(schema()), settings, clock);
  }

  /**
   * The model as Jobstream runs it, made to write the answers.
   *
   * @param contexts how many answers at once; they share the threads
   */
  LlamaChatModel ours(int contexts) {
    Map<String, BenchPosting> byText = new HashMap<>();
    PostingSet.all().forEach(posting -> byText.put(posting.text(), posting));
    LlamaOptions options =
        LlamaOptions.defaults()
            .withContextTokens(CONTEXT_TOKENS)
            .withBatchTokens(BATCH_TOKENS)
            .withContexts(contexts)
            .withThreads(Math.max(1, threads / contexts), Math.max(1, threads / contexts))
            .withFlashAttention(flashAttention);
    return LlamaChatModel.replaying(
        file,
        options,
        request -> {
          BenchPosting posting = byText.get(request.messages().getLast().text());
          return posting == null ? "" : OurExtraction.script(request, posting);
        });
  }

  /** node-llama-cpp, in a process of its own. */
  NodeLlamaCpp node() throws IOException {
    ObjectNode setup = new JsonMapper().createObjectNode();
    setup.put("model", file.toAbsolutePath().toString()).put("threads", threads);
    setup.put("cpu", clock == BenchClock.CPU);
    setup.put("contextTokens", CONTEXT_TOKENS).put("batchTokens", BATCH_TOKENS);
    switch (flashAttention) {
      case AUTO -> setup.put("flashAttention", "auto");
      case OFF -> setup.put("flashAttention", false);
      case ON -> setup.put("flashAttention", true);
    }
    setup.set("schema", new JsonMapper().readTree(schema()));
    String project = System.getProperty("jobstream.project", ".");
    return new NodeLlamaCpp(Path.of(project, "bench", "node-llama-cpp"), setup);
  }

  private static String schema() {
    ResponseFormat form =
        OurExtraction.request(PostingSet.all().getFirst(), OurExtraction.WHOLE_FORM)
            .responseFormat();
    return ((ResponseFormat.JsonSchema) form).schema();
  }
}
