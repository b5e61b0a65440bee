package dev.jobstream.llm.http;

/** What a server sent is not what its protocol says. */
final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what it sent, to stand behind “the server sent”
   */
  WireException(String what) {
    super(what);
  }
}
