package dev.jobstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ErrorTextTest {
  @TempDir Path folder;

  @Test
  void everyWrongUseIsToldInASentence() throws IOException {
    Files.writeString(folder.resolve("empty.txt"), "");
    Files.writeString(folder.resolve("blank.txt"), " \n\t\n");
    Files.write(folder.resolve("binary.pdf"), new byte[] {'%', 'P', 0, 1, 2, 3, 0, 0, 4, 5});
    Files.write(folder.resolve("latin1.txt"), "Büro".getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(folder.resolve("long.txt"), "work ".repeat(250_000));
    Files.createDirectory(folder.resolve("folder"));
    Files.writeString(folder.resolve("good.txt"), "Java Developer\nExample AG\n");
    StringBuilder text = new StringBuilder();
    for (List<String> args :
        List.of(
            List.of("analyse"),
            List.of("analyze"),
            List.of("analyze", "a.txt", "b.txt"),
            List.of("analyze", "--jsn", "good.txt"),
            List.of("analyze", "--json", "--events", "good.txt"),
            List.of("analyze", "--no-ai", "--model", "x", "good.txt"),
            List.of("analyze", "--max-tokens", "many", "good.txt"),
            List.of("analyze", "--max-tokens", "0", "good.txt"),
            List.of("analyze", "--threads", "-2", "good.txt"),
            List.of("analyze", "--context-tokens", "3", "good.txt"),
            List.of("analyze", "--temperature", "9", "good.txt"),
            List.of("analyze", "missing.txt"),
            List.of("analyze", "\u001b[31mred"),
            List.of("analyze", "folder"),
            List.of("analyze", "empty.txt"),
            List.of("analyze", "blank.txt"),
            List.of("analyze", "binary.pdf"),
            List.of("analyze", "latin1.txt"),
            List.of("analyze", "long.txt"),
            List.of("analyze", "--profile", "fast", "good.txt"),
            List.of("lab"),
            List.of("lab", " ", "-m", "tiny"),
            List.of("lab", "Hi", "-m", "ollama:"),
            List.of("lab", "Hi", "-m", "tiny", "--schema", "missing.json"),
            List.of("lab", "Hi", "-m", "tiny", "--max-tokens", "1", "--probe-cancel"),
            List.of("backends", "olama"),
            List.of("backends", "--timeout", "0"),
            List.of("config", "chekc"),
            List.of("models", "--backend", "nobody"),
            List.of("models", "pull", "openai:gpt-5"),
            List.of("models", "drop"),
            List.of("models", "pull"),
            List.of("models", "remove", "nothing"))) {
      TestSession session = new TestSession(folder);
      // The real name differs from run to run, and the text has to stay the same.
      String[] real =
          args.stream()
              .map(arg -> arg.contains(".") || arg.equals("folder") ? folder.resolve(arg) : arg)
              .map(String::valueOf)
              .toArray(String[]::new);
      int exitCode = session.run(real);
      assertThat(exitCode).as(args.toString()).isEqualTo(ExitCode.USAGE);
      assertThat(session.out()).as(args.toString()).isEmpty();
      text.append("$ jobstream ")
          .append(StyledText.withoutControls(String.join(" ", args)))
          .append('\n')
          .append(session.err().replace(folder + "/", "").replace(folder.toString(), "HOME"))
          .append('\n');
    }
    Golden.check("errors.txt", text.toString());
  }
}
