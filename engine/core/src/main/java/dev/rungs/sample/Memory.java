package dev.rungs.sample;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What samplers keep of one history between suggestions, by its class: only what could be computed
 * again from the history, so an empty memory costs time and changes no suggestion.
 *
 * <p>Not safe to use from several threads.
 */
public final class Memory {

  private final Map<Class<?>, Object> kept = new HashMap<>();

  /** Returns what is kept of that class; {@code fresh} makes and keeps it the first time. */
  <T> T recall(Class<T> type, Supplier<T> fresh) {
    return type.cast(kept.computeIfAbsent(type, absent -> fresh.get()));
  }

  /** Returns what is kept of that class. */
  <T> Optional<T> recall(Class<T> type) {
    return Optional.ofNullable(type.cast(kept.get(type)));
  }

  /** Keeps a value in place of the last one of its class. */
  void replace(Object value) {
    kept.put(value.getClass(), value);
  }
}
