package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.BufferedChatStream;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Message;
import dev.jobstream.llm.Phase;
import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.TokenUsage;
import dev.jobstream.llm.llamacpp.bindings.Candidates;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Engine engine;
  private final Stopwatch stopwatch = new Stopwatch();
  private volatile boolean cancelled;
  private volatile boolean ended;
  private volatile @Nullable ContextPool pool;
  private @Nullable BufferedChatStream stream;
  private Set<Lever> levers = Set.of();
  private int promptTokens;
  private int cachedTokens;
  private int writtenTokens;
  private long loadedPerMille = -1;

  /**
   * What runs generations.
   *
   * @param enqueue called on the first pull; puts the generation into a queue
   * @param levers how an answer may be written in fewer steps; null means as it pays
   * @param parallelProperties whether that may change an answer
   * @param counter told what it took
   * @param script what is written instead of what the model would; null if nothing is
   */
  record Engine(
      Consumer<Generation> enqueue,
      @Nullable Set<Lever> levers,
      boolean parallelProperties,
      DecodingCounts.Counter counter,
      @Nullable AnswerScript script) {}

  /**
   * Makes a generation that is not yet queued.
   *
   * @param readOnly reads the prompt and writes nothing
   */
  Generation(ChatRequest request, boolean readOnly, Engine engine) {
    this.request = request;
    this.readOnly = readOnly;
    this.engine = engine;
  }

  @Override
  public void start(BufferedChatStream target) {
    stream = target;
    stopwatch.start();
    try {
      engine.enqueue().accept(this);
    } catch (LlmException e) {
      fail(e);
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    ContextPool assigned = pool;
    if (assigned != null) {
      assigned.cancel(this);
    }
  }

  @Override
  public void close() {
    // What a generation holds is freed on the context's thread when it ends.
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Whether it holds its context no longer than to clean up. */
  boolean isOver() {
    return cancelled || ended;
  }

  /** What the request says. */
  List<Message> messages() {
    return request.messages();
  }

  /** Says which contexts may run it. */
  void assign(ContextPool assigned) {
    pool = assigned;
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
    endCancelled(stopwatch.phase());
  }

  private void endCancelled(Phase during) {
    put(new StreamEvent.Cancelled(during, usage(), stopwatch.stop()));
  }

  void fail(LlmException error) {
    put(new StreamEvent.Failed(error, usage(), stopwatch.stop()));
  }

  /** Reads the prompt and writes the answer. */
  void run(LlamaContext context, PromptReader prompts) {
    stopwatch.enter(Phase.READING);
    levers =
        engine.levers() == null
            ? prompts.model().levers(engine.parallelProperties())
            : engine.levers();
    PromptReader.Prompt prompt = prompts.prompt(request, context);
    promptTokens = prompt.plan().length();
    LlamaModel model = prompts.model();
    try (Arena arena = Arena.ofConfined()) {
      Candidates candidates = new Candidates(arena, model.vocabulary().size());
      // A schema that cannot be enforced is told before a long prompt is read.
      GrammarAutomaton automaton = null;
      Map<String, GrammarText> properties = Map.of();
      if (request.responseFormat() instanceof ResponseFormat.JsonSchema schema) {
        Set<String> quoting = schema.quotations().properties();
        GrammarText grammar = SchemaGrammar.of(schema.schema(), quoting);
        automaton = readOnly ? null : grammar.automaton(quoted());
        model.vocabulary().prepareTrie();
        if (mayWriteInParallel(prompt, context)) {
          properties =
              SchemaGrammar.ofProperties(schema.schema(), schema.independentProperties(), quoting);
        }
      }
      int cached =
          context.read(
              prompt.plan(),
              request.commonBeginning(),
              (done, total) -> put(new StreamEvent.Progress(Phase.READING, done, total)));
      if (cached < 0) {
        endCancelled();
        return;
      }
      cachedTokens = cached;
      if (readOnly) {
        complete(FinishReason.STOP);
      } else if (properties.isEmpty()
          || !writeInParallel(context, model, prompt, properties, candidates, arena)) {
        write(context, model, prompt, automaton, candidates, arena);
      }
    }
  }

  private QuotedText quoted() {
    return new QuotedText(request.responseFormat().quotations().text());
  }

  private String script() {
    AnswerScript script = engine.script();
    return script == null ? "" : script.answer(request);
  }

  private boolean mayWriteInParallel(PromptReader.Prompt prompt, LlamaContext context) {
    return levers.contains(Lever.PARALLEL_PROPERTIES)
        && context.branches() > 0
        && request.stopStrings().isEmpty()
        && !prompt.startsThinking()
        && !prompt.mayThink();
  }

  /** Writes an answer of independent properties; returns false if the model cannot. */
  private boolean writeInParallel(
      LlamaContext context,
      LlamaModel model,
      PromptReader.Prompt prompt,
      Map<String, GrammarText> grammars,
      Candidates candidates,
      Arena arena) {
    List<PropertyBranch> branches =
        PropertyBranches.of(
            grammars,
            quoted(),
            model,
            request,
            prompt.plan(),
            levers,
            model.vocabulary().new PieceReader(arena),
            candidates,
            engine.counter(),
            script());
    if (branches.isEmpty()) {
      return false;
    }
    stopwatch.enter(Phase.WRITING);
    put(new StreamEvent.Progress(Phase.WRITING, 0, total()));
    try (ParallelAnswer answer =
        new ParallelAnswer(
            context,
            branches,
            engine.counter(),
            event -> {
              if (event instanceof StreamEvent.Delta) {
                stopwatch.delta();
              }
              put(event);
            })) {
      ParallelAnswer.End end =
          answer.write(
              tokensLeft(),
              () -> cancelled,
              () -> {
                writtenTokens = answer.tokens();
                put(new StreamEvent.Progress(Phase.WRITING, writtenTokens, total()));
              });
      switch (end) {
        case COMPLETE -> complete(FinishReason.STOP);
        case LENGTH -> complete(FinishReason.LENGTH);
        case ABORTED -> endCancelled(Phase.WRITING);
      }
    }
    return true;
  }

  private void write(
      LlamaContext context,
      LlamaModel model,
      PromptReader.Prompt prompt,
      @Nullable GrammarAutomaton automaton,
      Candidates candidates,
      Arena arena) {
    stopwatch.enter(Phase.WRITING);
    AnswerWriter answer =
        new AnswerWriter(
            prompt.startsThinking(),
            request.stopStrings(),
            event -> {
              stopwatch.delta();
              put(event);
            });
    Vocabulary vocabulary = model.vocabulary();
    try (TokenSampler sampler = new TokenSampler(model, request.sampling(), candidates)) {
      sampler.replay(vocabulary.tokenizeAnswer(script()));
      if (automaton != null) {
        sampler.useGrammar(new GrammarCursor(automaton, vocabulary.trie()));
      }
      AnswerConfidence confidence =
          new AnswerConfidence(automaton == null ? Map.of() : model.confidence(), this::put);
      if (confidence.isWanted()) {
        sampler.measureProbabilities();
      }
      write(
          context,
          vocabulary,
          prompt,
          sampler,
          vocabulary.new PieceReader(arena),
          answer,
          confidence);
    } catch (LlmException e) {
      answer.finish();
      throw e;
    }
  }

  private void write(
      LlamaContext context,
      Vocabulary vocabulary,
      PromptReader.Prompt prompt,
      TokenSampler sampler,
      Vocabulary.PieceReader pieces,
      AnswerWriter answer,
      AnswerConfidence confidence) {
    Phase phase = prompt.startsThinking() ? Phase.THINKING : Phase.WRITING;
    put(new StreamEvent.Progress(phase, 0, total()));
    if (request.sampling().hasPenalties()) {
      sampler.acceptPrompt(prompt.plan(), request.sampling().penaltyWindow());
    }
    boolean free = prompt.startsThinking() || prompt.mayThink();
    if (!free) {
      sampler.enforceGrammar();
    }
    int token = sampler.proposeFirst(context);
    if (free && !prompt.startsThinking() && !beginsThinking(pieces.piece(token))) {
      // It goes straight to the answer, so the answer's first token is chosen by the grammar.
      free = false;
      sampler.enforceGrammar();
      token = sampler.proposeFirst(context);
    }
    sampler.accept(token);
    DraftedDecoding decoding = decoding(context, vocabulary, pieces);
    while (true) {
      if (vocabulary.isEndOfGeneration(token)) {
        answer.finish();
        complete(FinishReason.STOP);
        return;
      }
      writtenTokens++;
      if (confidence.isWanted() && sampler.grammar() != null) {
        confidence.add(pieces.piece(token), sampler.logProbability());
      }
      answer.write(pieces.piece(token));
      if (answer.stopped()) {
        complete(FinishReason.STOP_STRING);
        return;
      }
      if (writtenTokens == request.maxTokens() || decoding.roomTokens() == 0) {
        answer.finish();
        complete(FinishReason.LENGTH);
        return;
      }
      Phase now = answer.thinking() ? Phase.THINKING : Phase.WRITING;
      if (now != phase || writtenTokens % TOKENS_BETWEEN_PROGRESS == 0) {
        phase = now;
        put(new StreamEvent.Progress(phase, writtenTokens, total()));
      }
      if (levers.contains(Lever.FORCED_TEXT) && sampler.isOver()) {
        answer.finish();
        complete(FinishReason.STOP);
        return;
      }
      if (cancelled || !decoding.write(token, sampler.grammar(), tokensLeft())) {
        answer.finish();
        endCancelled(phase);
        return;
      }
      if (free && answer.answering()) {
        free = false;
        sampler.enforceGrammar();
      }
      token = sampler.nextToken(context, decoding.row());
    }
  }

  private DraftedDecoding decoding(
      LlamaContext context, Vocabulary vocabulary, Vocabulary.PieceReader pieces) {
    Drafter drafter =
        new Drafter(vocabulary, pieces, context.canTakeBack() ? levers : Set.of(), request);
    return new DraftedDecoding(context, drafter, pieces, engine.counter());
  }

  private int tokensLeft() {
    return request.maxTokens() == ChatRequest.NO_LIMIT
        ? Integer.MAX_VALUE
        : request.maxTokens() - writtenTokens;
  }

  /** True if an answer that begins so may begin with a block of thinking. */
  private static boolean beginsThinking(byte[] piece) {
    String text = new String(piece, StandardCharsets.UTF_8).strip();
    return !text.isEmpty() && "<think>".startsWith(text);
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
    if (event instanceof StreamEvent.Terminal) {
      ended = true;
    }
    if (target != null) {
      target.put(event);
    }
  }
}
