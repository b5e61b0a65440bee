package dev.jobstream.cli;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.FoundModel;
import dev.jobstream.llm.llamacpp.SystemMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a model of Jobstream's own folder. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Deletes a model of Jobstream's own folder. Models of other programs are left alone.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n")
final class ModelsRemoveCommand implements Callable<Integer> {
  private static final Pattern FIRST_PART =
      Pattern.compile("(.+)-00001-of-([0-9]{5})\\.gguf", Pattern.CASE_INSENSITIVE);

  private final Session session;

  @Parameters(paramLabel = "ID", description = "The model's id, as `jobstream models` lists it.")
  private String id = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean sure;

  ModelsRemoveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    FoundModel model;
    try {
      model = session.assembly().models().find(id);
    } catch (LlmException.ModelUnavailable e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    // What was named by its path may lie anywhere, so the place decides and not the name.
    Path folder = session.assembly().models().modelsFolder().toAbsolutePath().normalize();
    Path file = model.file().toAbsolutePath().normalize();
    if (!file.startsWith(folder)) {
      throw new CommandException(
          ExitCode.USAGE,
          "`%s` lies in `%s` and not in Jobstream's own folder `%s`. Remove it with the program that it belongs to."
              .formatted(model.id(), file.getParent(), folder));
    }
    if (!sure && !confirmed(model)) {
      session.warn("Nothing was removed.");
      return ExitCode.USAGE;
    }
    for (Path part : parts(file)) {
      Files.deleteIfExists(part);
    }
    session.out().line("Removed `%s`.".formatted(model.id()));
    return ExitCode.DONE;
  }

  private boolean confirmed(FoundModel model) throws IOException {
    session
        .err()
        .line(
            "Delete `%s` (%s, %s)? [y/N]"
                .formatted(model.id(), SystemMemory.humanBytes(model.fileBytes()), model.file()));
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(session.in(), StandardCharsets.UTF_8));
    String answer = reader.readLine();
    return answer != null
        && Stream.of("y", "yes").anyMatch(answer.strip().toLowerCase(Locale.ROOT)::equals);
  }

  /** The files of a model: large ones come in parts. */
  private static List<Path> parts(Path file) {
    Matcher matcher = FIRST_PART.matcher(String.valueOf(file.getFileName()));
    if (!matcher.matches()) {
      return List.of(file);
    }
    return Stream.iterate(1, number -> number + 1)
        .limit(Long.parseLong(matcher.group(2)))
        .map(number ->
            file.resolveSibling(
                String.format(
                    Locale.ROOT, "%s-%05d-of-%s.gguf", matcher.group(1), number, matcher.group(2))))
        .toList();
  }
}
