package dev.rungs.actors.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rungs.trial.Metrics;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * One report as a program printed it.
 *
 * @param checkpoint the path it named, if any
 */
record Line(int epoch, Metrics metrics, Optional<String> checkpoint) {

  private static final String EPOCH = "epoch";
  private static final String CHECKPOINT = "checkpoint";

  // Python prints NaN and Infinity bare, though JSON has neither.
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Returns whether a line of output is meant as a report. */
  static boolean isReport(String text) {
    return text.stripLeading().startsWith("{");
  }

  /**
   * Reads a report.
   *
   * @throws IllegalArgumentException in the form "name is value, must be rule"
   */
  static Line parse(String text) {
    JsonNode object = object(text);
    JsonNode epoch = object.path(EPOCH);
    if (!epoch.canConvertToInt() || !epoch.isIntegralNumber() || epoch.intValue() < 1) {
      throw new IllegalArgumentException(
          "epoch is " + shown(epoch) + ", must be a whole number >= 1");
    }
    return new Line(epoch.intValue(), metrics(object), checkpoint(object.path(CHECKPOINT)));
  }

  private static JsonNode object(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Metrics metrics(JsonNode object) {
    Metrics metrics = Metrics.NONE;
    for (Iterator<Map.Entry<String, JsonNode>> it = object.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> member = it.next();
      if (!member.getKey().equals(EPOCH) && !member.getKey().equals(CHECKPOINT)) {
        metrics = metrics.and(member.getKey(), number(member.getKey(), member.getValue()));
      }
    }
    return metrics;
  }

  private static double number(String name, JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    if (value.isNull()) {
      return Double.NaN;
    }
    return switch (value.isTextual() ? value.textValue() : "") {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default ->
          throw new IllegalArgumentException(name + " is " + value + ", must be a number or null");
    };
  }

  private static Optional<String> checkpoint(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new IllegalArgumentException(CHECKPOINT + " is " + value + ", must be a path");
    }
    return Optional.of(value.textValue());
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "missing" : value.toString();
  }
}
