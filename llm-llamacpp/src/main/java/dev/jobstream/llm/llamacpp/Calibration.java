package dev.jobstream.llm.llamacpp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.jobstream.llm.LlmException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a model's probability of a value translates to how often such values are right: {@code
 * sigmoid(intercept + slope × logit(p))} (Platt scaling; Guo et al., On Calibration of Modern
 * Neural Networks, 2017). An intercept of 0 and a slope of 1 leave it as it is.
 */
record Calibration(double intercept, double slope) {
  /** A probability nearer to 1 than this counts as this near. */
  private static final double NEAREST = 1e-9;

  /**
   * Reads a GGUF file's {@code jobstream.confidence}: {@code {"title": [intercept, slope], …}}.
   *
   * @throws LlmException.ModelUnavailable if it is something else
   */
  static Map<String, Calibration> parse(String json, Path file) {
    try {
      JsonNode pairs = new JsonMapper().readTree(json);
      if (!pairs.isObject()) {
        throw broken(file);
      }
      return pairs.properties().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, pair -> of(pair.getValue(), file)));
    } catch (JsonProcessingException e) {
      throw broken(file);
    }
  }

  private static Calibration of(JsonNode pair, Path file) {
    if (pair.size() != 2 || !pair.path(0).isNumber() || !pair.path(1).isNumber()) {
      throw broken(file);
    }
    return new Calibration(pair.path(0).doubleValue(), pair.path(1).doubleValue());
  }

  private static LlmException.ModelUnavailable broken(Path file) {
    return GgufFile.unavailable(
        file, "is broken: its `jobstream.confidence` cannot be read. Get the file anew.");
  }

  /** How often such values are right, 0 to 1. */
  double confidence(double logProbability) {
    double logit = logProbability - Math.log(Math.max(NEAREST, -Math.expm1(logProbability)));
    return 1 / (1 + Math.exp(-(intercept + slope * logit)));
  }
}
