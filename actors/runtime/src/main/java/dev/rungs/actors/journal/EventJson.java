package dev.rungs.actors.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Records of the engine as JSON for other programs, with the names the journal uses: record
 * components as members, the kind of an event in {@code @type}. NaN and infinities are texts.
 */
public final class EventJson {

  private static final ObjectMapper MAPPER = EventCodec.configure(JsonMapper.builder()).build();

  private EventJson() {}

  /**
   * Returns a record, a map or a list on one line.
   *
   * <p>The kind of an event is told if the event stands in a component of its family's type.
   */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(value + " cannot be written as JSON", e);
    }
  }

  /** Returns a record, a map or a list over several lines, for people. */
  public static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(value + " cannot be written as JSON", e);
    }
  }
}
