package dev.jobstream.cli;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.testsupport.gguf.TestGguf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Runs commands in this process, with a home of their own and what they write kept. */
final class TestSession {
  /** The name of {@link #withBuiltIn}'s model. */
  static final String BUILT_IN = "Built-in, few parameters: fast";

  private final Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private OutputStream errStream = err;
  private Map<String, String> environment = Map.of();
  private final List<URI> pages = new CopyOnWriteArrayList<>();
  private final List<Integer> halts = new ArrayList<>();
  private final Interrupts interrupts = new Interrupts(halts::add);
  private OutputStream outStream = out;
  private Screen outScreen = Screen.PLAIN;
  private byte[] in = {};
  private boolean inTerminal;
  private Clock clock = Clock.system(ZoneId.of("Europe/Berlin"));
  private Assembly.Engine engine =
      (file, options) -> {
        throw new AssertionError("No model was to be opened, but `%s` was.".formatted(file));
      };

  TestSession(Path home) {
    this.home = home;
  }

  /** What the files of models would run, by their names. */
  TestSession models(Map<String, ChatModel> models) {
    engine =
        (file, options) ->
            OpenModel.inProcess(
                Objects.requireNonNull(models.get(file.getFileName().toString())), () -> {});
    models.keySet().forEach(this::addModel);
    return this;
  }

  /** Writes the file of the settings. */
  TestSession config(String yaml) {
    try {
      Path file = home.resolve(".jobstream/config.yaml");
      Files.createDirectories(file.getParent());
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** What a model's file would run. */
  TestSession model(ChatModel model) {
    engine = (file, options) -> OpenModel.inProcess(model, () -> {});
    return this;
  }

  /** What runs a model's file. */
  TestSession engine(Assembly.Engine value) {
    engine = value;
    return this;
  }

  TestSession input(String text) {
    in = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** What somebody types at a terminal. */
  TestSession typing(String text) {
    inTerminal = true;
    return input(text);
  }

  /** The time, which stands still. */
  TestSession now(Instant instant) {
    clock = Clock.fixed(instant, ZoneId.of("Europe/Berlin"));
    return this;
  }

  TestSession screen(Screen screen) {
    outScreen = screen;
    return this;
  }

  TestSession outStream(OutputStream stream) {
    outStream = stream;
    return this;
  }

  TestSession environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  /** Has a model come with Jobstream: a real file of random weights that says what it is for. */
  TestSession withBuiltIn() {
    try {
      Path file =
          TestGguf.qwen3()
              .name(BUILT_IN)
              .edit(writer -> writer.put("jobstream.task", "postings"))
              .write(home.resolve("comes-along.gguf"));
      return environment(Map.of("JOBSTREAM_BUILT_IN", file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What happens when a message is written, on the thread that writes it. */
  TestSession onMessage(Consumer<String> action) {
    errStream =
        new OutputStream() {
          @Override
          public void write(int b) {
            err.write(b);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            err.write(bytes, offset, length);
            action.accept(new String(bytes, offset, length, StandardCharsets.UTF_8));
          }
        };
    return this;
  }

  int run(String... args) {
    return Commands.run(session(), args);
  }

  /** What commands work with. */
  Session session() {
    return new Session(
        new ByteArrayInputStream(in),
        inTerminal,
        Output.ofResults(outStream, outScreen),
        Output.ofMessages(errStream, Screen.PLAIN),
        new Assembly(environment, home, engine, pages::add, clock),
        interrupts,
        System::nanoTime);
  }

  /** The pages that were opened in a browser. */
  List<URI> pages() {
    return pages;
  }

  Interrupts interrupts() {
    return interrupts;
  }

  /** The exit codes with which the process would have been ended at once. */
  List<Integer> halts() {
    return halts;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Puts a real model file of random weights into Jobstream's own folder. */
  Path addModel(String fileName) {
    Path file = home.resolve(".jobstream/models").resolve(fileName);
    try {
      Files.createDirectories(file.getParent());
      return TestGguf.qwen3().write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
