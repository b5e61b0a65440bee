package dev.jobstream.cli;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.Pacer;
import java.time.Duration;

/**
 * A model that the caller closes.
 *
 * @param model the model
 * @param displayInterval the least time between two updates of a display
 * @param cancelSight how one can see whether it still computes
 * @param closing frees what the model holds
 */
record OpenModel(
    ChatModel model, Duration displayInterval, CancelSight cancelSight, Runnable closing)
    implements AutoCloseable {

  /** A model in this process, with everything else by default. */
  static OpenModel inProcess(ChatModel model, Runnable closing) {
    return new OpenModel(model, Pacer.IN_PROCESS, new CancelSight.NextRequest(""), closing);
  }

  /** A model that holds nothing that is to be freed. */
  static OpenModel of(ChatModel model, Duration displayInterval, CancelSight cancelSight) {
    return new OpenModel(model, displayInterval, cancelSight, () -> {});
  }

  OpenModel withDisplayInterval(Duration interval) {
    return new OpenModel(model, interval, cancelSight, closing);
  }

  OpenModel withCancelSight(CancelSight sight) {
    return new OpenModel(model, displayInterval, sight, closing);
  }

  @Override
  public void close() {
    closing.run();
  }
}
