package dev.jobstream.llm.llamacpp;

import java.util.List;

/**
 * The sizes of a model, checked.
 *
 * @param heads attention heads for queries, of each layer
 * @param headsKv attention heads for keys and values, of each layer
 */
record GgufShape(
    GgufArchitecture architecture,
    long contextLength,
    int embeddingLength,
    List<Integer> heads,
    List<Integer> headsKv,
    int keyLength,
    int valueLength) {}
