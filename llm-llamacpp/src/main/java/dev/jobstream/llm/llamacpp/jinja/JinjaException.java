package dev.jobstream.llm.llamacpp.jinja;

/** Why a template could not be read or rendered. The message holds no rendered text. */
public final class JinjaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  public enum Reason {
    /** The template cannot be read. */
    SYNTAX,
    /** The template refused what it was given, by {@code raise_exception}. */
    RAISED,
    /** The template did what its values do not allow. */
    FAILED,
    /** The template wanted more work, text or depth than it gets. */
    LIMIT
  }

  private final Reason reason;

  JinjaException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  static JinjaException syntax(String message, int line) {
    return new JinjaException(Reason.SYNTAX, message + " (line " + line + ")");
  }

  static JinjaException failed(String message) {
    return new JinjaException(Reason.FAILED, message);
  }

  static JinjaException limit(String message) {
    return new JinjaException(Reason.LIMIT, message);
  }

  public Reason reason() {
    return reason;
  }
}
