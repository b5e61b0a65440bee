package dev.jobstream.llm;

/** What a generation is doing. Phases come in this order; any of them may be missing. */
public enum Phase {
  /** Waiting for its turn; progress counts the requests ahead. */
  QUEUED,
  /** The model's weights are being loaded; progress counts per mille, or bytes where known. */
  LOADING,
  /** The prompt is being read; progress counts tokens. */
  READING,
  /** The model thinks before it answers; progress counts tokens. */
  THINKING,
  /** The answer is being written; progress counts tokens. */
  WRITING
}
