package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.BufferedChatStream;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.TokenUsage;
import java.lang.foreign.Arena;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a context. It runs on the context's thread; {@link #cancel} comes
 * from any.
 */
final class Generation implements BufferedChatStream.Source {
  /** How often the count of written tokens is told, so that it does not swamp the deltas. */
  private static final int TOKENS_BETWEEN_PROGRESS = 16;

  private final ChatRequest request;
  private final boolean readOnly;
  private final Consumer<Generation> enqueue;
  private final Stopwatch stopwatch = new Stopwatch();
  private volatile boolean cancelled;
  private volatile @Nullable ContextThread thread;
  private @Nullable BufferedChatStream stream;
  private int promptTokens;
  private int cachedTokens;
  private int writtenTokens;
  private long loadedPerMille = -1;

  /**
   * Makes a generation that is not yet queued.
   *
   * @param readOnly reads the prompt and writes nothing
   * @param enqueue called on the first pull; puts the generation into a queue
   */
  Generation(ChatRequest request, boolean readOnly, Consumer<Generation> enqueue) {
    this.request = request;
    this.readOnly = readOnly;
    this.enqueue = enqueue;
  }

  @Override
  public void start(BufferedChatStream target) {
    stream = target;
    try {
      enqueue.accept(this);
    } catch (LlmException e) {
      fail(e);
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    ContextThread running = thread;
    if (running != null) {
      running.cancel(this);
    }
  }

  @Override
  public void close() {
    // What a generation holds is freed on the context's thread when it ends.
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Says which thread will run it. */
  void assign(ContextThread assigned) {
    thread = assigned;
  }

  /** Tells how many are ahead in the queue. */
  void waiting(int ahead, int total) {
    put(new StreamEvent.Progress(Phase.QUEUED, ahead, total));
  }

  /** Tells how far the loading of the model is, from 0 to 1. */
  void loading(float fraction) {
    if (stopwatch.phase() != Phase.LOADING) {
      stopwatch.enter(Phase.LOADING);
    }
    long perMille = Math.round(fraction * 1_000.0);
    if (perMille != loadedPerMille) {
      loadedPerMille = perMille;
      put(new StreamEvent.Progress(Phase.LOADING, perMille, 1_000));
    }
  }

  /** Ends it without running. */
  void endCancelled() {
    put(new StreamEvent.Cancelled(stopwatch.phase(), usage(), stopwatch.stop()));
  }

  void fail(LlmException error) {
    put(new StreamEvent.Failed(error, usage(), stopwatch.stop()));
  }

  /** Reads the prompt and writes the answer. */
  void run(LlamaContext context, PromptReader prompts) {
    stopwatch.enter(Phase.READING);
    PromptReader.Prompt prompt = prompts.prompt(request, context);
    PromptPlan plan = prompt.plan();
    promptTokens = plan.length();
    int cached =
        context.read(
            plan, (done, total) -> put(new StreamEvent.Progress(Phase.READING, done, total)));
    if (cached < 0) {
      endCancelled();
      return;
    }
    cachedTokens = cached;
    if (readOnly) {
      complete(FinishReason.STOP);
      return;
    }
    write(context, prompts.model(), prompt);
  }

  private void write(LlamaContext context, LlamaModel model, PromptReader.Prompt prompt) {
    Phase phase = prompt.startsThinking() ? Phase.THINKING : Phase.WRITING;
    stopwatch.enter(Phase.WRITING);
    put(new StreamEvent.Progress(phase, 0, total()));
    AnswerWriter answer =
        new AnswerWriter(
            prompt.startsThinking(),
            request.stopStrings(),
            event -> {
              stopwatch.delta();
              put(event);
            });
    try (Arena arena = Arena.ofConfined();
        TokenSampler sampler = new TokenSampler(model, request.sampling(), arena)) {
      GrammarGate gate = new GrammarGate(request, prompt, sampler);
      Vocabulary.PieceReader pieces = model.vocabulary().new PieceReader(arena);
      if (request.sampling().hasPenalties()) {
        sampler.acceptPrompt(prompt.plan(), request.sampling().penaltyWindow());
      }
      int token = gate.firstToken(context, pieces);
      while (true) {
        if (model.vocabulary().isEndOfGeneration(token)) {
          answer.finish();
          complete(FinishReason.STOP);
          return;
        }
        writtenTokens++;
        answer.write(pieces.piece(token));
        if (answer.stopped()) {
          complete(FinishReason.STOP_STRING);
          return;
        }
        if (writtenTokens == request.maxTokens() || context.roomTokens() == 0) {
          answer.finish();
          complete(FinishReason.LENGTH);
          return;
        }
        Phase now = answer.thinking() ? Phase.THINKING : Phase.WRITING;
        if (now != phase || writtenTokens % TOKENS_BETWEEN_PROGRESS == 0) {
          phase = now;
          put(new StreamEvent.Progress(phase, writtenTokens, total()));
        }
        if (cancelled || !context.write(token)) {
          answer.finish();
          endCancelled();
          return;
        }
        gate.written(answer);
        token = sampler.nextToken(context);
      }
    }
  }

  /** Opens the grammar at the right moment: at once, or when the thinking is over. */
  private static final class GrammarGate {
    private final @Nullable String grammar;
    private final TokenSampler sampler;
    private final boolean mayThink;
    private boolean open;

    GrammarGate(ChatRequest request, PromptReader.Prompt prompt, TokenSampler sampler) {
      this.sampler = sampler;
      this.grammar =
          request.responseFormat() instanceof ResponseFormat.JsonSchema schema
              ? SchemaGrammar.toGbnf(schema.schema())
              : null;
      this.mayThink = prompt.startsThinking() || prompt.mayThink();
      if (grammar != null && !mayThink) {
        open();
      }
    }

    private void open() {
      if (grammar != null && !open) {
        open = true;
        sampler.restrictTo(grammar);
      }
    }

    int firstToken(LlamaContext context, Vocabulary.PieceReader pieces) {
      int token = sampler.firstToken(context);
      if (grammar == null || open) {
        return token;
      }
      String text = new String(pieces.piece(token), java.nio.charset.StandardCharsets.UTF_8);
      if (!"<think>".startsWith(text.strip())) {
        // It goes straight to the answer, so the answer's first token is chosen by the grammar.
        open();
        return sampler.firstToken(context);
      }
      return token;
    }

    void written(AnswerWriter answer) {
      if (mayThink && answer.thoughtOver()) {
        open();
      }
    }
  }

  private long total() {
    return request.maxTokens() == ChatRequest.NO_LIMIT
        ? StreamEvent.Progress.UNKNOWN_TOTAL
        : request.maxTokens();
  }

  private TokenUsage usage() {
    return new TokenUsage(promptTokens, cachedTokens, writtenTokens);
  }

  private void complete(FinishReason reason) {
    put(new StreamEvent.Completed(reason, usage(), stopwatch.stop()));
  }

  private void put(StreamEvent event) {
    BufferedChatStream target = stream;
    if (target != null) {
      target.put(event);
    }
  }
}
