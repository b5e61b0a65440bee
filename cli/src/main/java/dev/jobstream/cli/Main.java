package dev.jobstream.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Map;
import org.jline.terminal.spi.SystemStream;

/** Where the program starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    run(Assembly.ofThisMachine(), args);
  }

  /** Runs a command over some parts and ends the process. */
  static void run(Assembly assembly, String... args) {
    Map<String, String> environment = System.getenv();
    Session session =
        new Session(
            System.in,
            Screen.isTerminal(SystemStream.Input),
            // System.out would swallow the error that tells of a closed pipe.
            Output.ofResults(
                new FileOutputStream(FileDescriptor.out),
                Screen.of(SystemStream.Output, environment)),
            Output.ofMessages(
                new FileOutputStream(FileDescriptor.err),
                Screen.of(SystemStream.Error, environment)),
            assembly,
            Interrupts.ofProcess(),
            System::nanoTime);
    System.exit(Commands.run(session, args));
  }
}
