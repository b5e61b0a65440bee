package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ResponseFormat.Quotations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Suggests the tokens that an answer will go on with: what the grammar forces, and what a
 * prediction or a quoted text make likely. Wrong suggestions cost time and change nothing. Not
 * thread-safe.
 */
final class Drafter {
  /** A suggestion for each place, and what made it. */
  record Draft(List<Integer> tokens, List<Lever> levers) {
    static final Draft NONE = new Draft(List.of(), List.of());
  }

  private static final int CHARACTERS_PER_TOKEN = 6;

  private final Vocabulary vocabulary;
  private final Vocabulary.PieceReader pieces;
  private final boolean forces;
  private final Map<Lever, GuessSource> sources = new EnumMap<>(Lever.class);

  /**
   * @param request tells what the answer may be, and what it quotes
   */
  Drafter(
      Vocabulary vocabulary,
      Vocabulary.PieceReader pieces,
      Set<Lever> levers,
      ChatRequest request) {
    this.vocabulary = vocabulary;
    this.pieces = pieces;
    this.forces = levers.contains(Lever.FORCED_TEXT);
    if (levers.contains(Lever.PREDICTION) && !request.prediction().isEmpty()) {
      sources.put(Lever.PREDICTION, new PredictionGuesses(request.prediction()));
    }
    Quotations quotations = request.responseFormat().quotations();
    if (levers.contains(Lever.PROMPT_LOOKUP) && !quotations.properties().isEmpty()) {
      sources.put(Lever.PROMPT_LOOKUP, new QuotationGuesses(quotations));
    }
  }

  /** Text that is put together of suggestions. */
  private static final class Text {
    final StringBuilder characters = new StringBuilder();
    final List<Integer> byteEnds = new ArrayList<>();
    final List<Lever> levers = new ArrayList<>();
    boolean guessed;
    private int bytes;

    void add(String part, Lever lever) {
      characters.append(part);
      bytes += part.getBytes(StandardCharsets.UTF_8).length;
      byteEnds.add(bytes);
      levers.add(lever);
    }

    /** What suggested the text before a byte. */
    Lever leverAt(int byteEnd) {
      int i = 0;
      while (byteEnds.get(i) < byteEnd) {
        i++;
      }
      return levers.get(i);
    }
  }

  /**
   * Suggests tokens.
   *
   * @param grammar where the answer stands in its grammar; null if it has none
   * @param answer the end of what was written so far
   * @param most how many tokens can be used
   * @param usable how many characters of a suggestion can be used
   */
  Draft draft(
      @Nullable GrammarCursor grammar,
      CharSequence answer,
      int most,
      ToIntFunction<CharSequence> usable) {
    if (most <= 0) {
      return Draft.NONE;
    }
    Text text = new Text();
    if (grammar == null) {
      guess(answer, text, null);
    } else {
      GrammarCursor.Place start = grammar.place();
      while (text.characters.length() < most * CHARACTERS_PER_TOKEN) {
        String forced = forces ? grammar.forcedText() : "";
        if (!forced.isEmpty()) {
          grammar.follow(forced);
          text.add(forced, Lever.FORCED_TEXT);
        } else if (!guess(answer, text, grammar)) {
          break;
        }
      }
      grammar.goTo(start);
    }
    int length = usable.applyAsInt(text.characters);
    return length == 0 ? Draft.NONE : tokens(text, length, most);
  }

  /** Adds a guess as far as the grammar admits it, if there is one that it does. */
  private boolean guess(CharSequence answer, Text text, @Nullable GrammarCursor grammar) {
    if (text.guessed) {
      // One guess at a time: it ends where it is worth no more, and the next would build on it.
      return false;
    }
    for (Map.Entry<Lever, GuessSource> source : sources.entrySet()) {
      String guess = source.getValue().guess(answer.toString() + text.characters);
      int admitted = grammar == null ? guess.length() : grammar.follow(guess);
      if (admitted > 0) {
        text.add(guess.substring(0, admitted), source.getKey());
        text.guessed = true;
        return true;
      }
    }
    return false;
  }

  private Draft tokens(Text text, int length, int most) {
    int[] tokens = vocabulary.tokenizeAnswer(text.characters.substring(0, length));
    int count = Math.min(tokens.length, most);
    List<Lever> levers = new ArrayList<>(count);
    int end = 0;
    int last = text.byteEnds.getLast();
    for (int i = 0; i < count; i++) {
      end += pieces.piece(tokens[i]).length;
      if (end > last) {
        // Some tokenizers put a space before a text: this one does not give back what it was given.
        return Draft.NONE;
      }
      levers.add(text.leverAt(end));
    }
    return new Draft(Arrays.stream(tokens).limit(count).boxed().toList(), levers);
  }

  /** Learns what became of a draft: its first tokens were right. */
  void learn(Draft draft, int right) {
    for (Map.Entry<Lever, GuessSource> source : sources.entrySet()) {
      int suggested = 0;
      int good = 0;
      for (int i = 0; i < draft.levers().size(); i++) {
        if (draft.levers().get(i) == source.getKey()) {
          suggested++;
          good += i < right ? 1 : 0;
        }
      }
      if (suggested > 0) {
        source.getValue().learn(good, suggested);
      }
    }
  }
}
