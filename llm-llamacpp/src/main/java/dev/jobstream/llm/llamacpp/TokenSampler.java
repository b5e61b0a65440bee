package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.llamacpp.bindings.Candidates;
import dev.jobstream.llm.llamacpp.bindings.SamplerFunctions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses the tokens of one generation. The order of work is that of llama.cpp's own programs: the
 * choice is made without the grammar, then checked by it, and made again among all that the grammar
 * admits only if it was refused. Not thread-safe; lives as long as its arena.
 */
final class TokenSampler implements AutoCloseable {
  private final LlamaModel model;
  private final SamplerFunctions functions;
  private final MemorySegment chain;
  private final Candidates candidates;
  private final boolean hasState;
  private MemorySegment parsed = MemorySegment.NULL;
  private MemorySegment grammar = MemorySegment.NULL;

  TokenSampler(LlamaModel model, Sampling sampling, Arena arena) {
    this.model = model;
    this.functions = model.library().samplers();
    this.candidates = new Candidates(arena, model.vocabulary().size());
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

  /**
   * Parses a grammar that {@link #enforceGrammar} turns on.
   *
   * @throws LlmException.InvalidRequest if it cannot be parsed
   */
  void grammar(String gbnf) {
    model.library().clearLog();
    parsed = functions.grammar(model.vocabularyHandle(), gbnf);
    if (parsed.equals(MemorySegment.NULL)) {
      throw new LlmException.InvalidRequest(
          "llama.cpp refuses the grammar made of the JSON schema: %s. Simplify the schema."
              .formatted(model.library().complaint().orElse("it gave no reason")));
    }
  }

  /** From now on only tokens that the grammar admits, if there is one. */
  void enforceGrammar() {
    grammar = parsed;
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
    float[] logits = context.promptLogits();
    for (float logit : logits) {
      if (Float.isNaN(logit)) {
        throw new LlmException.ModelUnavailable(
            "The model `%s` computes values that are not numbers: its weights are damaged. Get the file anew."
                .formatted(model.file().path().getFileName()));
      }
    }
    return select(MemorySegment.ofArray(logits));
  }

  /** Makes a proposed token the chosen one. */
  void accept(int token) {
    functions.accept(chain, token);
    if (!grammar.equals(MemorySegment.NULL)) {
      functions.accept(grammar, token);
    }
  }

  /** The next token by the logits of the context's last decode. */
  int nextToken(LlamaContext context) {
    if (grammar.equals(MemorySegment.NULL)) {
      return functions.sample(chain, context.handle(), -1);
    }
    if (!hasState) {
      int token = functions.sample(chain, context.handle(), -1);
      if (admits(token)) {
        functions.accept(grammar, token);
        return token;
      }
    }
    int token =
        select(model.library().contexts().logits(context.handle(), -1, model.vocabulary().size()));
    accept(token);
    return token;
  }

  private int select(MemorySegment logits) {
    candidates.fill(logits, model.vocabulary().size());
    functions.apply(chain, candidates);
    int token = candidates.selected();
    if (grammar.equals(MemorySegment.NULL) || admits(token)) {
      return token;
    }
    candidates.fill(logits, model.vocabulary().size());
    functions.apply(grammar, candidates);
    if (candidates.allRefused()) {
      throw noWayOn();
    }
    functions.apply(chain, candidates);
    token = candidates.selected();
    // Values that are not numbers compare as nothing else does. A grammar must never be told of a
    // token that it refuses: the native code would end the process.
    if (!admits(token)) {
      throw noWayOn();
    }
    return token;
  }

  private LlmException noWayOn() {
    return new LlmException.Interrupted(
        "No token of the model `%s` can go on with the JSON that the schema asks for. Use another model."
            .formatted(model.file().path().getFileName()));
  }

  private boolean admits(int token) {
    candidates.fill(token);
    functions.apply(grammar, candidates);
    return !candidates.allRefused();
  }

  @Override
  public void close() {
    functions.free(chain);
    if (!parsed.equals(MemorySegment.NULL)) {
      functions.free(parsed);
    }
  }
}
