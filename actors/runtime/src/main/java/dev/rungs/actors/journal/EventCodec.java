package dev.rungs.actors.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How events become bytes that can be read for years: a {@link Frame} whose body is a {@link
 * Journaled} as CBOR with the names of record components.
 *
 * <p>The manifest names the family and the version of the encoding, such as {@code SweepEvent:2}.
 * Whatever is not understood completely is refused: another version, an unknown event, a component
 * too many or too few, a changed bit. Nothing is skipped and nothing is guessed, but that a list
 * which is absent is empty. NaN and infinities keep their meaning.
 *
 * <p>Safe to use from any thread.
 */
public final class EventCodec {

  /** Version 1, never released, had no chain. */
  static final int VERSION = 2;

  private static final ObjectMapper MAPPER = configure(CBORMapper.builder()).build();

  private final Map<String, Class<?>> families = new LinkedHashMap<>();
  private final Map<Class<?>, ObjectReader> readers = new HashMap<>();

  private EventCodec(List<Class<?>> types) {
    for (Class<?> type : types) {
      if (!type.isInterface() || SealedTypes.leaves(type).equals(List.of(type))) {
        throw new IllegalArgumentException(
            "event family is " + type.getName() + ", must be a sealed interface");
      }
      if (families.put(type.getSimpleName(), type) != null) {
        throw new IllegalArgumentException(
            "event family " + type.getSimpleName() + " is given twice, must be given once");
      }
      readers.put(type, MAPPER.readerFor(envelope(type)));
    }
  }

  /**
   * Returns a codec for the events of these sealed interfaces.
   *
   * @throws IllegalArgumentException if one is not sealed, or two of its events share a simple name
   */
  public static EventCodec of(Class<?>... families) {
    return new EventCodec(Arrays.asList(families));
  }

  /** Returns an event as the one that follows {@code before}. */
  Frame encode(Head before, Journaled<?> journaled) {
    Class<?> family = familyOf(journaled.event());
    try {
      byte[] body = MAPPER.writerFor(envelope(family)).writeValueAsBytes(journaled);
      return Frame.following(before, family.getSimpleName() + ":" + VERSION, body);
    } catch (JsonProcessingException e) {
      throw new JournalException("event " + journaled.event() + " cannot be written", e);
    }
  }

  /**
   * Returns the event of a frame that is intact.
   *
   * @throws JournalException if it is not completely understood, or of another family
   */
  <E> Journaled<E> decode(Frame frame, Class<E> wanted) {
    Class<?> family = family(frame.manifest());
    if (family != wanted) {
      throw new JournalException(
          "is a " + family.getSimpleName() + ", must be a " + wanted.getSimpleName());
    }
    ObjectReader reader = Objects.requireNonNull(readers.get(family));
    try {
      return reader.readValue(frame.body());
    } catch (IOException e) {
      throw new JournalException("is not understood: " + e.getMessage(), e);
    }
  }

  private Class<?> family(String manifest) {
    int colon = manifest.indexOf(':');
    Class<?> family = families.get(manifest.substring(0, Math.max(0, colon)));
    if (family == null || !manifest.substring(colon + 1).equals(Integer.toString(VERSION))) {
      throw new JournalException(
          "has the manifest '"
              + manifest
              + "', must have one of "
              + families.keySet()
              + " in version "
              + VERSION
              + ": another Rungs wrote it");
    }
    return family;
  }

  private Class<?> familyOf(Object event) {
    return families.values().stream()
        .filter(family -> family.isInstance(event))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "event is a "
                        + event.getClass().getName()
                        + ", must be one of "
                        + families.keySet()));
  }

  private static JavaType envelope(Class<?> family) {
    return MAPPER.getTypeFactory().constructParametricType(Journaled.class, family);
  }

  /**
   * Teaches Jackson records and sealed interfaces as the journal keeps them. Records are read
   * through their canonical constructors, so a value that breaks a record's rule is refused too.
   * Only components are written: an accessor such as isDone() is not one.
   */
  public static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B configure(B builder) {
    return builder
        .addModule(new SealedTypes())
        .addModule(new JavaTimeModule())
        .visibility(PropertyAccessor.GETTER, Visibility.NONE)
        .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
        .visibility(PropertyAccessor.FIELD, Visibility.ANY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
  }
}
