package dev.jobstream.cli;

import dev.jobstream.cli.config.BackendSettings;
import dev.jobstream.cli.config.Config;
import dev.jobstream.cli.config.ConfigException;
import dev.jobstream.cli.config.Origin;
import dev.jobstream.cli.config.Setting;
import dev.jobstream.llm.Capabilities.Cancellation;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.http.BackendReport;
import dev.jobstream.llm.http.ServedModel;
import dev.jobstream.web.Settings;
import dev.jobstream.web.SettingsException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings as the web pages use them. Thread-safe. */
final class ServedSettings implements Settings {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String IN_PROCESS = "display.in-process";
  private static final String HTTP = "display.http";

  private final Assembly assembly;
  private final LiveConfig config;

  ServedSettings(Assembly assembly, LiveConfig config) {
    this.assembly = assembly;
    this.config = config;
  }

  @Override
  public String file() {
    return config.now().file().toString();
  }

  @Override
  public Value<String> model() {
    return setting(config.now(), "model")
        .map(setting -> new Value<>(setting.text(), setting.origin().toString()))
        .orElse(new Value<>("", Origin.DEFAULT.toString()));
  }

  @Override
  public Display display() {
    Config now = config.now();
    return new Display(
        new Value<>(now.display().inProcess(), from(now, IN_PROCESS)),
        new Value<>(now.display().http(), from(now, HTTP)));
  }

  private static String from(Config config, String path) {
    return setting(config, path).map(Setting::origin).orElse(Origin.DEFAULT).toString();
  }

  private static Optional<Setting> setting(Config config, String path) {
    return config.settings().all().stream()
        .filter(setting -> setting.path().equals(path))
        .findFirst();
  }

  @Override
  public void setDisplay(Duration inProcess, Duration http) {
    change(() ->
        config.change(
            Map.of(IN_PROCESS, inProcess.toMillis() + "ms", HTTP, http.toMillis() + "ms")));
  }

  @Override
  public List<Backend> backends() {
    Config now = config.now();
    Backends backends = probing(now);
    return Stream.concat(Stream.of(backends.inProcess()), backends.askAll(PATIENCE).stream())
        .map(row -> backend(now, row))
        .toList();
  }

  @Override
  public Backend backend(String name) {
    Config now = config.now();
    Backends backends = probing(now);
    return backend(
        now,
        name.equals(Backends.IN_PROCESS)
            ? backends.inProcess()
            : backends.ask(List.of(known(name)), PATIENCE).getFirst());
  }

  private Backends probing(Config now) {
    return new Backends(now, assembly, new Interrupts(exitCode -> {}));
  }

  @Override
  public List<String> services() {
    Config now = config.now();
    return now.localOnly()
        ? List.of()
        : now.backendNames().stream()
            .filter(name -> !Loopback.is(now.backend(name).url()))
            .toList();
  }

  private Backend backend(Config now, BackendRow row) {
    return switch (row) {
      case BackendRow.InProcess engine -> engine(engine);
      case BackendRow.Asked(var backend, BackendReport.Reachable server) ->
          new Backend(
              backend.name(),
              backend.protocol().id(),
              server.baseUri().toString(),
              Loopback.is(server.baseUri()),
              State.REACHABLE,
              "",
              server.software(),
              server.latency(),
              server.cancellation(),
              server.cancellationNote(),
              server.models().stream().map(ServedModel::name).toList(),
              key(now, backend));
      case BackendRow.Asked(var backend, BackendReport.Unreachable server) ->
          silent(now, backend, State.UNREACHABLE, String.valueOf(server.reason().getMessage()));
      case BackendRow.NotAsked(var backend) -> silent(now, backend, State.NOT_ASKED, "");
    };
  }

  private static Backend engine(BackendRow.InProcess engine) {
    return new Backend(
        Backends.IN_PROCESS,
        null,
        null,
        true,
        engine.fault().isEmpty() ? State.REACHABLE : State.UNREACHABLE,
        engine.fault(),
        engine.release(),
        null,
        Cancellation.STOPS_COMPUTE,
        "",
        engine.models(),
        null);
  }

  private Backend silent(Config config, BackendSettings backend, State state, String error) {
    return new Backend(
        backend.name(),
        backend.protocol().id(),
        backend.url().toString(),
        Loopback.is(backend.url()),
        state,
        error,
        "",
        null,
        null,
        "",
        List.of(),
        key(config, backend));
  }

  private Key key(Config config, BackendSettings backend) {
    String prefix = "backends." + backend.name() + ".";
    Optional<Setting> file = setting(config, prefix + "key-file").filter(Setting::isSet);
    if (file.isPresent()) {
      return file.get().origin() instanceof Origin.StoredKey
          ? new Key(KeyPlace.KEPT, file.get().text())
          : new Key(KeyPlace.ELSEWHERE, "a file that " + file.get().origin() + " names");
    }
    return setting(config, prefix + "key-env")
        .map(variable ->
            new Key(
                KeyPlace.ELSEWHERE,
                "the variable " + variable.text() + " (" + variable.origin() + ")"))
        .or(() ->
            backend
                .usualKeyVariable()
                .filter(variable -> !assembly.environment().getOrDefault(variable, "").isBlank())
                .map(variable -> new Key(KeyPlace.USUAL, "the variable " + variable)))
        .orElse(new Key(KeyPlace.NONE, ""));
  }

  @Override
  public void keepKey(String backend, String key) {
    BackendSettings known = known(backend);
    Key there = key(config.now(), known);
    if (there.place() == KeyPlace.ELSEWHERE) {
      throw new SettingsException(
          "The key of `%s` comes from elsewhere: %s. Change it there."
              .formatted(backend, there.from()));
    }
    change(() -> config.changeKeys(keys -> keys.store(backend, key)));
  }

  @Override
  public void forgetKey(String backend) {
    known(backend);
    change(() -> config.changeKeys(keys -> keys.delete(backend)));
  }

  private BackendSettings known(String backend) {
    Config now = config.now();
    if (!now.backendNames().contains(backend)) {
      throw new SettingsException(
          "There is no backend `%s`. Those are %s."
              .formatted(backend, String.join(", ", now.backendNames())));
    }
    return now.backend(backend);
  }

  private static void change(Runnable change) {
    try {
      change.run();
    } catch (ConfigException | LlmException.ModelUnavailable e) {
      throw new SettingsException(String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw new SettingsException(
          "Jobstream's folder cannot be written. Check that it is yours and that the disk has room.",
          e);
    }
  }
}
