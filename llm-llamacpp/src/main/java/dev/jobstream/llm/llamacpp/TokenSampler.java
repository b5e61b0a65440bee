package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.llamacpp.bindings.Candidates;
import dev.jobstream.llm.llamacpp.bindings.SamplerFunctions;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the tokens of one generation. The order of work is that of llama.cpp's own programs: the
 * choice is made without the grammar, then checked by it, and made again among all that the grammar
 * admits only if it was refused. Not thread-safe; lives as long as its arena.
 */
final class TokenSampler implements AutoCloseable {
  private static final float RAISED = 1e6f;

  private final LlamaModel model;
  private final SamplerFunctions functions;
  private final MemorySegment chain;
  private final Candidates candidates;
  private final boolean hasState;
  private int[] script = {};
  private int chosen;
  private boolean measures;
  private double logProbability;
  private @Nullable GrammarCursor parsed;
  private @Nullable GrammarCursor grammar;

  /**
   * @param candidates room for the whole vocabulary; samplers of one thread may share it
   */
  TokenSampler(LlamaModel model, Sampling sampling, Candidates candidates) {
    this.model = model;
    this.functions = model.library().samplers();
    this.candidates = candidates;
    this.chain = functions.chain();
    this.hasState = !sampling.isGreedy() || sampling.hasPenalties();
    if (sampling.hasPenalties()) {
      functions.add(
          chain,
          functions.penalties(
              model.vocabulary().size(),
              sampling.penaltyWindow(),
              (float) sampling.repeatPenalty(),
              (float) sampling.frequencyPenalty(),
              (float) sampling.presencePenalty()));
    }
    if (sampling.isGreedy()) {
      functions.add(chain, functions.greedy());
    } else {
      if (sampling.topK() > 0) {
        functions.add(chain, functions.topK(sampling.topK()));
      }
      functions.add(chain, functions.topP((float) sampling.topP()));
      functions.add(chain, functions.minP((float) sampling.minP()));
      functions.add(chain, functions.temperature((float) sampling.temperature()));
      // The native seed has 32 bits; its value 2^32 - 1 would mean a random one.
      long seed = sampling.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong());
      functions.add(chain, functions.random((int) Math.floorMod(seed, 0xFFFF_FFFFL)));
    }
  }

  /** Makes the model write so. */
  void replay(int[] tokens) {
    script = tokens;
  }

  /** From now on {@link #logProbability} is known, at the price of a pass over the vocabulary. */
  void measureProbabilities() {
    measures = true;
  }

  /**
   * The natural logarithm of the probability that the model gave to the token that was proposed or
   * chosen last, whatever else the sampling or a grammar made of it.
   */
  double logProbability() {
    return logProbability;
  }

  /** Names the grammar that {@link #enforceGrammar} turns on. */
  void useGrammar(GrammarCursor cursor) {
    parsed = cursor;
  }

  /** From now on only tokens that the grammar admits, if there is one. */
  void enforceGrammar() {
    grammar = parsed;
  }

  /** The grammar that is enforced, at the place behind what was chosen; null if none is. */
  @Nullable GrammarCursor grammar() {
    return grammar;
  }

  /** Whether a grammar is enforced and nothing can follow any more. */
  boolean isOver() {
    return grammar != null && grammar.isOver();
  }

  /** Has the penalties know the end of the prompt. */
  void acceptPrompt(PromptPlan prompt, int window) {
    for (int i = Math.max(0, prompt.length() - window); i < prompt.length(); i++) {
      functions.accept(chain, prompt.token(i));
    }
  }

  /**
   * The token that would be chosen by the logits behind the prompt; {@link #accept} makes it the
   * chosen one.
   *
   * @throws LlmException.ModelUnavailable if the logits are not numbers
   */
  int proposeFirst(LlamaContext context) {
    checkLogits(context);
    float[] logits = context.promptLogits();
    // The context keeps the logits behind its prompt for the next request.
    MemorySegment values = MemorySegment.ofArray(script.length == 0 ? logits : logits.clone());
    raise(values);
    int token = select(values);
    measure(values, token);
    return token;
  }

  /**
   * Looks whether the model computes anything.
   *
   * @throws LlmException.ModelUnavailable if the logits behind the prompt are not numbers
   */
  void checkLogits(LlamaContext context) {
    for (float logit : context.promptLogits()) {
      if (Float.isNaN(logit)) {
        throw new LlmException.ModelUnavailable(
            "The model `%s` computes values that are not numbers: its weights are damaged. Get the file anew."
                .formatted(model.file().path().getFileName()));
      }
    }
  }

  /** Has the answer begin with a token that was not chosen. */
  void begin(int token) {
    functions.accept(chain, token);
    if (grammar != null) {
      grammar.accept(token);
    }
  }

  /** Makes a proposed token the chosen one. */
  void accept(int token) {
    chosen++;
    begin(token);
  }

  /**
   * The next token by the logits of the context's last decode.
   *
   * @param row behind which of the decoded tokens
   */
  int nextToken(LlamaContext context, int row) {
    MemorySegment logits =
        model.library().contexts().logits(context.handle(), row, model.vocabulary().size());
    raise(logits);
    int token = choose(context, row, logits);
    measure(logits, token);
    return token;
  }

  private int choose(LlamaContext context, int row, MemorySegment logits) {
    GrammarCursor cursor = grammar;
    if (cursor == null) {
      chosen++;
      return functions.sample(chain, context.handle(), row);
    }
    if (!hasState) {
      int token = functions.sample(chain, context.handle(), row);
      if (cursor.admits(token)) {
        chosen++;
        cursor.accept(token);
        return token;
      }
    }
    int token = select(logits);
    accept(token);
    return token;
  }

  private void measure(MemorySegment logits, int token) {
    if (!measures) {
      return;
    }
    int size = model.vocabulary().size();
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      most = Math.max(most, logits.getAtIndex(ValueLayout.JAVA_FLOAT, i));
    }
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.exp(logits.getAtIndex(ValueLayout.JAVA_FLOAT, i) - most);
    }
    logProbability = logits.getAtIndex(ValueLayout.JAVA_FLOAT, token) - most - Math.log(sum);
  }

  private void raise(MemorySegment logits) {
    if (chosen < script.length) {
      logits.setAtIndex(ValueLayout.JAVA_FLOAT, script[chosen], RAISED);
    }
  }

  private int select(MemorySegment logits) {
    candidates.fill(logits, model.vocabulary().size());
    functions.apply(chain, candidates);
    int token = candidates.selected();
    GrammarCursor cursor = grammar;
    if (cursor == null || cursor.admits(token)) {
      return token;
    }
    candidates.fillOnly(logits, model.vocabulary().size(), cursor::forEachAdmitted);
    if (candidates.allRefused()) {
      throw noWayOn();
    }
    functions.apply(chain, candidates);
    token = candidates.selected();
    // Values that are not numbers compare as nothing else does.
    if (!cursor.admits(token)) {
      throw noWayOn();
    }
    return token;
  }

  private LlmException noWayOn() {
    return new LlmException.Interrupted(
        "No token of the model `%s` can go on with the JSON that the schema asks for. Use another model."
            .formatted(model.file().path().getFileName()));
  }

  @Override
  public void close() {
    functions.free(chain);
  }
}
