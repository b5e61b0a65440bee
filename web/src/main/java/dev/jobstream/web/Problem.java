package dev.jobstream.web;

/**
 * What went wrong with a request, as RFC 9457 has it. The API answers it as {@code
 * application/problem+json}, a page shows it.
 *
 * @param status the HTTP status
 * @param type a short name that programs can rely on, such as {@code posting-too-long}
 * @param title what happened, in a few words
 * @param detail what happened with which value, why, and what to do
 */
record Problem(int status, String type, String title, String detail) {

  /** The name as the URI that the RFC asks for. */
  String uri() {
    return "urn:jobstream:problem:" + type;
  }

  ProblemException toException() {
    return new ProblemException(this);
  }

  static Problem badRequest(String detail) {
    return new Problem(400, "bad-request", "The request cannot be understood", detail);
  }

  static Problem notFound(String what) {
    return new Problem(404, "not-found", "There is nothing here", what);
  }

  static Problem conflict(String type, String detail) {
    return new Problem(409, type, "That does not go together", detail);
  }

  static Problem unprocessable(String type, String detail) {
    return new Problem(422, type, "That cannot be used", detail);
  }

  static Problem tooLarge(String detail) {
    return new Problem(413, "too-large", "That is too large", detail);
  }
}
