package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Writes an answer's properties at the same time, each in a branch of its own: one batch brings all
 * of them on, and there are as many batches as the longest one takes. The text comes in the order
 * of the properties, whichever is complete first. Not thread-safe.
 */
final class ParallelAnswer implements AutoCloseable {
  /** How the writing ended. */
  enum End {
    COMPLETE,
    /** There was no room for more. */
    LENGTH,
    ABORTED
  }

  private static final int NOTHING = -1;

  private final LlamaContext context;
  private final List<PropertyBranch> branches;
  private final DecodingCounts.Counter counter;
  private final Consumer<StreamEvent> out;
  private int told;
  private int toldCharacters = NOTHING;
  private int tokens;

  /**
   * @param branches the properties, none begun; closed with this
   * @param out given the text, piece by piece, and how sure the model is of a value before its end
   */
  ParallelAnswer(
      LlamaContext context,
      List<PropertyBranch> branches,
      DecodingCounts.Counter counter,
      Consumer<StreamEvent> out) {
    this.context = context;
    this.branches = List.copyOf(branches);
    this.counter = counter;
    this.out = out;
  }

  /** How many tokens were written. */
  int tokens() {
    return tokens;
  }

  /**
   * Writes until all is there.
   *
   * @param mostTokens where to stop
   * @param cancelled asked before each batch
   * @param onStep called after each batch
   */
  End write(int mostTokens, BooleanSupplier cancelled, Runnable onStep) {
    // The first one alone: it is there sooner, and takes one batch more at most.
    open(1);
    while (told < branches.size()) {
      if (cancelled.getAsBoolean()) {
        return End.ABORTED;
      }
      List<PropertyBranch> running = new ArrayList<>();
      List<LlamaContext.BranchTokens> parts = new ArrayList<>();
      plan(running, parts);
      if (running.isEmpty()) {
        return End.LENGTH;
      }
      counter.batch();
      if (!context.write(parts)) {
        return End.ABORTED;
      }
      int row = 0;
      for (int i = 0; i < running.size(); i++) {
        PropertyBranch branch = running.get(i);
        tokens += branch.choose(context, row);
        row += parts.get(i).tokens().size();
      }
      running.stream()
          .filter(PropertyBranch::isDone)
          .forEach(branch -> context.closeBranch(branch.sequence()));
      tell();
      onStep.run();
      if (tokens >= mostTokens && told < branches.size()) {
        return End.LENGTH;
      }
      open(context.branches());
    }
    return End.COMPLETE;
  }

  /** Begins properties until so many are being written. */
  private void open(int most) {
    List<PropertyBranch> open =
        branches.stream().filter(branch -> branch.hasBegun() && !branch.isDone()).toList();
    List<Integer> taken = new ArrayList<>(open.stream().map(PropertyBranch::sequence).toList());
    for (PropertyBranch branch : branches) {
      if (taken.size() >= most) {
        return;
      }
      if (!branch.hasBegun()) {
        int free = 1;
        while (taken.contains(free)) {
          free++;
        }
        context.openBranch(free);
        branch.begin(free);
        tokens += branch.beginningTokens();
        taken.add(free);
      }
    }
  }

  /** Shares a batch out among the properties, the first ones first. */
  private void plan(List<PropertyBranch> running, List<LlamaContext.BranchTokens> parts) {
    int room = Math.min(context.writeTokens(), context.freeTokens());
    for (PropertyBranch branch : branches) {
      boolean runs = branch.hasBegun() && !branch.isDone();
      if (runs && branch.neededTokens() <= room) {
        running.add(branch);
        room -= branch.neededTokens();
      }
    }
    int drafts = room;
    for (int i = 0; i < running.size(); i++) {
      PropertyBranch branch = running.get(i);
      int share = drafts / (running.size() - i);
      LlamaContext.BranchTokens part = branch.next(context.position(), share);
      drafts -= part.tokens().size() - branch.neededTokens();
      parts.add(part);
    }
  }

  private void tell() {
    while (told < branches.size() && branches.get(told).hasBegun()) {
      PropertyBranch branch = branches.get(told);
      String text = branch.text();
      StringBuilder more = new StringBuilder();
      if (toldCharacters == NOTHING) {
        more.append(told == 0 ? "{" : ",");
        toldCharacters = 0;
      }
      more.append(text, toldCharacters, text.length());
      toldCharacters = text.length();
      if (branch.isDone()) {
        branch.confidence().forEach(out);
        told++;
        toldCharacters = NOTHING;
        if (told == branches.size()) {
          more.append('}');
        }
      }
      if (!more.isEmpty()) {
        out.accept(new StreamEvent.TextDelta(more.toString()));
      }
      if (!branch.isDone()) {
        return;
      }
    }
  }

  @Override
  public void close() {
    context.closeBranches();
    branches.forEach(PropertyBranch::close);
  }
}
