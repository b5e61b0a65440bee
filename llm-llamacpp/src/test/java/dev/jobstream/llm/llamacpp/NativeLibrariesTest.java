package dev.jobstream.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.bindings.LlamaLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  @TempDir Path temp;

  @Test
  void thePackageOfThePlatformIsFoundInTheScopeFolder() throws IOException {
    Path scope = temp.resolve("node_modules/@node-llama-cpp");
    Path bins =
        install(scope, "linux-x64", "libggml-base.so", "libggml.v0.4.0.so", "libllama.v0.4.0.so");
    install(scope, "linux-arm64", "libggml-base.so", "libggml.v0.4.0.so", "libllama.v0.4.0.so");

    NativeFolder found = find("Linux", "amd64", scope);

    assertThat(found)
        .isEqualTo(
            new NativeFolder(
                bins,
                bins.resolve("libggml-base.so"),
                bins.resolve("libggml.v0.4.0.so"),
                bins.resolve("libllama.v0.4.0.so"),
                "linux-x64",
                "v0.4.0"));
  }

  @Test
  void theFileNamesOfMacAndWindowsAreKnown() throws IOException {
    Path mac =
        install(
            temp,
            "mac-arm64-metal",
            "libggml-base.dylib",
            "libggml.metal.v0.4.0.dylib",
            "libllama-common.dylib",
            "libllama.metal.v0.4.0.dylib");
    Path windows =
        install(
            temp,
            "win-x64",
            "ggml-base.dll",
            "ggml.v0.4.0.dll",
            "llama-addon.lib",
            "llama-common.dll",
            "llama.v0.4.0.dll");

    NativeFolder onMac = find("Mac OS X", "aarch64", temp);
    NativeFolder onWindows = find("Windows 11", "amd64", temp);

    assertThat(onMac.llama()).isEqualTo(mac.resolve("libllama.metal.v0.4.0.dylib"));
    assertThat(onMac.ggml()).isEqualTo(mac.resolve("libggml.metal.v0.4.0.dylib"));
    assertThat(onMac.release()).isEqualTo("v0.4.0");
    assertThat(onWindows.llama()).isEqualTo(windows.resolve("llama.v0.4.0.dll"));
    assertThat(onWindows.ggmlBase()).isEqualTo(windows.resolve("ggml-base.dll"));
    assertThat(onWindows.release()).isEqualTo("v0.4.0");
  }

  @Test
  void cudaIsPreferredToVulkanAndVulkanToThePlainPackage() throws IOException {
    Path scope = temp.resolve("natives/node_modules/@node-llama-cpp");
    installLinux(scope, "linux-x64", "");
    assertThat(find("Linux", "amd64", scope).platform()).isEqualTo("linux-x64");

    installLinux(scope, "linux-x64-vulkan", "vulkan.");
    assertThat(find("Linux", "amd64", scope).platform()).isEqualTo("linux-x64-vulkan");

    Path cuda = installLinux(scope, "linux-x64-cuda", "cuda.");
    NativeFolder found = find("Linux", "amd64", scope);
    assertThat(found.platform()).isEqualTo("linux-x64-cuda");
    assertThat(found.llama()).isEqualTo(cuda.resolve("libllama.cuda.v0.4.0.so"));
    assertThat(found.release()).isEqualTo("v0.4.0");
  }

  @Test
  void packagesForGraphicsCardsBesideTheNamedFolderAreLeftAlone() throws IOException {
    Path natives = temp.resolve("natives");
    Path scope = natives.resolve("node_modules/@node-llama-cpp");
    Path cuda = natives.resolve("cuda/node_modules/@node-llama-cpp");
    Path vulkan = natives.resolve("vulkan/node_modules/@node-llama-cpp");
    installLinux(scope, "linux-x64", "");
    installLinux(cuda, "linux-x64-cuda", "cuda.");
    installLinux(vulkan, "linux-x64-vulkan", "vulkan.");

    assertThat(find("Linux", "amd64", scope).platform()).isEqualTo("linux-x64");
    assertThat(find("Linux", "amd64", natives).platform()).isEqualTo("linux-x64");
    assertThat(find("Linux", "amd64", cuda).platform()).isEqualTo("linux-x64-cuda");
    assertThat(find("Linux", "amd64", vulkan).platform()).isEqualTo("linux-x64-vulkan");
  }

  @Test
  void aFolderOfLibrariesAPackageAndAProjectCanBeNamedToo() throws IOException {
    Path scope = temp.resolve("node_modules/@node-llama-cpp");
    Path bins = installLinux(scope, "linux-arm64", "");

    assertThat(find("Linux", "aarch64", bins).folder()).isEqualTo(bins);
    assertThat(find("Linux", "aarch64", bins).platform()).isEqualTo("linux-arm64");
    assertThat(find("Linux", "aarch64", scope.resolve("linux-arm64")).folder()).isEqualTo(bins);
    assertThat(find("Linux", "aarch64", temp).folder()).isEqualTo(bins);
    assertThat(find("Linux", "aarch64", temp.resolve("node_modules")).folder()).isEqualTo(bins);
  }

  @Test
  void withNothingNamedJobstreamsOwnFolderIsSearched() throws IOException {
    Path bins = installLinux(temp.resolve("natives/node_modules/@node-llama-cpp"), "linux-x64", "");

    assertThat(new NativeLibraries("Linux", "amd64", null, temp).find().folder()).isEqualTo(bins);
    assertThat(new NativeLibraries("Linux", "amd64", " ", temp).find().folder()).isEqualTo(bins);
  }

  @Test
  void theSystemPropertyGoesBeforeTheEnvironment() {
    assertThat(NativeLibraries.choose("a", "b")).isEqualTo("a");
    assertThat(NativeLibraries.choose("", "b")).isEqualTo("b");
    assertThat(NativeLibraries.choose(null, "b")).isEqualTo("b");
    assertThat(NativeLibraries.choose(null, null)).isNull();
  }

  @Test
  void missingLibrariesAreToldWithTheCommandThatInstallsThem() throws IOException {
    Path empty = Files.createDirectories(temp.resolve("empty"));

    assertThatThrownBy(() -> find("Linux", "riscv64", empty))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessage(
            "There are no native libraries for `linux-riscv64` in `%s`. Install them with `npm install --prefix %s @node-llama-cpp/linux-riscv64@3.21.1`, or run `npm ci` in the folder llm-llamacpp/natives and name it in `JOBSTREAM_NATIVES`."
                .formatted(empty, temp.resolve("home/natives")));
  }

  @Test
  void aNamedFolderThatDoesNotExistIsTold() {
    Path missing = temp.resolve("missing");

    assertThatThrownBy(() -> find("Linux", "amd64", missing))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageStartingWith(
            "The folder for native libraries `%s` does not exist. Install them with `npm install"
                .formatted(missing));
  }

  @Test
  void aMachineWithoutPrebuiltLibrariesIsTold() {
    assertThatThrownBy(() -> find("FreeBSD", "amd64", temp))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessage(
            "There are no native libraries of llama.cpp for `FreeBSD` on `amd64`. Use a model of a server instead, such as Ollama.");
    assertThatThrownBy(() -> find("Linux", "s390x", temp))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageContaining("for `Linux` on `s390x`");
  }

  @Test
  void anotherReleaseIsRefusedByItsFileNames() throws IOException {
    Path bins =
        install(temp, "linux-x64", "libggml-base.so", "libggml.b6673.so", "libllama.b6673.so");

    assertThatThrownBy(() -> find("Linux", "amd64", temp))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageStartingWith(
            "The native libraries in `%s` are of llama.cpp `b6673`, this version of Jobstream needs `v0.4.0`. Install them with"
                .formatted(bins));
  }

  @Test
  void filesWithoutAReleaseInTheirNamesAreRefused() throws IOException {
    install(temp, "linux-x64", "libggml-base.so", "libggml.so", "libllama.so");

    assertThatThrownBy(() -> find("Linux", "amd64", temp))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageContaining("are of llama.cpp `unknown`");
  }

  @Test
  void aPackageOfAnotherReleaseIsPassedOverForOneThatFits() throws IOException {
    install(
        temp,
        "linux-x64-cuda",
        "libggml-base.so",
        "libggml.cuda.v0.3.0.so",
        "libllama.cuda.v0.3.0.so");
    Path bins = installLinux(temp, "linux-x64", "");

    assertThat(find("Linux", "amd64", temp).folder()).isEqualTo(bins);
  }

  @Test
  void aPackageThatLacksALibraryIsNotTaken() throws IOException {
    install(temp, "linux-x64", "libggml.v0.4.0.so", "libllama.v0.4.0.so");

    assertThatThrownBy(() -> find("Linux", "amd64", temp))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessageStartingWith("There are no native libraries for `linux-x64`");
  }

  @Test
  void theInstalledPackageOfThisMachineIsFound() {
    String installed = System.getProperty(NativeFolder.SYSTEM_PROPERTY);
    assumeTrue(
        installed != null && Files.isDirectory(Path.of(installed)),
        "npm ci was not run in llm-llamacpp/natives");

    NativeFolder found = NativeFolder.find();

    assertThat(found.release()).isEqualTo(LlamaLibrary.RELEASE);
    assertThat(found.llama()).isRegularFile();
    assertThat(found.ggml()).isRegularFile();
    assertThat(found.ggmlBase()).isRegularFile();
  }

  private NativeFolder find(String osName, String osArch, Path named) {
    return new NativeLibraries(osName, osArch, named.toString(), temp.resolve("home")).find();
  }

  private static Path installLinux(Path scope, String packageName, String backend)
      throws IOException {
    return install(
        scope,
        packageName,
        "libggml-base.so",
        "libggml." + backend + "v0.4.0.so",
        "libllama." + backend + "v0.4.0.so",
        "libllama-common.so",
        "libggml-cpu-x64.so");
  }

  private static Path install(Path scope, String packageName, String... files) throws IOException {
    Path bins =
        Files.createDirectories(scope.resolve(packageName).resolve("bins").resolve(packageName));
    for (String file : files) {
      Files.writeString(bins.resolve(file), "");
    }
    return bins;
  }
}
