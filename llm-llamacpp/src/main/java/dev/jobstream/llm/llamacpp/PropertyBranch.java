package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Utf8Decoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One property of an answer, written in a branch of its own behind the prompt, as if it were the
 * answer's first. Its value's tokens are chosen as those of any answer are; what is before the
 * value leaves no choice and is not asked for. Not thread-safe.
 */
final class PropertyBranch implements AutoCloseable {
  private final TokenSampler sampler;
  private final Drafter drafter;
  private final Vocabulary.PieceReader pieces;
  private final DecodingCounts.Counter counter;
  private final int[] beginning;
  private final Utf8Decoder decoder = new Utf8Decoder();
  private final StringBuilder text = new StringBuilder();
  private final JsonValueEnd valueEnd = new JsonValueEnd();
  private final AnswerConfidence confidence;
  private final List<StreamEvent> told = new ArrayList<>();
  private int sequence;

  /** How many tokens are in the cache behind the prompt and were chosen. */
  private int length;

  /** The tokens of the last batch. */
  private final List<Integer> decoded = new ArrayList<>();

  /** The first of them whose logits are there. */
  private int firstRow;

  private Drafter.Draft draft = Drafter.Draft.NONE;
  private int chosen;

  /**
   * @param sampler with this property's grammar, enforced; closed with the branch
   * @param beginning what is before the value, made by {@link #beginning}
   * @param calibrations of which properties' values it is told how sure the model is
   */
  PropertyBranch(
      TokenSampler sampler,
      int[] beginning,
      Drafter drafter,
      Vocabulary.PieceReader pieces,
      DecodingCounts.Counter counter,
      Map<String, Calibration> calibrations) {
    this.sampler = sampler;
    this.drafter = drafter;
    this.pieces = pieces;
    this.counter = counter;
    this.beginning = beginning.clone();
    this.confidence = new AnswerConfidence(calibrations, told::add);
    if (confidence.isWanted()) {
      sampler.measureProbabilities();
    }
  }

  /**
   * The tokens before a property's value, but for the last: that is left to the model, since it may
   * be one with the value's beginning. Empty if the vocabulary cannot say them without more.
   */
  static int[] beginning(
      GrammarCursor grammar, Vocabulary vocabulary, Vocabulary.PieceReader pieces) {
    String forced = grammar.forcedText();
    int[] tokens = vocabulary.tokenizeAnswer(forced);
    Utf8Decoder decoder = new Utf8Decoder();
    StringBuilder said = new StringBuilder();
    for (int token : tokens) {
      said.append(decoder.decode(pieces.piece(token)));
    }
    return said.toString().equals(forced)
        ? Arrays.copyOf(tokens, Math.max(1, tokens.length - 1))
        : new int[0];
  }

  /** Begins it in a sequence that holds the prompt. */
  void begin(int inSequence) {
    sequence = inSequence;
    for (int token : beginning) {
      sampler.begin(token);
      append(token, 0);
      counter.drafted(Lever.FORCED_TEXT);
      counter.accepted(Lever.FORCED_TEXT);
    }
  }

  /** How many tokens are before the value. */
  int beginningTokens() {
    return beginning.length;
  }

  boolean hasBegun() {
    return sequence > 0;
  }

  int sequence() {
    return sequence;
  }

  /** Whether the value is complete. */
  boolean isDone() {
    return valueEnd.reached();
  }

  /** Name and value as far as they are written. */
  String text() {
    int end = valueEnd.reached() ? valueEnd.position() : text.length();
    return text.substring(Math.min(1, end), end);
  }

  /** How sure the model is of the value; empty until it is complete, or if that is not known. */
  List<StreamEvent> confidence() {
    return List.copyOf(told);
  }

  /** How many tokens it cannot do without in the next batch. */
  int neededTokens() {
    return length == 0 ? beginning.length : 1;
  }

  /**
   * The tokens to decode next.
   *
   * @param promptTokens where the branch begins
   * @param drafts how many may be suggestions
   */
  LlamaContext.BranchTokens next(int promptTokens, int drafts) {
    decoded.clear();
    if (length == 0) {
      Arrays.stream(beginning).forEach(decoded::add);
    } else {
      decoded.add(chosen);
    }
    firstRow = decoded.size() - 1;
    draft = drafter.draft(sampler.grammar(), text, drafts, this::usable);
    decoded.addAll(draft.tokens());
    draft.levers().forEach(counter::drafted);
    return new LlamaContext.BranchTokens(
        sequence, promptTokens + length, List.copyOf(decoded), firstRow);
  }

  /** What closes the value is chosen behind its last word and need not be decoded. */
  private int usable(CharSequence suggested) {
    int usable = valueEnd.within(suggested);
    if (usable < suggested.length()) {
      while (usable > 0 && "\"]}".indexOf(suggested.charAt(usable - 1)) >= 0) {
        usable--;
      }
    }
    return usable;
  }

  /**
   * Chooses as many tokens as there are logits for, after its tokens were decoded.
   *
   * @param row the row of the first of {@link #next}
   * @return how many were chosen
   */
  int choose(LlamaContext context, int row) {
    int at = firstRow;
    int tokens = 0;
    while (true) {
      int token = sampler.nextToken(context, row + at);
      tokens++;
      append(token, sampler.logProbability());
      boolean right = at + 1 < decoded.size() && decoded.get(at + 1) == token;
      if (right) {
        counter.accepted(draft.levers().get(at - firstRow));
      } else {
        counter.chosen();
      }
      if (isDone()) {
        return tokens;
      }
      if (!right) {
        chosen = token;
        break;
      }
      at++;
    }
    drafter.learn(draft, at - firstRow);
    length += at + 1;
    if (at + 1 < decoded.size()) {
      context.takeBack(sequence, context.position() + length);
    }
    return tokens;
  }

  private void append(int token, double logProbability) {
    byte[] piece = pieces.piece(token);
    String more = decoder.decode(piece);
    text.append(more);
    valueEnd.feed(more);
    if (confidence.isWanted()) {
      confidence.add(piece, logProbability);
    }
  }

  @Override
  public void close() {
    sampler.close();
  }
}
