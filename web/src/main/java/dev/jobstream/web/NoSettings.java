package dev.jobstream.web;

import java.time.Duration;
import java.util.List;

/** Settings of which there are none. */
final class NoSettings implements Settings {
  @Override
  public String file() {
    return "none";
  }

  @Override
  public Value<String> model() {
    return new Value<>("", "default");
  }

  @Override
  public Display display() {
    return new Display(
        new Value<>(Duration.ZERO, "default"), new Value<>(Duration.ZERO, "default"));
  }

  @Override
  public void setDisplay(Duration inProcess, Duration http) {
    throw refused();
  }

  @Override
  public List<Backend> backends() {
    return List.of();
  }

  @Override
  public Backend backend(String name) {
    throw refused();
  }

  @Override
  public List<String> services() {
    return List.of();
  }

  @Override
  public void keepKey(String backend, String key) {
    throw refused();
  }

  @Override
  public void forgetKey(String backend) {
    throw refused();
  }

  private static SettingsException refused() {
    return new SettingsException("This Jobstream has no settings that could be changed.");
  }
}
