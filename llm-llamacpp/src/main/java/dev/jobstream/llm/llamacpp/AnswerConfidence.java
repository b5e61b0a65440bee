package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Utf8Decoder;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Adds up, while an object is written, how probable the tokens of each property's value were, and
 * tells when a value is complete. Counted is what the model would have done without a grammar: a
 * value that it was held to is none that it is sure of. A token that ends one value and begins the
 * next counts for the one that it ends. Not thread-safe.
 */
final class AnswerConfidence {
  private final Map<String, Calibration> calibrations;
  private final Consumer<StreamEvent> out;
  private final Utf8Decoder decoder = new Utf8Decoder();

  /** The object as if the property at hand were its first. */
  private final StringBuilder text = new StringBuilder();

  private JsonValueEnd end = new JsonValueEnd();
  private double logProbability;

  /**
   * @param calibrations the properties that are told of
   * @param out told before the value's last delta is
   */
  AnswerConfidence(Map<String, Calibration> calibrations, Consumer<StreamEvent> out) {
    this.calibrations = calibrations;
    this.out = out;
  }

  /** Whether there is anything to tell. */
  boolean isWanted() {
    return !calibrations.isEmpty();
  }

  /**
   * Takes a token.
   *
   * @param bytes its text
   * @param tokenLogProbability the natural logarithm of its probability
   */
  void add(byte[] bytes, double tokenLogProbability) {
    String more = decoder.decode(bytes);
    text.append(more);
    end.feed(more);
    boolean counted = count(false, tokenLogProbability);
    while (end.reached()) {
      tell();
      next();
      counted = count(counted, tokenLogProbability);
    }
  }

  private boolean count(boolean counted, double tokenLogProbability) {
    if (counted || !end.hasContent()) {
      return counted;
    }
    logProbability += tokenLogProbability;
    return true;
  }

  private void tell() {
    int from = text.indexOf("\"") + 1;
    int to = text.indexOf("\"", from);
    // Without a name it was the comma behind a value.
    boolean named = to >= 0 && to < end.position();
    Calibration calibration = named ? calibrations.get(text.substring(from, to)) : null;
    if (calibration != null) {
      out.accept(
          new StreamEvent.PropertyConfidence(
              text.substring(from, to), calibration.confidence(logProbability)));
    }
  }

  private void next() {
    String behind = text.substring(end.position());
    text.setLength(0);
    end = new JsonValueEnd();
    logProbability = 0;
    String rest = behind.startsWith(",") ? "{" + behind.substring(1) : "{" + behind;
    if (!behind.startsWith("}")) {
      text.append(rest);
      end.feed(rest);
    }
  }
}
