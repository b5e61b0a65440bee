package dev.jobstream.tracker.applications;

/** Names of files as they are kept: a name alone, which no system takes for a path. */
final class FileName {
  private static final int LONGEST = 200;

  private FileName() {}

  /** The last part of what may be a path, without what some system does not allow in a name. */
  static String of(String given) {
    String path = given.replace('\\', '/');
    String name = path.substring(path.lastIndexOf('/') + 1);
    StringBuilder clean = new StringBuilder();
    name.codePoints()
        .filter(c -> Character.getType(c) != Character.CONTROL)
        .filter(c -> Character.getType(c) != Character.FORMAT)
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .map(c -> "<>:\"|?*".indexOf(c) >= 0 ? '_' : c)
        .forEach(clean::appendCodePoint);
    String result = clean.toString().strip();
    if (result.replace(".", "").isEmpty()) {
      return "document";
    }
    if (result.length() > LONGEST) {
      // The ending says what kind of file it is.
      int dot = result.lastIndexOf('.');
      String ending = dot > 0 && result.length() - dot <= 10 ? result.substring(dot) : "";
      int end = LONGEST - ending.length();
      end -= Character.isHighSurrogate(result.charAt(end - 1)) ? 1 : 0;
      result = result.substring(0, end) + ending;
    }
    return result;
  }
}
