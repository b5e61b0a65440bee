package dev.jobstream.cli;

import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.nio.file.Path;
import java.util.Map;

/** The real program over a model that writes one field and then never goes on. */
final class InterruptedProcess {
  private InterruptedProcess() {}

  /**
   * Runs a command.
   *
   * @param args the home, then the command
   */
  public static void main(String[] args) {
    ScriptedChatModel model =
        ScriptedChatModel.builder()
            .text("{\"title\":\"Gardener\",\"comp")
            .waitFor(new Gate())
            .build();
    String[] command = new String[args.length - 1];
    System.arraycopy(args, 1, command, 0, command.length);
    Main.run(
        new Assembly(
            Map.of(),
            Path.of(args[0]),
            (file, options) -> OpenModel.inProcess(model, () -> {}),
            page -> {}),
        command);
  }
}
