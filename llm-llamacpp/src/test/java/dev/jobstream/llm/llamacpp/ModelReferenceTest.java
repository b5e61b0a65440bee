package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.LlmException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelReferenceTest {
  private static final URI HUB = URI.create("https://huggingface.co");

  @Test
  void aSuggestedNameIsARepositoryWithItsQuantisation() {
    assertThat(parse("Qwen3-1.7B"))
        .isEqualTo(new ModelReference.Repository("Qwen/Qwen3-1.7B-GGUF", "main", "Q8_0"));
    assertThat(parse("qwen3-4b:Q6_K"))
        .isEqualTo(new ModelReference.Repository("Qwen/Qwen3-4B-GGUF", "main", "Q6_K"));
  }

  @Test
  void everySuggestedNameCanBeParsedAndIsUnique() {
    assertThat(SuggestedModel.all().stream().map(SuggestedModel::name)).doesNotHaveDuplicates();
    for (SuggestedModel model : SuggestedModel.all()) {
      assertThat(parse(model.name()))
          .isEqualTo(
              new ModelReference.Repository(model.repository(), "main", model.quantization()));
      assertThat(parse(model.repository()))
          .isEqualTo(new ModelReference.Repository(model.repository(), "main", ""));
    }
  }

  @Test
  void aRepositoryAndAFileOfItAreUnderstood() {
    assertThat(parse("org/repo")).isEqualTo(new ModelReference.Repository("org/repo", "main", ""));
    assertThat(parse("org/repo:Q8_0"))
        .isEqualTo(new ModelReference.Repository("org/repo", "main", "Q8_0"));
    assertThat(parse("org/repo/sub/m.gguf"))
        .isEqualTo(new ModelReference.RepositoryFile("org/repo", "main", "sub/m.gguf"));
    assertThat(parse("hf.co/org/repo"))
        .isEqualTo(new ModelReference.Repository("org/repo", "main", ""));
  }

  @Test
  void addressesOfTheHubAreUnderstood() {
    ModelReference file = new ModelReference.RepositoryFile("org/repo", "v1", "a b/m.gguf");
    assertThat(parse("https://huggingface.co/org/repo/resolve/v1/a%20b/m.gguf?download=true"))
        .isEqualTo(file);
    assertThat(parse("https://huggingface.co/org/repo/blob/v1/a b/m.gguf")).isEqualTo(file);
    assertThat(parse("https://huggingface.co/org/repo/tree/main"))
        .isEqualTo(new ModelReference.Repository("org/repo", "main", ""));
    assertThat(parse("https://huggingface.co/org/repo/"))
        .isEqualTo(new ModelReference.Repository("org/repo", "main", ""));
  }

  @Test
  void addressesOfAMirrorAreThoseOfTheHub() {
    URI mirror = URI.create("https://mirror.example/hf");
    assertThat(ModelReference.parse("https://mirror.example/hf/org/repo/blob/main/m.gguf", mirror))
        .isEqualTo(new ModelReference.RepositoryFile("org/repo", "main", "m.gguf"));
  }

  @Test
  void anyOtherAddressIsThatOfAFile() {
    assertThat(parse("http://192.168.0.7:8080/models/m.GGUF?x=1"))
        .isEqualTo(
            new ModelReference.WebFile(URI.create("http://192.168.0.7:8080/models/m.GGUF?x=1")));
  }

  @Test
  void whatNamesNoModelIsRefusedWithTheNearestNames() {
    assertThatThrownBy(() -> parse("qwen3-1.7"))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageStartingWith(
            "The name `qwen3-1.7` is none that a model can be downloaded by. Write one of `qwen3-1.7b`,");
    for (String name :
        List.of("", "a/b/c", "../../etc/passwd", "org/repo/m.bin", "ftp://host/m.gguf", "a b/c")) {
      assertThatThrownBy(() -> parse(name))
          .as(name)
          .isInstanceOf(LlmException.ModelUnavailable.class);
    }
  }

  @Test
  void addressesThatAreNoModelsAreRefusedWithoutTheirSecrets() {
    for (String address :
        List.of(
            "https://me:pass@host/m.gguf",
            "https://host/page.html?key=pass",
            "https:///m.gguf?key=pass",
            "https://ho st/m.gguf?key=pass",
            "https://me:pass@ho[st/m.gguf")) {
      assertThatThrownBy(() -> parse(address))
          .as(address)
          .isInstanceOf(LlmException.ModelUnavailable.class)
          .hasMessageNotContaining("pass@")
          .hasMessageNotContaining("key=pass");
    }
  }

  @Test
  void fileNamesThatCouldLeaveTheFolderAreRefused() {
    for (String name : List.of("..", ".hidden.gguf", "a\\b.gguf", "c:m.gguf", "m\n.gguf", "")) {
      assertThatThrownBy(() -> new RemoteFile(HUB, name, "", -1, ""))
          .as(name)
          .isInstanceOf(LlmException.ModelUnavailable.class);
    }
  }

  @Test
  void quantisationsAreReadFromFileNames() {
    assertThat(Quantization.of("Qwen3-0.6B-Q4_K_M.gguf")).isEqualTo("Q4_K_M");
    assertThat(Quantization.of("qwen2.5-0.5b-instruct-q8_0.gguf")).isEqualTo("Q8_0");
    assertThat(Quantization.of("m-UD-IQ2_XXS.gguf")).isEqualTo("UD-IQ2_XXS");
    assertThat(Quantization.of("m.Q5_K_S-00001-of-00002.gguf")).isEqualTo("Q5_K_S");
    assertThat(Quantization.of("model-fp16.gguf")).isEqualTo("F16");
    assertThat(Quantization.of("gpt-oss-20b-mxfp4.gguf")).isEqualTo("MXFP4");
    assertThat(Quantization.of("model.gguf")).isEmpty();
  }

  @Test
  void theMostSensibleQuantisationIsChosen() {
    assertThat(choose("", "m-F16.gguf", "m-Q8_0.gguf", "m-Q4_0.gguf")).isEqualTo("m-Q8_0.gguf");
    assertThat(choose("", "m-Q2_K.gguf", "m-Q4_0.gguf")).isEqualTo("m-Q4_0.gguf");
    assertThat(choose("", "m-UD-Q4_K_M.gguf", "m-Q4_K_M.gguf")).isEqualTo("m-Q4_K_M.gguf");
    assertThat(choose("ud-q4_k_m", "m-UD-Q4_K_M.gguf", "m-Q4_K_M.gguf"))
        .isEqualTo("m-UD-Q4_K_M.gguf");
    assertThat(choose("", "model.gguf")).isEqualTo("model.gguf");
    assertThat(choose("", "b-Q4_K_M-00001-of-00002.gguf", "b-Q4_K_M-00002-of-00002.gguf"))
        .isEqualTo("b-Q4_K_M-00001-of-00002.gguf");
  }

  @Test
  void aChoiceThatCannotBeMadeIsTold() {
    assertThatThrownBy(() -> choose("Q2_K", "m-Q8_0.gguf", "m-Q4_0.gguf"))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessage("The repository `org/repo` has no `Q2_K`. It has `Q4_0`, `Q8_0`.");
    assertThatThrownBy(() -> choose("", "a-Q4_K_M.gguf", "b-Q4_K_M.gguf"))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessage(
            "The repository `org/repo` holds several models that fit: `a-Q4_K_M.gguf`, `b-Q4_K_M.gguf`. Name the file: `org/repo/FILE.gguf`.");
    assertThatThrownBy(() -> choose("", "mmproj-m.gguf"))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageStartingWith("The repository `org/repo` holds no GGUF model.");
  }

  private static String choose(String quantization, String... names) {
    return FileChoice.choose(
            "org/repo",
            quantization,
            Arrays.stream(names).map(name -> new HuggingFaceHub.Entry(name, 1, "")).toList())
        .path();
  }

  private static ModelReference parse(String name) {
    return ModelReference.parse(name, HUB);
  }
}
