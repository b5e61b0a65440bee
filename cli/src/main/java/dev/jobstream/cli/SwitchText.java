package dev.jobstream.cli;

import dev.jobstream.llm.StreamEvent;

/** Why another model has taken over, in words. */
final class SwitchText {
  private SwitchText() {}

  static String of(StreamEvent.ModelSwitched now) {
    return "`%s` did not answer, so `%s` was asked. %s"
        .formatted(now.from(), now.to(), now.reason().getMessage());
  }
}
