package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.ResponseFormat;
import dev.jobstream.llm.Sampling;
import dev.jobstream.llm.llamacpp.bindings.Candidates;
import dev.jobstream.llm.llamacpp.bindings.LlamaLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * For benchmarks: what it costs to hold a model's answers to a schema.
 *
 * @param vocabularyTokens how many tokens the vocabulary has
 * @param treeNanos what the tree of the vocabulary took to build, once a model
 * @param decodeNanos what the model took for each token
 * @param freeNanos what choosing each token took without a grammar
 * @param admittedNanos what it took with the grammar, which admitted the likeliest token
 * @param refusedNanos what it took where the grammar refused the likeliest token, so that all were
 *     looked at
 */
public record GrammarCost(
    int vocabularyTokens,
    long treeNanos,
    List<Long> decodeNanos,
    List<Long> freeNanos,
    List<Long> admittedNanos,
    List<Long> refusedNanos) {
  private static final float LIKELY = 1e6f;
  private static final float LIKELIEST = 2e6f;

  /**
   * Measures.
   *
   * @param formats what each answer must match, quotations included
   * @param answers what is written, token by token, behind a prompt of random tokens
   * @param promptTokens how many these are
   */
  public static GrammarCost measure(
      Path gguf,
      LlamaOptions options,
      List<ResponseFormat.JsonSchema> formats,
      List<String> answers,
      int promptTokens) {
    NativeFolder natives = NativeFolder.find();
    LlamaLibrary library =
        LlamaLibrary.load(natives.folder(), natives.ggmlBase(), natives.ggml(), natives.llama());
    try (LlamaModel model =
        LlamaModel.load(library, GgufFile.read(gguf), options, fraction -> true)) {
      if (model == null) {
        throw new IllegalStateException("The loading was given up.");
      }
      long start = System.nanoTime();
      model.vocabulary().trie();
      long treeNanos = System.nanoTime() - start;
      GrammarCost cost =
          new GrammarCost(
              model.vocabulary().size(),
              treeNanos,
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>());
      try (LlamaContext context = model.openContext(options)) {
        int[] prompt = new Random(1).ints(promptTokens, 0, 20_000).toArray();
        PromptPlan plan = PromptPlan.of(prompt, 0, context.batchTokens());
        for (int i = 0; i < answers.size(); i++) {
          context.read(plan, false, (done, total) -> {});
          cost.write(model, context, formats.get(i), answers.get(i));
        }
      }
      return cost;
    }
  }

  private void write(
      LlamaModel model, LlamaContext context, ResponseFormat.JsonSchema format, String answer) {
    Vocabulary vocabulary = model.vocabulary();
    int[] tokens = vocabulary.tokenizeAnswer(answer);
    GrammarAutomaton automaton =
        SchemaGrammar.of(format.schema(), format.quotations().properties())
            .automaton(new QuotedText(format.quotations().text()));
    try (Arena arena = Arena.ofConfined()) {
      Candidates candidates = new Candidates(arena, vocabulary.size());
      GrammarCursor cursor = new GrammarCursor(automaton, vocabulary.trie());
      try (TokenSampler free = new TokenSampler(model, Sampling.greedy(), candidates);
          TokenSampler held = held(model, candidates, cursor);
          TokenSampler refused =
              held(model, candidates, new GrammarCursor(automaton, vocabulary.trie()))) {
        context.write(new int[] {tokens[0]});
        for (TokenSampler sampler : List.of(free, held, refused)) {
          sampler.accept(tokens[0]);
        }
        for (int i = 1; i < tokens.length; i++) {
          MemorySegment logits =
              model.library().contexts().logits(context.handle(), 0, vocabulary.size());
          int refusedToken = refused(cursor, vocabulary.size());
          logits.setAtIndex(ValueLayout.JAVA_FLOAT, tokens[i], LIKELY);
          freeNanos.add(choose(free, context, tokens[i]));
          admittedNanos.add(choose(held, context, tokens[i]));
          logits.setAtIndex(ValueLayout.JAVA_FLOAT, refusedToken, LIKELIEST);
          refusedNanos.add(choose(refused, context, tokens[i]));
          long start = System.nanoTime();
          context.write(new int[] {tokens[i]});
          decodeNanos.add(System.nanoTime() - start);
        }
      }
    }
  }

  private static TokenSampler held(LlamaModel model, Candidates candidates, GrammarCursor cursor) {
    TokenSampler sampler = new TokenSampler(model, Sampling.greedy(), candidates);
    sampler.useGrammar(cursor);
    sampler.enforceGrammar();
    return sampler;
  }

  private static long choose(TokenSampler sampler, LlamaContext context, int expected) {
    long start = System.nanoTime();
    int token = sampler.nextToken(context, 0);
    long nanos = System.nanoTime() - start;
    if (token != expected) {
      throw new IllegalStateException("Token %d came instead of %d.".formatted(token, expected));
    }
    return nanos;
  }

  private static int refused(GrammarCursor cursor, int size) {
    int token = 0;
    while (token < size - 1 && cursor.admits(token)) {
      token++;
    }
    return token;
  }
}
