package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.llamacpp.bindings.VocabularyFunctions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** The tokens of a model. Thread-safe; lives as long as its model. */
final class Vocabulary {
  /**
   * The longest run without a change between white space and text that is tokenised in one call.
   * Some of the library's splitters recurse over a run, and would overflow the stack.
   */
  private static final int LONGEST_RUN = 4_096;

  private final VocabularyFunctions functions;
  private final MemorySegment vocabulary;
  private final int size;
  private final List<String> specialTexts;
  private final FutureTask<TokenTrie> trie = new FutureTask<>(this::buildTrie);
  private final AtomicBoolean triePrepared = new AtomicBoolean();

  Vocabulary(VocabularyFunctions functions, MemorySegment vocabulary) {
    this.functions = functions;
    this.vocabulary = vocabulary;
    this.size = functions.size(vocabulary);
    List<String> texts = new ArrayList<>();
    for (int token = 0; token < size; token++) {
      if (functions.isSpecial(vocabulary, token)) {
        String text = functions.text(vocabulary, token);
        if (!text.isEmpty()) {
          texts.add(text);
        }
      }
    }
    this.specialTexts = List.copyOf(texts);
  }

  int size() {
    return size;
  }

  /** The texts that are taken for special tokens wherever special tokens are parsed. */
  List<String> specialTexts() {
    return specialTexts;
  }

  /** The text of the token that begins a text, or nothing. */
  String beginText() {
    return text(functions.begin(vocabulary));
  }

  /** The text of the token that ends a text, or nothing. */
  String endText() {
    return text(functions.end(vocabulary));
  }

  private String text(int token) {
    return token == VocabularyFunctions.NO_TOKEN ? "" : functions.text(vocabulary, token);
  }

  boolean isEndOfGeneration(int token) {
    return functions.isEndOfGeneration(vocabulary, token);
  }

  /** Begins to build {@link #trie} on a thread of its own, since it takes a second. */
  void prepareTrie() {
    if (!triePrepared.getAndSet(true)) {
      Thread.ofPlatform().daemon().name("llama-vocabulary").start(trie);
    }
  }

  /** The tokens as a tree of their characters, for grammars; built when it is first needed. */
  TokenTrie trie() {
    trie.run();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return trie.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("The vocabulary cannot be read.", e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private TokenTrie buildTrie() {
    byte[][] pieces = new byte[size][];
    try (Arena arena = Arena.ofConfined()) {
      PieceReader reader = new PieceReader(arena);
      for (int token = 0; token < size; token++) {
        pieces[token] = reader.bytes(token, true);
      }
    }
    return new TokenTrie(
        pieces, IntStream.range(0, size).filter(this::isEndOfGeneration).toArray());
  }

  /** Waits until nothing uses the model's vocabulary any more. */
  void close() {
    if (triePrepared.get()) {
      trie();
    }
  }

  /**
   * The tokens of a prompt's pieces, each tokenised apart with special tokens parsed. The model's
   * begin token is set before the first, unless the text has it already.
   */
  int[] tokenize(List<String> pieces) {
    int[][] parts = new int[pieces.size()][];
    int total = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean begins =
          i == 0
              && functions.addsBegin(vocabulary)
              && !(beginText().length() > 0 && pieces.getFirst().startsWith(beginText()));
      parts[i] = tokenizePiece(pieces.get(i), begins);
      total += parts[i].length;
    }
    int[] tokens = new int[total];
    int at = 0;
    for (int[] part : parts) {
      System.arraycopy(part, 0, tokens, at, part.length);
      at += part.length;
    }
    return tokens;
  }

  /** The tokens of a text that the model writes: no special ones, nothing put before it. */
  int[] tokenizeAnswer(String text) {
    return functions.tokenize(vocabulary, text, false, false);
  }

  private int[] tokenizePiece(String text, boolean addSpecial) {
    int from = 0;
    int[] tokens = new int[0];
    while (from < text.length() || from == 0) {
      int to = endOfSlice(text, from);
      int[] slice =
          functions.tokenize(vocabulary, text.substring(from, to), addSpecial && from == 0, true);
      tokens = from == 0 ? slice : concat(tokens, slice);
      if (to == text.length()) {
        break;
      }
      from = to;
    }
    return tokens;
  }

  /** Where a slice must end so that no run is longer than the limit: mostly the text's end. */
  private static int endOfSlice(String text, int from) {
    int run = 0;
    boolean space = false;
    for (int i = from; i < text.length(); i++) {
      boolean isSpace = Character.isWhitespace(text.charAt(i));
      run = isSpace == space ? run + 1 : 1;
      space = isSpace;
      if (run > LONGEST_RUN && !Character.isLowSurrogate(text.charAt(i))) {
        return i;
      }
    }
    return text.length();
  }

  private static int[] concat(int[] a, int[] b) {
    int[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** Reads the bytes of tokens, with a buffer of its own. Not thread-safe. */
  final class PieceReader {
    private MemorySegment buffer;
    private final Arena arena;

    PieceReader(Arena arena) {
      this.arena = arena;
      this.buffer = arena.allocate(256);
    }

    /** The bytes that a token stands for; none for a control token. */
    byte[] piece(int token) {
      return bytes(token, isThinkingTag(functions.text(vocabulary, token)));
    }

    private byte[] bytes(int token, boolean special) {
      int length = functions.piece(vocabulary, token, buffer, special);
      if (length < 0) {
        buffer = arena.allocate(-length);
        length = functions.piece(vocabulary, token, buffer, special);
      }
      return buffer.asSlice(0, Math.max(0, length)).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /**
   * Some vocabularies hold the thinking tags as control tokens; their text is needed all the same.
   */
  private static boolean isThinkingTag(String text) {
    return text.equals("<think>") || text.equals("</think>");
  }
}
