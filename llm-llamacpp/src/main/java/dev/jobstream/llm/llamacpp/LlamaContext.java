package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.bindings.Batch;
import dev.jobstream.llm.llamacpp.bindings.ContextFunctions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A cache over a model's weights, and the tokens in it. One thread uses it, but for {@link #abort},
 * which any thread may call while the context is open.
 */
final class LlamaContext implements AutoCloseable {
  /**
   * The most tokens that are written at once; each takes a row of logits. From {@link
   * PromptPlan#SHORTEST_PIECE} on other kernels compute, with other last bits than for one token.
   */
  static final int MOST_ROWS = PromptPlan.SHORTEST_PIECE - 1;

  /** How many texts can be in the cache beside each other, the prompt with them. */
  static final int MOST_SEQUENCES = 16;

  private static final int SEQUENCE = 0;

  /**
   * What a branch is to decode next.
   *
   * @param sequence the branch's number, from 1
   * @param position where the first of the tokens stands
   * @param firstRow the index of the first token whose logits are wanted, and of those behind it
   */
  record BranchTokens(int sequence, int position, List<Integer> tokens, int firstRow) {}

  /** Told how far the reading of a prompt is. */
  @FunctionalInterface
  interface ReadProgress {
    void onRead(int doneTokens, int totalTokens);
  }

  private final LlamaModel model;
  private final ContextFunctions functions;
  private final MemorySegment context;
  private final MemorySegment memory;
  private final @Nullable PrefixStore prefixes;
  private final Runnable onClose;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment abortFlag = arena.allocate(2);
  private final Batch batch;
  private final int contextTokens;
  private final int batchTokens;
  private final float[] promptLogits;

  /** What was read as a prompt, piece by piece, and is in the cache. */
  private PromptPlan read = PromptPlan.EMPTY;

  /** True if {@link #promptLogits} are those behind the last token of {@link #read}. */
  private boolean promptLogitsValid;

  /** How many tokens are in the cache, written ones included. */
  private int position;

  private final int branches;

  /** How many tokens are in the cache for each branch, those of the prompt left out. */
  private final int[] branchTokens;

  LlamaContext(
      LlamaModel model,
      MemorySegment context,
      ContextFunctions.Settings settings,
      @Nullable PrefixStore prefixes,
      Runnable onClose) {
    this.prefixes = prefixes;
    this.model = model;
    this.functions = model.library().contexts();
    this.context = context;
    this.memory = functions.memory(context);
    this.onClose = onClose;
    this.contextTokens = functions.contextTokens(context);
    this.batchTokens = settings.batchTokens();
    this.branches = settings.sequences() - 1;
    this.branchTokens = new int[settings.sequences()];
    this.batch = new Batch(arena, batchTokens);
    this.promptLogits = new float[model.vocabulary().size()];
    functions.setAbortFlag(context, abortFlag);
  }

  int contextTokens() {
    return contextTokens;
  }

  int batchTokens() {
    return batchTokens;
  }

  MemorySegment handle() {
    return context;
  }

  /** Makes the decode that runs, and those to come, end early; from any thread. */
  void abort() {
    abortFlag.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
  }

  /** Takes an abort back. */
  void clearAbort() {
    abortFlag.set(ValueLayout.JAVA_BYTE, 0, (byte) 0);
  }

  /**
   * Reads a prompt, but for what the cache holds of it already. Afterwards {@link #promptLogits}
   * tell what may follow.
   *
   * @param keepsBeginning whether what is computed of its fixed beginning may be kept on disk
   * @return how many tokens did not have to be read; a negative value if the reading was aborted
   */
  int read(PromptPlan plan, boolean keepsBeginning, ReadProgress progress) {
    int[] fixed = keepsBeginning && canTakeBack() ? plan.fixedTokens() : new int[0];
    int kept = plan.sharedWith(read);
    boolean complete = kept == plan.length() && plan.length() == read.length() && promptLogitsValid;
    if (kept == plan.length() && !complete) {
      // The logits behind the last token are gone: read its piece again.
      kept = plan.ends().size() < 2 ? 0 : plan.ends().get(plan.ends().size() - 2);
    }
    kept = rewindTo(kept);
    read = plan.upTo(kept);
    if (kept < fixed.length && restore(fixed)) {
      kept = fixed.length;
      read = plan.upTo(kept);
    }
    if (complete && kept == plan.length()) {
      progress.onRead(kept, plan.length());
      return kept;
    }
    promptLogitsValid = false;
    progress.onRead(kept, plan.length());
    for (int end : plan.ends()) {
      if (end <= position) {
        continue;
      }
      // GPU libraries do not ask the flag themselves.
      if (abortFlag.get(ValueLayout.JAVA_BYTE, 0) != 0) {
        return -1;
      }
      batch.clear();
      for (int i = position; i < end; i++) {
        batch.add(plan.token(i), i, SEQUENCE, i == plan.length() - 1);
      }
      if (!decode()) {
        return -1;
      }
      read = plan.upTo(end);
      if (end == fixed.length) {
        keep(fixed);
      }
      progress.onRead(end, plan.length());
    }
    MemorySegment.copy(
        functions.logits(context, -1, promptLogits.length),
        ValueLayout.JAVA_FLOAT,
        0,
        promptLogits,
        0,
        promptLogits.length);
    promptLogitsValid = true;
    return kept;
  }

  /** Takes what was computed of these tokens, in an earlier run of the program maybe. */
  private boolean restore(int[] tokens) {
    if (prefixes == null) {
      return false;
    }
    try (Arena mapped = Arena.ofConfined()) {
      MemorySegment state = prefixes.find(tokens, mapped);
      if (state == null) {
        return false;
      }
      rewindTo(0);
      if (!functions.setState(context, state, SEQUENCE)) {
        functions.clear(memory);
        return false;
      }
      position = tokens.length;
      promptLogitsValid = false;
      return true;
    }
  }

  private void keep(int[] tokens) {
    if (prefixes == null) {
      return;
    }
    try (Arena copied = Arena.ofConfined()) {
      functions.synchronize(context);
      MemorySegment state = copied.allocate(functions.stateBytes(context, SEQUENCE));
      if (functions.getState(context, state, SEQUENCE)) {
        prefixes.keep(tokens, state);
      }
    }
  }

  /** The logits behind the prompt that was read last, whatever was written since. */
  float[] promptLogits() {
    return promptLogits;
  }

  /** How many tokens are in the cache. */
  int position() {
    return position;
  }

  /** The most tokens that can be written at once. */
  int writeTokens() {
    return Math.min(MOST_ROWS, batchTokens);
  }

  /** Whether tokens that were written can be taken back. */
  boolean canTakeBack() {
    return !model.isRecurrent();
  }

  /**
   * Appends tokens that are written; the logits behind each can be asked for afterwards.
   *
   * @return false if that was aborted; none of the tokens is then in the cache
   */
  boolean write(int[] tokens) {
    batch.clear();
    for (int i = 0; i < tokens.length; i++) {
      batch.add(tokens[i], position + i, SEQUENCE, true);
    }
    return decode();
  }

  /** Takes back what was written from a position on. */
  void takeBack(int from) {
    if (rewindTo(from) != from) {
      throw cannotTakeBack();
    }
  }

  private IllegalStateException cannotTakeBack() {
    return new IllegalStateException(
        "The model `%s` cannot take tokens back.".formatted(model.file().path().getFileName()));
  }

  /** How many branches can go on from the prompt at once; their numbers begin with 1. */
  int branches() {
    return branches;
  }

  /** How many more tokens fit, whichever branch they are of. */
  int freeTokens() {
    return contextTokens - position - IntStream.of(branchTokens).sum();
  }

  /** Has a branch begin behind the prompt. */
  void openBranch(int sequence) {
    functions.copy(memory, SEQUENCE, sequence);
  }

  /**
   * Appends tokens to branches. Their logits have rows in the order of all tokens.
   *
   * @return false if that was aborted; all branches are closed then
   */
  boolean write(List<BranchTokens> parts) {
    batch.clear();
    for (BranchTokens part : parts) {
      for (int i = 0; i < part.tokens().size(); i++) {
        batch.add(part.tokens().get(i), part.position() + i, part.sequence(), i >= part.firstRow());
      }
    }
    if (batch.size() > freeTokens()) {
      throw doNotFit();
    }
    model.library().clearLog();
    int code = functions.decode(context, batch);
    if (code != ContextFunctions.DECODED) {
      closeBranches();
      return aborted(code);
    }
    parts.forEach(part -> branchTokens[part.sequence()] += part.tokens().size());
    return true;
  }

  /** Takes back the last tokens of a branch, from a position on. */
  void takeBack(int sequence, int from) {
    functions.synchronize(context);
    if (!functions.removeFrom(memory, sequence, from)) {
      throw cannotTakeBack();
    }
    branchTokens[sequence] = from - position;
  }

  /** Forgets a branch; what it shares with the prompt stays. */
  void closeBranch(int sequence) {
    functions.synchronize(context);
    functions.removeFrom(memory, sequence, 0);
    branchTokens[sequence] = 0;
  }

  /** Forgets all branches. */
  void closeBranches() {
    for (int sequence = 1; sequence <= branches; sequence++) {
      closeBranch(sequence);
    }
  }

  private boolean decode() {
    if (batch.size() > freeTokens()) {
      throw doNotFit();
    }
    model.library().clearLog();
    int code = functions.decode(context, batch);
    if (code == ContextFunctions.DECODED) {
      position += batch.size();
      return true;
    }
    // What the batch left in the cache is of no use, whatever the reason.
    int good = position;
    position = Integer.MAX_VALUE;
    rewindTo(good);
    return aborted(code);
  }

  private IllegalStateException doNotFit() {
    return new IllegalStateException(
        "%d tokens do not fit: of %d there are %d free."
            .formatted(batch.size(), contextTokens, freeTokens()));
  }

  /** False if a decode was aborted, and a failure if it failed. */
  private boolean aborted(int code) {
    if (code == ContextFunctions.ABORTED) {
      return false;
    }
    throw new LlmException.Interrupted(
        "llama.cpp could not decode (code %d): %s. Try again; if it happens again, use fewer tokens of context."
            .formatted(code, model.library().complaint().orElse("it gave no reason")));
  }

  /** Forgets the cache from a position on; some models can only forget all of it. */
  private int rewindTo(int wanted) {
    if (wanted == position) {
      return wanted;
    }
    functions.synchronize(context);
    if (wanted > 0 && functions.removeFrom(memory, SEQUENCE, wanted)) {
      position = wanted;
    } else {
      functions.clear(memory);
      position = 0;
      promptLogitsValid = false;
    }
    if (position < read.length()) {
      read = read.upTo(position);
      promptLogitsValid = false;
    }
    return position;
  }

  @Override
  public void close() {
    functions.free(context);
    arena.close();
    onClose.run();
  }
}
