package dev.rungs.trial;

/**
 * The number of a trial in its sweep, from 0 in the order of suggestion.
 *
 * <p>Prints as {@code t007}.
 */
public record TrialId(int number) implements Comparable<TrialId> {

  public TrialId {
    if (number < 0) {
      throw new IllegalArgumentException("trial number is " + number + ", must be >= 0");
    }
  }

  @Override
  public int compareTo(TrialId other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return number < 100 ? "t0" + number / 10 + number % 10 : "t" + number;
  }
}
