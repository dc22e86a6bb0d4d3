package dev.rungs.actors.journal;

/**
 * What a sweep lost because its journal was damaged and its user chose to go on.
 *
 * @param sweep its id
 * @param events how many events are gone, of the sweep and of its trials
 * @param known how many there were, as far as rows and marks tell
 * @param aside where a copy of what was there is kept
 */
public record Loss(String sweep, long events, long known, String aside) {

  @Override
  public String toString() {
    return "sweep "
        + sweep
        + " goes on without "
        + events
        + " of "
        + known
        + " events; what was there is kept in "
        + aside;
  }
}
