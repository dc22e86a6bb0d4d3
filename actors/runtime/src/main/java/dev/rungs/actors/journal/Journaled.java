package dev.rungs.actors.journal;

/**
 * An event as the journal keeps it.
 *
 * @param atMillis when it was decided, in milliseconds since 1970 by the clock of its writer; for
 *     people and for the sum of time spent, never for order
 * @param event a record of a family that the {@link EventCodec} knows
 */
public record Journaled<E>(long atMillis, E event) {}
