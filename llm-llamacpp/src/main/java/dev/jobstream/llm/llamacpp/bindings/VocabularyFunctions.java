package dev.jobstream.llm.llamacpp.bindings;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** Functions over a vocabulary. A vocabulary may be used by many threads. */
public final class VocabularyFunctions {
  /** The token id that stands for none. */
  public static final int NO_TOKEN = -1;

  private static final int UNKNOWN = 1;
  private static final int CONTROL = 1 << 3;

  private final MethodHandle size;
  private final MethodHandle text;
  private final MethodHandle attributes;
  private final MethodHandle isEndOfGeneration;
  private final MethodHandle begin;
  private final MethodHandle end;
  private final MethodHandle addsBegin;
  private final MethodHandle tokenize;
  private final MethodHandle toPiece;

  VocabularyFunctions(NativeSymbols symbols) {
    size = symbols.function("llama_vocab_n_tokens", JAVA_INT, ADDRESS);
    text = symbols.function("llama_vocab_get_text", ADDRESS, ADDRESS, JAVA_INT);
    attributes = symbols.function("llama_vocab_get_attr", JAVA_INT, ADDRESS, JAVA_INT);
    isEndOfGeneration = symbols.function("llama_vocab_is_eog", JAVA_BOOLEAN, ADDRESS, JAVA_INT);
    begin = symbols.function("llama_vocab_bos", JAVA_INT, ADDRESS);
    end = symbols.function("llama_vocab_eos", JAVA_INT, ADDRESS);
    addsBegin = symbols.function("llama_vocab_get_add_bos", JAVA_BOOLEAN, ADDRESS);
    tokenize =
        symbols.function(
            "llama_tokenize",
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_BOOLEAN,
            JAVA_BOOLEAN);
    toPiece =
        symbols.function(
            "llama_token_to_piece",
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            JAVA_BOOLEAN);
  }

  /** How many tokens there are. */
  public int size(MemorySegment vocabulary) {
    return number(size, vocabulary);
  }

  /** The token that begins a text; {@link #NO_TOKEN} if there is none. */
  public int begin(MemorySegment vocabulary) {
    return number(begin, vocabulary);
  }

  /** The token that ends a text; {@link #NO_TOKEN} if there is none. */
  public int end(MemorySegment vocabulary) {
    return number(end, vocabulary);
  }

  /** True if the model wants {@link #begin} before every text. */
  public boolean addsBegin(MemorySegment vocabulary) {
    try {
      return (boolean) addsBegin.invokeExact(vocabulary);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** The token's text as the vocabulary spells it, which for normal tokens is not plain text. */
  public String text(MemorySegment vocabulary, int token) {
    try {
      MemorySegment chars = (MemorySegment) text.invokeExact(vocabulary, token);
      return chars.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /**
   * True if the token steers the model and is never part of a text. Tokens that a model's makers
   * defined for texts, such as HTML tags, are not among them.
   */
  public boolean isSpecial(MemorySegment vocabulary, int token) {
    try {
      int bits = (int) attributes.invokeExact(vocabulary, token);
      return (bits & (UNKNOWN | CONTROL)) != 0;
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /** True if a model that writes this token has ended its answer. */
  public boolean isEndOfGeneration(MemorySegment vocabulary, int token) {
    try {
      return (boolean) isEndOfGeneration.invokeExact(vocabulary, token);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /**
   * The tokens of a text.
   *
   * @param addSpecial adds what the model wants around every text
   * @param parseSpecial takes the texts of special tokens for those tokens
   */
  public int[] tokenize(
      MemorySegment vocabulary, String text, boolean addSpecial, boolean parseSpecial) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(Math.max(1, utf8.length));
      MemorySegment.copy(utf8, 0, bytes, JAVA_BYTE, 0, utf8.length);
      int capacity = utf8.length / 2 + 16;
      while (true) {
        MemorySegment tokens = arena.allocate(JAVA_INT, capacity);
        int count =
            (int)
                tokenize.invokeExact(
                    vocabulary, bytes, utf8.length, tokens, capacity, addSpecial, parseSpecial);
        if (count >= 0) {
          return tokens.asSlice(0, count * JAVA_INT.byteSize()).toArray(JAVA_INT);
        }
        capacity = -count;
      }
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  /**
   * The bytes that a token stands for; they may be part of a character.
   *
   * @param buffer where the native code writes; grown by the caller if this returns null
   * @param special whether control tokens have bytes too
   * @return the bytes, or the negative of the capacity needed
   */
  public int piece(MemorySegment vocabulary, int token, MemorySegment buffer, boolean special) {
    try {
      return (int)
          toPiece.invokeExact(vocabulary, token, buffer, (int) buffer.byteSize(), 0, special);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }

  private static int number(MethodHandle handle, MemorySegment vocabulary) {
    try {
      return (int) handle.invokeExact(vocabulary);
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }
}
