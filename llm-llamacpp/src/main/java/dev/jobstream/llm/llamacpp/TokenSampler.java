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

  /** From now on only tokens that a grammar admits. */
  void restrictTo(String gbnf) {
    model.library().clearLog();
    MemorySegment parsed = functions.grammar(model.vocabularyHandle(), gbnf);
    if (parsed.equals(MemorySegment.NULL)) {
      throw new LlmException.InvalidRequest(
          "llama.cpp refuses the grammar made of the JSON schema: %s. Simplify the schema."
              .formatted(model.library().complaint().orElse("it gave no reason")));
    }
    grammar = parsed;
  }

  /** Has the penalties know the end of the prompt. */
  void acceptPrompt(PromptPlan prompt, int window) {
    for (int i = Math.max(0, prompt.length() - window); i < prompt.length(); i++) {
      functions.accept(chain, prompt.token(i));
    }
  }

  /** The next token by the logits behind the prompt. */
  int firstToken(LlamaContext context) {
    return choose(MemorySegment.ofArray(context.promptLogits()));
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
    return choose(
        model.library().contexts().logits(context.handle(), -1, model.vocabulary().size()));
  }

  private int choose(MemorySegment logits) {
    candidates.fill(logits, model.vocabulary().size());
    functions.apply(chain, candidates);
    int token = candidates.selected();
    if (!grammar.equals(MemorySegment.NULL) && !admits(token)) {
      candidates.fill(logits, model.vocabulary().size());
      functions.apply(grammar, candidates);
      if (candidates.allRefused()) {
        throw new LlmException.Interrupted(
            "No token of the model `%s` can go on with the JSON that the schema asks for. Use another model."
                .formatted(model.file().path().getFileName()));
      }
      functions.apply(chain, candidates);
      token = candidates.selected();
    }
    functions.accept(chain, token);
    if (!grammar.equals(MemorySegment.NULL)) {
      functions.accept(grammar, token);
    }
    return token;
  }

  private boolean admits(int token) {
    candidates.fill(token);
    functions.apply(grammar, candidates);
    return !candidates.allRefused();
  }

  @Override
  public void close() {
    functions.free(chain);
    if (!grammar.equals(MemorySegment.NULL)) {
      functions.free(grammar);
    }
  }
}
