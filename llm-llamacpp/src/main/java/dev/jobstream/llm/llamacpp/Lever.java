package dev.jobstream.llm.llamacpp;

/** A way to write the same answer in fewer steps; docs/extraction.md tells what each is worth. */
public enum Lever {
  /** Text that the schema leaves no choice about is decoded together with what is before it. */
  FORCED_TEXT,
  /** So is what the request predicts, as far as it turns out to be right. */
  PREDICTION,
  /** So is what follows in the text that a property quotes, where its value so far stands. */
  PROMPT_LOOKUP,
  /**
   * Properties that the request calls independent are written at the same time, each as if it were
   * the only one. Of all levers this one alone may change an answer, so it must be asked for.
   */
  PARALLEL_PROPERTIES
}
