package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.LlmException;
import dev.jobstream.testsupport.gguf.GgufWriter;
import dev.jobstream.testsupport.gguf.TestGguf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GgufFileTest {
  @TempDir Path folder;

  @Test
  void theHeaderOfAModelIsRead() throws IOException {
    Path path = TestGguf.qwen3().write(folder.resolve("tiny.gguf"));

    GgufFile file = GgufFile.read(path);

    assertThat(file.path()).isEqualTo(path);
    assertThat(file.fileBytes()).isEqualTo(Files.size(path));
    assertThat(file.architecture()).isEqualTo("qwen3");
    assertThat(file.name()).contains("Tiny Qwen3");
    assertThat(file.quantisation()).isEqualTo("F32");
    assertThat(file.contextLength()).isEqualTo(4096);
    assertThat(file.embeddingLength()).isEqualTo(64);
    assertThat(file.blockCount()).isEqualTo(2);
    assertThat(file.headCount()).isEqualTo(4);
    assertThat(file.headCountKv()).isEqualTo(2);
    assertThat(file.keyLength()).isEqualTo(16);
    assertThat(file.valueLength()).isEqualTo(16);
    assertThat(file.vocabularySize()).isEqualTo(1024);
    assertThat(file.chatTemplate().orElseThrow()).contains("enable_thinking");
    assertThat(file.bosTokenId()).hasValue(1019);
    assertThat(file.eosTokenId()).hasValue(1021);
    assertThat(file.tensorCount()).isEqualTo(24);
    assertThat(file.text("tokenizer.ggml.pre")).contains("qwen2");
    assertThat(file.integer("qwen3.block_count")).hasValue(2);
    assertThat(file.number("qwen3.rope.freq_base")).hasValue(1_000_000);
    assertThat(file.text("qwen3.block_count")).isEmpty();
    assertThat(file.integer("no.such.key")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TestGguf.Weights.class)
  void everyWayOfStoringWeightsIsRead(TestGguf.Weights weights) throws IOException {
    Path path =
        TestGguf.llama()
            .width(256)
            .heads(4, 2, 64)
            .feedForward(256)
            .weights(weights)
            .write(folder.resolve("model.gguf"));

    GgufFile file = GgufFile.read(path);

    assertThat(file.quantisation()).isEqualTo(weights.name());
    // Embeddings and output; per layer q and output, k and v, three of the feed-forward; the norms.
    long square = 256 * 256;
    assertThat(file.parameterCount())
        .isEqualTo(2 * 1024 * 256 + 2 * (2 * square + square + 3 * square) + 5 * 256);
  }

  @Test
  void theCacheTakesSixteenBitsPerNumberAndRoundsUpTo256Tokens() throws IOException {
    GgufFile file = GgufFile.read(TestGguf.qwen3().write(folder.resolve("tiny.gguf")));

    assertThat(file.keyValueBytes(256)).isEqualTo(256L * 2 * 2 * (16 + 16) * 2);
    assertThat(file.keyValueBytes(257)).isEqualTo(2 * file.keyValueBytes(256));
    assertThat(file.keyValueBytes(0)).isZero();
  }

  @Test
  void withoutAFileTypeTheMostUsedTypeNamesTheQuantisation() throws IOException {
    Path path =
        TestGguf.llama()
            .weights(TestGguf.Weights.Q8_0)
            .edit(writer -> writer.remove("general.file_type"))
            .write(folder.resolve("model.gguf"));

    assertThat(GgufFile.read(path).quantisation()).isEqualTo("Q8_0");
  }

  @Test
  void aFileThatIsNotThereIsNamedWithItsPath() {
    Path path = folder.resolve("none.gguf");

    assertRefused(
        path, "There is no model file `" + path + "`. Check the path, or download the model.");
  }

  @Test
  void aFolderIsRefused() {
    assertRefused(
        folder, "`" + folder.getFileName() + "` is a folder. Choose a `.gguf` file in it.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <!DOCTYPE html><html> | looks like a web page. Download the file itself, not the page about it.
          version https://git-lfs.github.com/spec/v1 | is the pointer that Git LFS leaves in place of a file. Run `git lfs pull`, or download the file itself.
          PK\u0003\u0004abcdefgh | looks like a ZIP archive, as PyTorch checkpoints are. Choose a file that ends in `.gguf`.
          {"model_type": "llama"} | looks like JSON. Choose a file that ends in `.gguf`.
          lmggabcdefgh | is in GGML's format of before GGUF. Choose a file that ends in `.gguf`.
          abc | begins with `61 62 63`. Choose a file that ends in `.gguf`.
          """)
  void aFileOfAnotherKindIsCalledWhatItLooksLike(String content, String expected)
      throws IOException {
    Path path = write(content.getBytes(StandardCharsets.UTF_8));

    assertRefused(path, "`model.gguf` is not a GGUF model: it " + expected);
  }

  @Test
  void safetensorsAreRecognised() throws IOException {
    byte[] start = "........{\"__metadata__\"".getBytes(StandardCharsets.US_ASCII);
    start[0] = 64;
    Arrays.fill(start, 1, 8, (byte) 0);

    assertRefused(
        write(start),
        "`model.gguf` is not a GGUF model: it looks like safetensors. Choose a file that ends in `.gguf`.");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    assertRefused(write(new byte[0]), "`model.gguf` is empty. Download it again.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          4  | 1          | is a GGUF file of version 1, this engine reads 2 and 3. Use a newer file of this model.
          4  | 4          | is a GGUF file of version 4, this engine reads 2 and 3. Use a newer file of this model.
          4  | 0x03000000 | is a GGUF file for big-endian machines, which this engine does not read. Use the little-endian file of this model.
          8  | 0x7fffffff | is broken: it claims 2147483647 tensors, the most is 65,536. Download it again.
          12 | 0x80000000 | is broken: it claims 9223372036854775829 tensors, the most is 65,536. Download it again.
          16 | 0x00ffffff | is broken: it claims 16777215 metadata entries, the most is 65,536. Download it again.
          24 | 0x7fffffff | is broken: the name of metadata entry 0 is said to have 2147483647 bytes, the most is 65,535. Download it again.
          24 | 0          | is broken: metadata entry 0 has no name. Download it again.
          52 | 13         | is broken: `general.architecture` has the type 13, which does not exist. Download it again.
          56 | 0x7fffffff | is broken: `general.architecture` is said to have 2147483647 bytes, the most is 16,777,216. Download it again.
          """)
  void absurdNumbersInTheHeaderAreRefusedBeforeAnythingIsAllocated(
      int position, String value, String expected) throws IOException {
    byte[] bytes = Files.readAllBytes(TestGguf.llama().write(folder.resolve("good.gguf")));
    int number = (int) (long) Long.decode(value);
    for (int i = 0; i < 4; i++) {
      bytes[position + i] = (byte) (number >> (8 * i));
    }

    assertRefused(write(bytes), "`model.gguf` " + expected);
  }

  @Test
  void aFileThatIsCutOffSaysBothSizes() throws IOException {
    byte[] bytes = Files.readAllBytes(TestGguf.llama().write(folder.resolve("good.gguf")));

    assertRefused(
        write(Arrays.copyOf(bytes, bytes.length - 1000)),
        "`model.gguf` is cut off: it has 847,608 bytes, its header promises 848,608. Download it again.");
    assertRefused(
        write(Arrays.copyOf(bytes, 3000)),
        "`model.gguf` is cut off: its 3,000 bytes end within its header. Download it again.");
  }

  @Test
  void anUnknownArchitectureIsNamed() throws IOException {
    assertRefused(
        writer -> writer.put("general.architecture", "mamba9"),
        "is a model of the architecture `mamba9`, which this engine does not know. Use another model.");
  }

  @Test
  void modelsThatWriteNoTextAreRefused() throws IOException {
    assertRefused(
        writer -> writer.put("general.architecture", "clip"),
        "is a `clip` model (projector), which cannot write text. Choose a chat model.");
  }

  @Test
  void whatTheNativeCodeTakesForGrantedIsChecked() throws IOException {
    assertBroken(w -> w.remove("llama.block_count"), "`llama.block_count` is missing");
    assertBroken(
        w -> w.put("llama.block_count", 0),
        "its `llama.block_count` is not a number from 1 to 512");
    assertBroken(
        w -> w.put("llama.context_length", 4096L),
        "its `llama.context_length` is not a number from 1 to 2147483647");
    assertBroken(
        w -> w.put("llama.attention.head_count_kv", 3),
        "4 attention heads cannot share 3 of keys and values");
    assertBroken(
        w -> w.put("llama.attention.head_count_kv", new int[] {2, 2, 2}),
        "its `llama.attention.head_count_kv` is not one number for each of 2 layers");
    assertBroken(
        w -> w.put("llama.attention.value_length", 8),
        "its keys have 16 numbers, its values 8, and `llama` wants them equal");
    assertBroken(
        w -> w.put("llama.rope.dimension_count", 15), "it rotates 15 of 16 numbers of a key");
    assertBroken(
        w -> w.put("llama.rope.scaling.type", "round"),
        "its `llama.rope.scaling.type` is not one of `none`, `linear`, `yarn`, `longrope`");
    assertBroken(
        w -> w.put("llama.attention.layer_norm_rms_epsilon", Float.NaN),
        "its `llama.attention.layer_norm_rms_epsilon` is out of range");
    assertBroken(w -> w.put("llama.expert_count", 4), "it uses 0 of 4 experts, in 0 of 0 groups");
    assertBroken(
        w -> w.put("general.alignment", 48), "its `general.alignment` is not a power of two");
  }

  @Test
  void tensorsThatTheNativeCodeCannotComputeWithAreRefused() throws IOException {
    assertBroken(
        w -> w.claimType("blk.1.attn_q.weight", 26),
        "the tensor `blk.1.attn_q.weight` is stored as `I32`");
    assertBroken(
        w -> w.claimType("output_norm.weight", 26),
        "the tensor `output_norm.weight` is stored as `I32`");
    assertBroken(
        w -> w.claimType("output_norm.weight", 1),
        "the tensor `blk.0.attn_norm.weight` starts at 524544 instead of 524416");
    assertRefused(
        w -> w.claimType("output_norm.weight", 4),
        "stores the tensor `output_norm.weight` as type 4, which this engine does not know. Use another file of this model, say a Q4_K_M.");
    assertRefused(
        w -> w.put("general.alignment", 8),
        "aligns its tensors to 8 bytes, the engine needs 32. Use another file of this model.");
  }

  @Test
  void theTokenizerMustFitTheModel() throws IOException {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 1024; i++) {
      tokens.add("t" + i);
    }
    List<String> duplicate = new ArrayList<>(tokens);
    duplicate.set(700, "t3");

    assertBroken(
        w -> w.remove("tokenizer.ggml.model"), "it has no tokenizer (`tokenizer.ggml.model`)");
    assertBroken(
        w -> w.remove("tokenizer.ggml.tokens"), "it has no tokens (`tokenizer.ggml.tokens`)");
    assertBroken(w -> w.put("tokenizer.ggml.tokens", duplicate), "its token 700 is there twice");
    assertBroken(
        w -> w.put("tokenizer.ggml.model", "llama").put("tokenizer.ggml.tokens", tokens),
        "some bytes have no token");
    assertBroken(
        w -> w.put("tokenizer.ggml.tokens", tokens.subList(0, 1000)),
        "its embeddings have the shape [64, 1024], its width and vocabulary say [64, 1000]");
    assertBroken(
        w -> w.put("tokenizer.ggml.token_type", new int[1000]),
        "its `tokenizer.ggml.token_type` does not fit its vocabulary of 1,024 tokens");
    assertBroken(w -> w.remove("tokenizer.ggml.merges"), "its tokenizer has no merges");
    assertRefused(
        w -> w.put("tokenizer.ggml.model", "magic"),
        "has the tokenizer `magic`, which this engine does not know. Use another model.");
  }

  @Test
  void aModelInPartsIsReadFromItsFirstPart() throws IOException {
    Path first = part(1, 0);
    Path second = part(2, 1);

    GgufFile file = GgufFile.read(first);

    assertThat(file.fileBytes()).isEqualTo(Files.size(first) + Files.size(second));
    assertThat(file.tensorCount()).isEqualTo(22 - 1);
    assertRefused(
        second,
        "`big-00002-of-00002.gguf` is not the first part of its model. Choose `big-00001-of-00002.gguf`.");
    Files.delete(second);
    assertRefused(
        first,
        "`big-00001-of-00002.gguf` is one of 2 parts, and `big-00002-of-00002.gguf` is missing. Download that too, into the same folder.");
  }

  /** The first part keeps the embeddings, the second what comes after. */
  private Path part(int number, int index) throws IOException {
    return TestGguf.llama()
        .edit(writer -> {
          writer.putShort("split.count", 2).putShort("split.no", index);
          writer.removeTensors(name -> name.equals("token_embd.weight") == (index == 1));
        })
        .write(folder.resolve("big-0000%d-of-00002.gguf".formatted(number)));
  }

  private void assertBroken(Consumer<GgufWriter> edit, String expected) throws IOException {
    assertRefused(edit, "is broken: " + expected + ". Download it again.");
  }

  private void assertRefused(Consumer<GgufWriter> edit, String expected) throws IOException {
    Path path = TestGguf.llama().edit(edit).write(folder.resolve("model.gguf"));
    assertRefused(path, "`model.gguf` " + expected);
  }

  private static void assertRefused(Path path, String message) {
    assertThatThrownBy(() -> GgufFile.read(path))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessage(message);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.gguf"), bytes);
  }
}
