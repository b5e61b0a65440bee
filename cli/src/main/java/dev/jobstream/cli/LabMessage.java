package dev.jobstream.cli;

import dev.jobstream.llm.StreamEvent;
import org.jspecify.annotations.Nullable;

/** What a model of the lab tells the one thread that shows it. */
sealed interface LabMessage {
  /** Which model it is, in the order in which they were named. */
  int index();

  /** It is asked from now on. */
  record Asked(int index, long nanos) implements LabMessage {}

  /** Something happened in its stream. */
  record Happened(int index, long nanos, StreamEvent event) implements LabMessage {}

  /**
   * Nothing more will come.
   *
   * @param cancel what became of the cancel; null if none was to be tried
   */
  record Over(int index, @Nullable CancelReport cancel) implements LabMessage {}
}
