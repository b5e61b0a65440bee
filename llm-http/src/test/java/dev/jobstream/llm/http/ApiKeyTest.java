package dev.jobstream.llm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.llm.LlmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiKeyTest {
  private static final String SECRET = "sk-very-secret-0042";

  @TempDir Path folder;

  @Test
  void aKeyNeverShowsItself() {
    ApiKey key = ApiKey.of(" " + SECRET + "\n");
    ServerOptions server =
        ServerOptions.at("localhost:1").withApiKey(key).withHeader("X-Token", SECRET);
    assertThat(key + " " + server + " " + HttpModelOptions.of(server, "m"))
        .doesNotContain("secret")
        .contains("X-Token");
    assertThat(key.secret()).isEqualTo(SECRET);
  }

  @Test
  void aVariableThatIsUnsetOrBlankHoldsNoKey() {
    assertThat(ApiKey.ofVariable(Map.of("OPENAI_API_KEY", " "), "OPENAI_API_KEY")).isEmpty();
    assertThat(ApiKey.ofVariable(Map.of(), "OPENAI_API_KEY")).isEmpty();
    assertThat(ApiKey.ofVariable(Map.of("OPENAI_API_KEY", SECRET), "OPENAI_API_KEY"))
        .hasValueSatisfying(key -> assertThat(key.secret()).isEqualTo(SECRET));
  }

  @Test
  void whatCannotBeAKeyIsRefusedWithoutBeingQuoted() {
    assertThatThrownBy(() -> ApiKey.ofVariable(Map.of("K", "two words secret"), "K"))
        .isInstanceOf(LlmException.ModelUnavailable.class)
        .hasMessage(
            "The key in the variable `K` holds white space or characters that no key has. Copy it anew.");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFileThatOnlyItsOwnerReadsHoldsTheKey() throws IOException {
    Path file = file("rw-------");
    assertThat(ApiKey.ofFile(file).secret()).isEqualTo(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
  @DisabledOnOs(OS.WINDOWS)
  void aFileThatOthersReachIsRefused(String permissions) throws IOException {
    Path file = file(permissions);
    assertThatThrownBy(() -> ApiKey.ofFile(file))
        .hasMessage(
            "The key file `%s` can be read or written by others than its owner, so it is not used. Run `chmod 600 %s`."
                .formatted(file, file));
  }

  @Test
  void aFileThatIsMissingOrHoldsSomethingElseIsRefused() throws IOException {
    assertThatThrownBy(() -> ApiKey.ofFile(folder.resolve("none")))
        .hasMessageContaining("There is no key file");
    Path file = file("rw-------");
    Files.writeString(file, "OPENAI_API_KEY = secret\n");
    assertThatThrownBy(() -> ApiKey.ofFile(file))
        .hasMessageContaining("holds white space")
        .hasMessageNotContaining("secret\n");
  }

  private Path file(String permissions) throws IOException {
    Path file = folder.resolve("key");
    Files.writeString(file, SECRET + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }
}
