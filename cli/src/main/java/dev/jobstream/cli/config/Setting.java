package dev.jobstream.cli.config;

/**
 * A setting in force.
 *
 * @param path its names from the outermost on, with dots between
 * @param text its value as it is written; the lines of it are the items of a list
 * @param origin where the value comes from
 */
public record Setting(String path, String text, Origin origin) {

  /** Whether somebody has set it. */
  public boolean isSet() {
    return !(origin instanceof Origin.Default);
  }

  /** The value on one line; that of a header stays hidden, since it may be a secret. */
  public String shown() {
    if (path.contains(".headers.")) {
      return "(hidden)";
    }
    return String.join(", then ", text.lines().toList());
  }
}
