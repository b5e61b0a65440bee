package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFinderTest {
  @TempDir Path temp;
  private Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectories(temp.resolve("home"));
  }

  @Test
  void nothingIsFoundInAnEmptyHome() {
    assertThat(all()).isEmpty();
  }

  @Test
  void jobstreamsOwnModelsHaveIdsOfTheirFileNames() throws IOException {
    Path file =
        GgufFiles.write(home.resolve(".jobstream/models/Qwen3-0.6B Instruct-Q4_K_M.GGUF"), 100);

    assertThat(all())
        .containsExactly(new FoundModel("qwen3-0.6b-instruct-q4_k_m", file, "jobstream", 100));
  }

  @Test
  void jobstreamHomeMovesTheModelsFolder() throws IOException {
    environment.put("JOBSTREAM_HOME", temp.resolve("elsewhere").toString());
    GgufFiles.write(temp.resolve("elsewhere/models/a.gguf"), 100);
    GgufFiles.write(home.resolve(".jobstream/models/b.gguf"), 100);

    assertThat(ids()).containsExactly("a");
    assertThat(finder().modelsFolder()).isEqualTo(temp.resolve("elsewhere/models"));
  }

  @Test
  void aTildeInAVariableIsTheHome() throws IOException {
    environment.put("JOBSTREAM_HOME", "~/moved");
    GgufFiles.write(home.resolve("moved/models/a.gguf"), 100);

    assertThat(ids()).containsExactly("a");
  }

  @Test
  void ollamasModelsHaveTheNamesThatOllamaShows() throws IOException {
    Path store = home.resolve(".ollama/models");
    Path blob = ollama(store, "registry.ollama.ai/library/qwen3/0.6b", 'a', 120);
    ollama(store, "registry.ollama.ai/someone/mine/latest", 'b', 130);
    ollama(store, "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF/Q4_K_M", 'c', 140);

    assertThat(ids())
        .containsExactly(
            "ollama/hf.co/bartowski/llama-3.2-1b-instruct-gguf:q4_k_m",
            "ollama/qwen3:0.6b",
            "ollama/someone/mine:latest");
    assertThat(finder().find("ollama/qwen3:0.6b"))
        .isEqualTo(new FoundModel("ollama/qwen3:0.6b", blob, "ollama", 120));
  }

  @Test
  void everyTagOfOneOllamaFileIsKept() throws IOException {
    Path store = home.resolve(".ollama/models");
    ollama(store, "registry.ollama.ai/library/qwen3/0.6b", 'a', 120);
    ollama(store, "registry.ollama.ai/library/qwen3/latest", 'a', 120);

    assertThat(ids()).containsExactly("ollama/qwen3:0.6b", "ollama/qwen3:latest");
    assertThat(finder().find("ollama/qwen3").fileBytes()).isEqualTo(120);
  }

  @Test
  void brokenManifestsAreSkipped() throws IOException {
    Path store = home.resolve(".ollama/models");
    Path library = store.resolve("manifests/registry.ollama.ai/library");
    ollama(store, "registry.ollama.ai/library/good/1b", 'a', 120);
    Files.createDirectories(library.resolve("bad"));
    Files.writeString(library.resolve("bad/json"), "{\"layers\": [");
    Files.writeString(library.resolve("bad/empty"), "");
    Files.writeString(library.resolve("bad/layers"), "{\"layers\": 7}");
    Files.writeString(library.resolve("bad/nomodel"), "{\"layers\": [{\"mediaType\": \"x\"}]}");
    Files.writeString(library.resolve("bad/gone"), manifest("sha256:" + "d".repeat(64)));
    Files.writeString(library.resolve("bad/escape"), manifest("sha256:../../../../secret"));
    Files.write(library.resolve("bad/huge"), new byte[2 << 20]);

    assertThat(ids()).containsExactly("ollama/good:1b");
  }

  @Test
  void ollamasModelsFolderCanBeMovedAndTheSystemsIsSearchedToo() throws IOException {
    environment.put("OLLAMA_MODELS", temp.resolve("big-disk").toString());
    ollama(temp.resolve("big-disk"), "registry.ollama.ai/library/moved/1b", 'a', 120);
    ollama(temp.resolve("system"), "registry.ollama.ai/library/service/1b", 'b', 120);
    ollama(temp.resolve("system"), "registry.ollama.ai/library/moved/1b", 'c', 999);
    ollama(home.resolve(".ollama/models"), "registry.ollama.ai/library/old/1b", 'd', 120);

    assertThat(ids()).containsExactly("ollama/moved:1b", "ollama/service:1b");
    assertThat(finder().find("ollama/moved:1b").fileBytes()).isEqualTo(120);
  }

  @Test
  void lmStudiosModelsAreFoundInBothOfItsFolders() throws IOException {
    GgufFiles.write(home.resolve(".lmstudio/models/org/repo/New-Q8_0.gguf"), 100);
    GgufFiles.write(home.resolve(".cache/lm-studio/models/org/repo/Old-Q8_0.gguf"), 100);

    assertThat(ids()).containsExactly("lmstudio/new-q8_0", "lmstudio/old-q8_0");
  }

  @Test
  void huggingFacesLinksAreFollowedAndKept() throws IOException {
    Path link = huggingFace(hub(), "Qwen/Qwen3-0.6B-GGUF", "rev1", "Qwen3-0.6B-Q8_0.gguf", "b1");

    assertThat(all())
        .containsExactly(new FoundModel("hf/qwen3-0.6b-q8_0", link, "huggingface", 100));
  }

  @Test
  void ofTwoRevisionsTheCurrentOneCounts() throws IOException {
    Path old = huggingFace(hub(), "o/r", "rev1", "m.gguf", "b1");
    Path current = huggingFace(hub(), "o/r", "rev2", "m.gguf", "b2");
    Path onlyOld = huggingFace(hub(), "o/r", "rev1", "other.gguf", "b3");
    Path refs = Files.createDirectories(hub().resolve("models--o--r/refs"));

    Files.writeString(refs.resolve("main"), "rev2");
    assertThat(all().stream().map(FoundModel::file)).containsExactly(current, onlyOld);

    Files.writeString(refs.resolve("main"), "rev1\n");
    assertThat(all().stream().map(FoundModel::file)).containsExactly(old, onlyOld);
  }

  @Test
  void theVariablesOfHuggingFaceMoveItsCache() throws IOException {
    Path byHome = temp.resolve("hf-home");
    Path byHub = temp.resolve("hf-hub");
    huggingFace(byHome.resolve("hub"), "o/r", "rev", "home.gguf", "b1");
    huggingFace(byHub, "o/r", "rev", "hub.gguf", "b1");

    environment.put("HF_HOME", byHome.toString());
    assertThat(ids()).containsExactly("hf/home");
    environment.put("HF_HUB_CACHE", byHub.toString());
    assertThat(ids()).containsExactly("hf/hub");
  }

  @Test
  void llamaCppsCacheNamesAreShortened() throws IOException {
    GgufFiles.write(
        home.resolve(".cache/llama.cpp/ggml-org_gemma-3-1b-it-GGUF_gemma-3-1b-it-Q4_K_M.gguf"),
        100);
    GgufFiles.write(home.resolve(".cache/llama.cpp/plain.gguf"), 100);

    assertThat(ids()).containsExactly("llamacpp/gemma-3-1b-it-q4_k_m", "llamacpp/plain");
  }

  @Test
  void llamaCppsCacheIsFoundOnAMacAndWhereItsVariablePoints() throws IOException {
    GgufFiles.write(home.resolve("Library/Caches/llama.cpp/mac.gguf"), 100);
    assertThat(ids()).containsExactly("llamacpp/mac");

    GgufFiles.write(temp.resolve("cache/named.gguf"), 100);
    environment.put("LLAMA_CACHE", temp.resolve("cache").toString());
    assertThat(ids()).containsExactly("llamacpp/named");
  }

  @Test
  void whatIsNoModelIsSkipped() throws IOException {
    Path models = home.resolve(".jobstream/models");
    GgufFiles.write(models.resolve("good.gguf"), 100);
    GgufFiles.write(models.resolve("mmproj-model-f16.gguf"), 100);
    GgufFiles.write(models.resolve("model.imatrix.gguf"), 100);
    GgufFiles.write(models.resolve("half.gguf.part"), 100);
    Files.writeString(models.resolve("page.gguf"), "<html>not a model</html>");
    Files.writeString(models.resolve("empty.gguf"), "");
    Files.createDirectories(models.resolve("folder.gguf"));
    Files.createSymbolicLink(models.resolve("gone.gguf"), models.resolve("nowhere"));

    assertThat(ids()).containsExactly("good");
  }

  @Test
  void aModelInPartsIsOneModelWithTheSizeOfAll() throws IOException {
    Path models = home.resolve(".jobstream/models");
    Path first = GgufFiles.write(models.resolve("Big-Q4_K_M-00001-of-00003.gguf"), 100);
    GgufFiles.write(models.resolve("Big-Q4_K_M-00002-of-00003.gguf"), 200);
    GgufFiles.write(models.resolve("Big-Q4_K_M-00003-of-00003.gguf"), 300);
    GgufFiles.write(models.resolve("Torn-Q4_K_M-00001-of-00002.gguf"), 100);

    assertThat(all()).containsExactly(new FoundModel("big-q4_k_m", first, "jobstream", 600));
  }

  @Test
  void loopsOfLinksEndTheSearch() throws IOException {
    Path models = Files.createDirectories(home.resolve(".jobstream/models"));
    GgufFiles.write(models.resolve("sub/good.gguf"), 100);
    Files.createSymbolicLink(models.resolve("sub/up"), models);
    Files.createSymbolicLink(models.resolve("self.gguf"), models.resolve("self.gguf"));

    assertThat(ids()).containsExactly("good");
  }

  @Test
  void aLinkToAFolderOutsideIsNotWalkedButALinkToAFileIsFollowed() throws IOException {
    Path models = Files.createDirectories(home.resolve(".jobstream/models"));
    Path outside = GgufFiles.write(temp.resolve("outside/linked.gguf"), 100);
    Files.createSymbolicLink(models.resolve("folder"), temp.resolve("outside"));
    assertThat(ids()).isEmpty();

    Files.createSymbolicLink(models.resolve("linked.gguf"), outside);
    assertThat(ids()).containsExactly("linked");
  }

  @Test
  void theModelsFolderItselfMayBeALink() throws IOException {
    GgufFiles.write(temp.resolve("disk/a.gguf"), 100);
    Files.createDirectories(home.resolve(".jobstream"));
    Files.createSymbolicLink(home.resolve(".jobstream/models"), temp.resolve("disk"));

    assertThat(all())
        .containsExactly(
            new FoundModel("a", home.resolve(".jobstream/models/a.gguf"), "jobstream", 100));
  }

  @Test
  void theSearchDoesNotGoDeeperThanModelsLie() throws IOException {
    Path models = home.resolve(".jobstream/models");
    GgufFiles.write(models.resolve("1/2/3/4/near.gguf"), 100);
    GgufFiles.write(models.resolve("1/2/3/4/5/deep.gguf"), 100);

    assertThat(ids()).containsExactly("near");
  }

  @Test
  void twoModelsOfOneNameGetTheirFolders() throws IOException {
    Path models = home.resolve(".jobstream/models");
    GgufFiles.write(models.resolve("same.gguf"), 100);
    GgufFiles.write(models.resolve("other/Same.gguf"), 100);
    huggingFace(hub(), "org/one", "rev", "same.gguf", "b1");
    huggingFace(hub(), "org/two", "rev", "same.gguf", "b2");

    assertThat(ids())
        .containsExactlyInAnyOrder("same", "other/same", "hf/org/one/same", "hf/org/two/same");
  }

  @Test
  void aFileThatTwoSourcesHoldIsToldOnce() throws IOException {
    Path models = Files.createDirectories(home.resolve(".jobstream/models"));
    Path studio = GgufFiles.write(home.resolve(".lmstudio/models/o/r/m.gguf"), 100);
    Files.createSymbolicLink(models.resolve("m.gguf"), studio);

    assertThat(ids()).containsExactly("m");
  }

  private ModelFinder finder() {
    return new ModelFinder(environment, home, List.of(temp.resolve("system")));
  }

  private List<FoundModel> all() {
    return finder().all();
  }

  private List<String> ids() {
    return all().stream().map(FoundModel::id).toList();
  }

  private Path hub() {
    return home.resolve(".cache/huggingface/hub");
  }

  private static Path ollama(Path store, String name, char digit, int bytes) throws IOException {
    String hash = String.valueOf(digit).repeat(64);
    Path manifest = store.resolve("manifests").resolve(name);
    Files.createDirectories(manifest.getParent());
    Files.writeString(manifest, manifest("sha256:" + hash));
    return GgufFiles.write(store.resolve("blobs/sha256-" + hash), bytes);
  }

  private static String manifest(String digest) {
    return """
    {"schemaVersion": 2,
     "config": {"mediaType": "application/vnd.docker.container.image.v1+json"},
     "layers": [
       {"mediaType": "application/vnd.ollama.image.template", "digest": "sha256:%s"},
       {"mediaType": "application/vnd.ollama.image.model", "digest": "%s", "size": 1}]}
    """
        .formatted("0".repeat(64), digest);
  }

  private static Path huggingFace(
      Path hub, String repository, String revision, String file, String blobName)
      throws IOException {
    Path folder = hub.resolve("models--" + repository.replace("/", "--"));
    Path blob = GgufFiles.write(folder.resolve("blobs").resolve(blobName), 100);
    Path snapshot = Files.createDirectories(folder.resolve("snapshots").resolve(revision));
    return Files.createSymbolicLink(snapshot.resolve(file), snapshot.relativize(blob));
  }
}
