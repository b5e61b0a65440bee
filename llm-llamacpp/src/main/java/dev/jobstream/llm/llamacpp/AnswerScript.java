package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.ChatRequest;

/**
 * For benchmarks: what a model is made to write, since one with random weights would write nothing
 * sensible. Each token is raised above all others after its logits were computed, so that all the
 * work is done that a model of that shape takes.
 */
@FunctionalInterface
public interface AnswerScript {

  /** The whole answer to a request. */
  String answer(ChatRequest request);
}
