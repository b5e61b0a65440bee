package dev.jobstream.llm;

/** Why a completed generation ended. */
public enum FinishReason {
  /** The model ended its answer. */
  STOP,
  /** One of the request's stop strings came up. */
  STOP_STRING,
  /** The limit of tokens was reached; the answer may be cut. */
  LENGTH,
  /** The server withheld the rest. */
  CONTENT_FILTER,
  /** Something else, such as a tool call. */
  OTHER
}
