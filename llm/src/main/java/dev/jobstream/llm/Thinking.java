package dev.jobstream.llm;

/** Whether a model that can think before it answers does so. */
public enum Thinking {
  /** As the model does by itself. */
  MODEL_DEFAULT,
  ON,
  OFF
}
