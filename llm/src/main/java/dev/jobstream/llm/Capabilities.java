package dev.jobstream.llm;

/**
 * What a model can do. Callers ask for these and never for a backend's name.
 *
 * @param streaming text arrives while it is written; if false, as one delta at the end
 * @param jsonSchema a {@link ResponseFormat.JsonSchema} is enforced, not only asked for
 * @param thinking the model can think before it answers, apart from its answer
 * @param prewarm {@link ChatModel#prewarm} saves time
 * @param cancellation what {@link ChatStream#cancel} reaches
 * @param freeText it follows any request; if false, it does the one thing that it was trained for,
 *     whatever it is asked, such as reading postings
 */
public record Capabilities(
    boolean streaming,
    boolean jsonSchema,
    boolean thinking,
    boolean prewarm,
    Cancellation cancellation,
    boolean freeText) {

  /** What a model can do that follows any request. */
  public Capabilities(
      boolean streaming,
      boolean jsonSchema,
      boolean thinking,
      boolean prewarm,
      Cancellation cancellation) {
    this(streaming, jsonSchema, thinking, prewarm, cancellation, true);
  }

  /** How far a cancel reaches. Ordered from least to most. */
  public enum Cancellation {
    /** The generation cannot be stopped. Show no cancel control. */
    NONE,
    /** We stop listening; the server may go on computing. */
    STOPS_READING,
    /** The computing itself ends. */
    STOPS_COMPUTE
  }

  /** What both can do: the capabilities of a chain in which either may answer. */
  public Capabilities and(Capabilities other) {
    return new Capabilities(
        streaming && other.streaming,
        jsonSchema && other.jsonSchema,
        thinking && other.thinking,
        prewarm && other.prewarm,
        cancellation.compareTo(other.cancellation) <= 0 ? cancellation : other.cancellation,
        freeText && other.freeText);
  }
}
