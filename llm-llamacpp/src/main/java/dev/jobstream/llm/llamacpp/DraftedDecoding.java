package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.Utf8Decoder;
import org.jspecify.annotations.Nullable;

/**
 * Puts the tokens that are chosen into a context, and along with them those that are likely to come
 * next: if they are chosen indeed, their logits are there already. What is chosen does not depend
 * on it, but for the last bits of the logits (see docs/adr). Not thread-safe.
 */
final class DraftedDecoding {
  /** As much of the answer's end as drafts are made of. */
  private static final int REMEMBERED_CHARACTERS = 2_048;

  private final LlamaContext context;
  private final Drafter drafter;
  private final Vocabulary.PieceReader pieces;
  private final DecodingCounts.Counter counter;
  private final Utf8Decoder decoder = new Utf8Decoder();
  private final StringBuilder answer = new StringBuilder();

  /** The tokens of the last batch: a chosen one, then drafts. */
  private int[] decoded = new int[0];

  private Drafter.Draft draft = Drafter.Draft.NONE;

  /** The last of them that was chosen. */
  private int row = -1;

  /** How many tokens were in the context before the last batch. */
  private int before;

  DraftedDecoding(
      LlamaContext context,
      Drafter drafter,
      Vocabulary.PieceReader pieces,
      DecodingCounts.Counter counter) {
    this.context = context;
    this.drafter = drafter;
    this.pieces = pieces;
    this.counter = counter;
    this.before = context.position();
  }

  /** Behind which row of the last batch the next token is chosen. */
  int row() {
    return row;
  }

  /** How many more tokens fit. */
  int roomTokens() {
    return context.contextTokens() - (before + row + 1);
  }

  /**
   * Appends a token that was chosen.
   *
   * @param grammar what the next ones must keep to; null if to nothing
   * @param most the most tokens that will be written behind this one
   * @return false if that was aborted
   */
  boolean write(int token, @Nullable GrammarCursor grammar, int most) {
    remember(token);
    if (row + 1 < decoded.length && decoded[row + 1] == token) {
      counter.accepted(draft.levers().get(row));
      row++;
      return true;
    }
    counter.chosen();
    if (row >= 0) {
      drafter.learn(draft, row);
      if (row + 1 < decoded.length) {
        context.takeBack(before + row + 1);
      }
      before += row + 1;
    }
    // The token itself, and one that is chosen last of all, must fit too.
    int room = Math.min(context.writeTokens(), context.contextTokens() - before) - 1;
    draft = drafter.draft(grammar, answer, Math.min(room, most), CharSequence::length);
    decoded = new int[draft.tokens().size() + 1];
    decoded[0] = token;
    for (int i = 1; i < decoded.length; i++) {
      decoded[i] = draft.tokens().get(i - 1);
    }
    draft.levers().forEach(counter::drafted);
    counter.batch();
    row = 0;
    return context.write(decoded);
  }

  private void remember(int token) {
    answer.append(decoder.decode(pieces.piece(token)));
    if (answer.length() > 2 * REMEMBERED_CHARACTERS) {
      answer.delete(0, answer.length() - REMEMBERED_CHARACTERS);
    }
  }
}
