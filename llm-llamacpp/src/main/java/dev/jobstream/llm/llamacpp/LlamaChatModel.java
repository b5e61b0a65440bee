package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.BufferedChatStream;
import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.LlmException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A GGUF model that runs in this process. Thread-safe.
 *
 * <p>Opening reads the file's header only; the weights are loaded when the first stream is read,
 * and told as progress. Each of {@link LlamaOptions#contexts} generations at once has a context and
 * a thread of its own; more wait their turn, and whichever context becomes free takes the one that
 * waits longest. Of free contexts the one that has read most of a request's prompt takes it.
 * Cancelling ends the computing itself, in every phase. The prompt that was read last stays in its
 * context, so that the next one with the same beginning is read faster. {@link #close} cancels what
 * runs, waits for it, and frees everything.
 */
public final class LlamaChatModel implements ChatModel, AutoCloseable {
  private final String id;
  private final ModelLoader loader;
  private final ContextPool contexts;
  private final Capabilities capabilities;
  private final DecodingCounts.Counter counter = new DecodingCounts.Counter();
  private final Generation.Engine engine;

  private LlamaChatModel(GgufFile file, LlamaOptions options, @Nullable AnswerScript script) {
    String stem = file.path().getFileName().toString().replaceFirst("(?i)\\.gguf$", "");
    // The name of a model with one task says which: who reads it is to know what to expect.
    this.id = file.task().flatMap(_ -> file.name()).orElse(stem);
    this.loader = new ModelLoader(file, options, id);
    this.contexts = new ContextPool(loader, options);
    this.engine =
        new Generation.Engine(
            contexts::enqueue, options.levers(), options.parallelProperties(), counter, script);
    boolean thinks = file.chatTemplate().map(ChatTemplate::mentionsThinking).orElse(false);
    this.capabilities =
        new Capabilities(
            true,
            true,
            thinks,
            true,
            Capabilities.Cancellation.STOPS_COMPUTE,
            file.task().isEmpty());
  }

  /**
   * Opens a model, with its file's name as id; that of a model with one task is its own name.
   *
   * @throws LlmException.ModelUnavailable if the file is not a model that can be used
   */
  public static LlamaChatModel open(Path gguf, LlamaOptions options) {
    return new LlamaChatModel(GgufFile.read(gguf), options, null);
  }

  /**
   * Opens a model that writes what it is told to, at the pace at which it would write.
   *
   * @throws LlmException.ModelUnavailable if the file is not a model that can be used
   */
  public static LlamaChatModel replaying(Path gguf, LlamaOptions options, AnswerScript script) {
    return new LlamaChatModel(GgufFile.read(gguf), options, script);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    return new BufferedChatStream(new Generation(request, false, engine));
  }

  @Override
  public ChatStream prewarm(ChatRequest request) {
    return new BufferedChatStream(new Generation(request, true, engine));
  }

  /** What it took to write all answers since the model was opened. */
  public DecodingCounts counts() {
    return counter.now();
  }

  /**
   * The same model with other levers: a view that shares the weights and the caches, and that is
   * closed with the model.
   */
  public ChatModel withLevers(Set<Lever> levers) {
    return new View(
        new Generation.Engine(
            contexts::enqueue, Set.copyOf(levers), false, counter, engine.script()));
  }

  private final class View implements ChatModel {
    private final Generation.Engine own;

    View(Generation.Engine own) {
      this.own = own;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public Capabilities capabilities() {
      return capabilities;
    }

    @Override
    public ChatStream stream(ChatRequest request) {
      return new BufferedChatStream(new Generation(request, false, own));
    }

    @Override
    public ChatStream prewarm(ChatRequest request) {
      return new BufferedChatStream(new Generation(request, true, own));
    }
  }

  /** How many requests run or wait now. */
  public int pending() {
    return contexts.pending();
  }

  /** Cancels what runs or waits, and frees the contexts and the weights. Idempotent. */
  @Override
  public void close() {
    loader.beginClose();
    contexts.beginClose();
    contexts.awaitClose();
    loader.close();
  }
}
