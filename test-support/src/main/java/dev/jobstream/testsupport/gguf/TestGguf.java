package dev.jobstream.testsupport.gguf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Builds a GGUF model with random weights that llama.cpp loads and runs: its text means nothing,
 * but it is varied, and the same file always gives the same text. The special tokens have small
 * output weights, so greedy sampling does not end by itself.
 *
 * <p>Defaults: 2 layers, width 64, 4 heads of 16 with 2 for keys and values, feed-forward 128,
 * 1,024 tokens, a context of 4,096, F32, seed 1. Not thread-safe.
 */
public final class TestGguf {
  private final String architecture;
  private String name;
  private String chatTemplate;
  private int vocabularySize = 1024;
  private int width = 64;
  private int layers = 2;
  private int heads = 4;
  private int headsKv = 2;
  private int headSize = 16;
  private int feedForward = 128;
  private int contextLength = 4096;
  private boolean tiedEmbeddings;
  private Weights weights = Weights.F32;
  private long seed = 1;
  private Consumer<GgufWriter> edit = writer -> {};

  /** How the matrices are stored; vectors are always F32. */
  public enum Weights {
    F32(0, TensorType.F32, TensorType.F32),
    F16(1, TensorType.F16, TensorType.F16),
    /** Rows must be multiples of 32. */
    Q8_0(7, TensorType.Q8_0, TensorType.Q8_0),
    /** Q4_K with Q6_K where real files have it. Rows must be multiples of 256. */
    Q4_K_M(15, TensorType.Q4_K, TensorType.Q6_K);

    private final int fileType;
    private final TensorType most;
    private final TensorType finer;

    Weights(int fileType, TensorType most, TensorType finer) {
      this.fileType = fileType;
      this.most = most;
      this.finer = finer;
    }
  }

  private TestGguf(String architecture, String name, boolean tiedEmbeddings) {
    this.architecture = architecture;
    this.name = name;
    this.tiedEmbeddings = tiedEmbeddings;
    this.chatTemplate = resource(architecture + "-template.jinja");
  }

  /** A model of the llama architecture with Llama 3's tokenizer rules, specials and template. */
  public static TestGguf llama() {
    return new TestGguf("llama", "Tiny Llama", false);
  }

  /**
   * A model of the qwen3 architecture with ChatML, {@code <think>} and a template that knows {@code
   * enable_thinking}; its embeddings are tied.
   */
  public static TestGguf qwen3() {
    return new TestGguf("qwen3", "Tiny Qwen3", true);
  }

  /** A model of the shape of Qwen3 0.6B in Q4_K_M: about 380 MB. */
  public static TestGguf qwen3Of600Million() {
    return qwen3()
        .name("Random Qwen3 0.6B")
        .vocabularySize(151_936)
        .width(1024)
        .layers(28)
        .heads(16, 8, 128)
        .feedForward(3072)
        .contextLength(40_960)
        .weights(Weights.Q4_K_M);
  }

  /** A model of the shape of Qwen3 1.7B in Q4_K_M: about 1.1 GB. */
  public static TestGguf qwen3Of1700Million() {
    return qwen3Of600Million().name("Random Qwen3 1.7B").width(2048).feedForward(6144);
  }

  /** A model of the shape of Qwen3 4B in Q4_K_M: about 2.5 GB. */
  public static TestGguf qwen3Of4Billion() {
    return qwen3Of600Million()
        .name("Random Qwen3 4B")
        .width(2560)
        .layers(36)
        .heads(32, 8, 128)
        .feedForward(9728);
  }

  /** What {@code general.name} says. */
  public TestGguf name(String name) {
    this.name = name;
    return this;
  }

  /** The Jinja template; the default is like that of the real models. */
  public TestGguf chatTemplate(String chatTemplate) {
    this.chatTemplate = chatTemplate;
    return this;
  }

  /** The number of tokens, at least 261. */
  public TestGguf vocabularySize(int vocabularySize) {
    this.vocabularySize = vocabularySize;
    return this;
  }

  /** The embedding length. */
  public TestGguf width(int width) {
    this.width = width;
    return this;
  }

  /** The number of blocks. */
  public TestGguf layers(int layers) {
    this.layers = layers;
    return this;
  }

  /**
   * The attention heads.
   *
   * @param heads for queries
   * @param headsKv for keys and values; must divide {@code heads}
   * @param headSize an even number
   */
  public TestGguf heads(int heads, int headsKv, int headSize) {
    this.heads = heads;
    this.headsKv = headsKv;
    this.headSize = headSize;
    return this;
  }

  /** The width of the feed-forward network. */
  public TestGguf feedForward(int feedForward) {
    this.feedForward = feedForward;
    return this;
  }

  /** The context length that the model says it was trained for, in tokens. */
  public TestGguf contextLength(int contextLength) {
    this.contextLength = contextLength;
    return this;
  }

  /** Whether the embeddings serve as output weights too. */
  public TestGguf tiedEmbeddings(boolean tiedEmbeddings) {
    this.tiedEmbeddings = tiedEmbeddings;
    return this;
  }

  /** How the matrices are stored. */
  public TestGguf weights(Weights weights) {
    this.weights = weights;
    return this;
  }

  /** Models of different seeds say different things. */
  public TestGguf seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** Changes the file before it is written, say to break it. Replaces an earlier edit. */
  public TestGguf edit(Consumer<GgufWriter> edit) {
    this.edit = edit;
    return this;
  }

  /** Writes the file, over one that is there, and returns its path. */
  public Path write(Path file) throws IOException {
    GgufWriter writer = new GgufWriter();
    putShape(writer);
    TestVocabulary vocabulary =
        architecture.equals("qwen3") ? qwenVocabulary(writer) : llamaVocabulary(writer);
    writer
        .put("tokenizer.ggml.tokens", vocabulary.tokens())
        .put("tokenizer.ggml.token_type", vocabulary.types())
        .put("tokenizer.ggml.merges", vocabulary.merges())
        .put("tokenizer.chat_template", chatTemplate);
    addTensors(writer, vocabulary);
    edit.accept(writer);
    writer.write(file);
    return file;
  }

  private void putShape(GgufWriter writer) {
    String prefix = architecture + ".";
    writer
        .put("general.architecture", architecture)
        .put("general.type", "model")
        .put("general.name", name)
        .put("general.file_type", weights.fileType)
        .put(prefix + "vocab_size", vocabularySize)
        .put(prefix + "context_length", contextLength)
        .put(prefix + "embedding_length", width)
        .put(prefix + "block_count", layers)
        .put(prefix + "feed_forward_length", feedForward)
        .put(prefix + "attention.head_count", heads)
        .put(prefix + "attention.head_count_kv", headsKv)
        .put(prefix + "attention.key_length", headSize)
        .put(prefix + "attention.value_length", headSize)
        .put(prefix + "attention.layer_norm_rms_epsilon", 1e-6f)
        .put(prefix + "rope.dimension_count", headSize)
        .put(prefix + "rope.freq_base", architecture.equals("qwen3") ? 1_000_000f : 500_000f);
  }

  private TestVocabulary qwenVocabulary(GgufWriter writer) {
    TestVocabulary vocabulary =
        TestVocabulary.of(
            vocabularySize,
            resource("corpus.txt"),
            List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>"),
            List.of("<think>", "</think>"));
    writer
        .put("tokenizer.ggml.model", "gpt2")
        .put("tokenizer.ggml.pre", "qwen2")
        .put("tokenizer.ggml.bos_token_id", vocabulary.idOf("<|endoftext|>"))
        .put("tokenizer.ggml.padding_token_id", vocabulary.idOf("<|endoftext|>"))
        .put("tokenizer.ggml.eos_token_id", vocabulary.idOf("<|im_end|>"))
        .put("tokenizer.ggml.add_bos_token", false);
    return vocabulary;
  }

  private TestVocabulary llamaVocabulary(GgufWriter writer) {
    TestVocabulary vocabulary =
        TestVocabulary.of(
            vocabularySize,
            resource("corpus.txt"),
            List.of(
                "<|begin_of_text|>",
                "<|end_of_text|>",
                "<|start_header_id|>",
                "<|end_header_id|>",
                "<|eot_id|>"),
            List.of());
    writer
        .put("tokenizer.ggml.model", "gpt2")
        .put("tokenizer.ggml.pre", "llama-bpe")
        .put("tokenizer.ggml.bos_token_id", vocabulary.idOf("<|begin_of_text|>"))
        .put("tokenizer.ggml.eos_token_id", vocabulary.idOf("<|end_of_text|>"))
        .put("tokenizer.ggml.eot_token_id", vocabulary.idOf("<|eot_id|>"))
        .put("tokenizer.ggml.add_bos_token", true);
    return vocabulary;
  }

  private void addTensors(GgufWriter writer, TestVocabulary vocabulary) {
    int special =
        vocabulary.idOf(architecture.equals("qwen3") ? "<|endoftext|>" : "<|begin_of_text|>");
    // Logits then spread by about three, as those of a trained model do.
    RandomWeights output =
        RandomWeights.around0(seed, 3 / Math.sqrt(width))
            .scalingRows(row -> row < special ? 1 : 0.2);
    writer.tensor("token_embd.weight", weights.finer, output, width, vocabularySize);
    if (!tiedEmbeddings) {
      writer.tensor("output.weight", weights.finer, output, width, vocabularySize);
    }
    // Signs of its own keep the output from being likest to the token that was read last.
    writer.tensor(
        "output_norm.weight", TensorType.F32, RandomWeights.around1(seed).flippingSigns(), width);
    for (int layer = 0; layer < layers; layer++) {
      addLayer(writer, layer);
    }
  }

  private void addLayer(GgufWriter writer, int layer) {
    String prefix = "blk." + layer + ".";
    TensorType finerInSome = isFiner(layer) ? weights.finer : weights.most;
    vector(writer, prefix + "attn_norm.weight", width);
    matrix(writer, prefix + "attn_q.weight", weights.most, width, heads * headSize);
    matrix(writer, prefix + "attn_k.weight", weights.most, width, headsKv * headSize);
    matrix(writer, prefix + "attn_v.weight", finerInSome, width, headsKv * headSize);
    matrix(writer, prefix + "attn_output.weight", weights.most, heads * headSize, width);
    if (architecture.equals("qwen3")) {
      vector(writer, prefix + "attn_q_norm.weight", headSize);
      vector(writer, prefix + "attn_k_norm.weight", headSize);
    }
    vector(writer, prefix + "ffn_norm.weight", width);
    matrix(writer, prefix + "ffn_gate.weight", weights.most, width, feedForward);
    matrix(writer, prefix + "ffn_up.weight", weights.most, width, feedForward);
    matrix(writer, prefix + "ffn_down.weight", finerInSome, feedForward, width);
  }

  /** Whether a Q4_K_M file keeps this layer's values and down projection in Q6_K. */
  private boolean isFiner(int layer) {
    int eighth = layers / 8;
    return layer < eighth || layer >= 7 * eighth || (layer - eighth) % 3 == 2;
  }

  private void vector(GgufWriter writer, String name, int length) {
    writer.tensor(name, TensorType.F32, RandomWeights.around1(seed), length);
  }

  private void matrix(GgufWriter writer, String name, TensorType type, int rowLength, int rows) {
    // Twice what would keep the spread: what the layers add must outweigh the embedding.
    RandomWeights random = RandomWeights.around0(seed, 2 / Math.sqrt(rowLength));
    writer.tensor(name, type, random, rowLength, rows);
  }

  private static String resource(String name) {
    try (InputStream in = TestGguf.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The resource `%s` is missing.".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
