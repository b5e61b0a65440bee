package dev.jobstream.cli;

import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.Capabilities.Cancellation;
import dev.jobstream.llm.http.BackendReport;
import dev.jobstream.llm.http.ServedModel;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Backends as blocks of lines, for people. */
final class BackendText {
  private static final int NAMED_AT_MOST = 12;
  private static final int LEAST_COLUMNS = 24;

  private BackendText() {}

  static void write(Output out, List<BackendRow> rows) {
    int columns = out.screen().columns().getAsInt();
    int names = rows.stream().mapToInt(row -> name(row).length()).max().orElse(0) + 2;
    boolean narrow = columns - names < LEAST_COLUMNS;
    for (BackendRow row : rows) {
      StyledText label =
          StyledText.of(Style.BOLD, name(row)).plus(" ".repeat(names - name(row).length()));
      if (narrow) {
        out.line(StyledText.of(Style.BOLD, name(row)).cut(columns));
      }
      for (StyledText sentence : sentences(row)) {
        for (StyledText line : sentence.wrap(Math.max(1, narrow ? columns : columns - names))) {
          out.line(narrow ? line : label.plus(line));
          label = StyledText.of(" ".repeat(names));
        }
      }
    }
  }

  private static String name(BackendRow row) {
    return switch (row) {
      case BackendRow.InProcess _ -> Backends.IN_PROCESS;
      case BackendRow.Asked asked -> asked.backend().name();
      case BackendRow.NotAsked not -> not.backend().name();
    };
  }

  private static List<StyledText> sentences(BackendRow row) {
    return switch (row) {
      case BackendRow.InProcess engine -> inProcess(engine);
      case BackendRow.Asked asked ->
          switch (asked.report()) {
            case BackendReport.Reachable reachable -> reachable(reachable);
            case BackendReport.Unreachable(URI baseUri, var reason) ->
                List.of(
                    state(Style.YELLOW, "not reachable", baseUri),
                    StyledText.of(String.valueOf(reason.getMessage())));
          };
      case BackendRow.NotAsked not ->
          List.of(
              state(Style.DIM, "not asked", not.backend().url()),
              StyledText.of(
                  Style.DIM,
                  "It is not on this machine. `jobstream backends %s` asks it."
                      .formatted(not.backend().name())));
    };
  }

  private static StyledText state(Style style, String words, Object where) {
    return StyledText.of(style, words).plus(" · " + where);
  }

  private static List<StyledText> inProcess(BackendRow.InProcess engine) {
    List<StyledText> sentences = new ArrayList<>();
    if (engine.fault().isEmpty()) {
      sentences.add(state(Style.GREEN, "ready", "in this process").plus(" · " + engine.release()));
      sentences.add(StyledText.of("Streams, enforces schemas, thinks where the model does."));
      sentences.add(cancel(Cancellation.STOPS_COMPUTE, "It stops within a step of the computing."));
    } else {
      sentences.add(state(Style.YELLOW, "not ready", "in this process"));
      sentences.add(StyledText.of(engine.fault()));
    }
    sentences.add(models(engine.models()));
    return sentences;
  }

  private static List<StyledText> reachable(BackendReport.Reachable server) {
    List<StyledText> sentences = new ArrayList<>();
    StyledText head = state(Style.GREEN, "reachable", server.baseUri());
    if (!server.software().isEmpty()) {
      head = head.plus(" · " + server.software());
    }
    sentences.add(head.plus(" · answers in " + CancelSight.time(server.latency())));
    sentences.add(cancel(server.cancellation(), server.cancellationNote()));
    sentences.add(models(server.models().stream().map(BackendText::model).toList()));
    return sentences;
  }

  private static StyledText cancel(Cancellation cancellation, String note) {
    String reach =
        switch (cancellation) {
          case NONE -> "is not possible";
          case STOPS_READING -> "ends the reading";
          case STOPS_COMPUTE -> "stops the computing";
        };
    return StyledText.of("Cancel " + reach + ": ").plus(Style.DIM, note);
  }

  private static StyledText models(List<String> names) {
    if (names.isEmpty()) {
      return StyledText.of(Style.YELLOW, "No models.");
    }
    String more =
        names.size() > NAMED_AT_MOST ? " and %d more".formatted(names.size() - NAMED_AT_MOST) : "";
    return StyledText.of(names.size() == 1 ? "1 model: " : names.size() + " models: ")
        .plus(String.join(", ", names.stream().limit(NAMED_AT_MOST).toList()) + more);
  }

  /** A model's name, and in parentheses what is known of it. */
  private static String model(ServedModel model) {
    List<String> facts = new ArrayList<>(abilities(model));
    if (model.contextTokens() > 0) {
      facts.add(String.format(Locale.ROOT, "%,d tokens", model.contextTokens()));
    }
    if (model.loaded()) {
      facts.add("loaded");
    }
    return facts.isEmpty() ? model.name() : model.name() + " (" + String.join(", ", facts) + ")";
  }

  /** What a model can do beyond writing, as far as its server says. */
  static List<String> abilities(ServedModel model) {
    List<String> abilities = new ArrayList<>();
    model
        .knownCapabilities()
        .ifPresent((Capabilities can) -> {
          if (can.thinking()) {
            abilities.add("thinks");
          }
          if (can.jsonSchema()) {
            abilities.add("schemas");
          }
          if (!can.streaming()) {
            abilities.add("all at once");
          }
        });
    return abilities;
  }
}
