package dev.rungs.schedule;

import dev.rungs.space.Setting;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The epochs at which trials are compared, lowest first; the last is where training ends.
 *
 * @param epochs strictly increasing, never empty
 */
public record Ladder(List<Integer> epochs) {

  static final Setting MIN =
      Setting.integer("min", 1, Integer.MAX_VALUE, 1, "epoch of the lowest rung");

  static final Setting MAX =
      Setting.required(
          "max", new Setting.Rule.Ints(1, Integer.MAX_VALUE), "epoch at which training ends");

  static final Setting ETA =
      Setting.integer("eta", 2, Integer.MAX_VALUE, 3, "one trial in eta passes a rung");

  static final Setting INTERVAL =
      Setting.integer("interval", 1, Integer.MAX_VALUE, 1, "a rung every so many epochs");

  static final Setting GRACE =
      Setting.integer("grace", 0, Integer.MAX_VALUE, 0, "nobody is stopped before this epoch");

  /** A rung every so many epochs, and one at the end: computed, for there may be very many. */
  private static final class Multiples extends AbstractList<Integer> implements RandomAccess {

    private final int interval;
    private final int max;

    Multiples(int interval, int max) {
      this.interval = interval;
      this.max = max;
    }

    @Override
    public Integer get(int rung) {
      Objects.checkIndex(rung, size());
      return (int) Math.min((rung + 1L) * interval, max);
    }

    @Override
    public int size() {
      return (max - 1) / interval + 1;
    }
  }

  /** What is remembered of each rung has to fit into memory. */
  private static final int MOST = 10_000;

  public Ladder {
    if (!(epochs instanceof Multiples)) {
      epochs = List.copyOf(epochs);
      check(epochs);
    }
  }

  private static void check(List<Integer> epochs) {
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException("epochs is empty, must hold at least one rung");
    }
    for (int i = 0; i < epochs.size(); i++) {
      if (epochs.get(i) < (i == 0 ? 1 : epochs.get(i - 1) + 1)) {
        throw new IllegalArgumentException("epochs is " + epochs + ", must increase from >= 1");
      }
    }
  }

  /**
   * Returns {@code min * eta^k} below {@code max}, and {@code max}.
   *
   * <p>Built by multiplication: {@code floor(log(243) / log(3))} is 4 in double arithmetic, which
   * silently drops a rung. If {@code max} is not {@code min * eta^k}, the last step is shorter.
   */
  public static Ladder of(int min, int max, int eta) {
    if (min < 1) {
      throw new IllegalArgumentException("min is " + min + ", must be >= 1");
    }
    if (max < min) {
      throw new IllegalArgumentException("max is " + max + ", must be >= min (" + min + ")");
    }
    if (eta < 2) {
      throw new IllegalArgumentException("eta is " + eta + ", must be >= 2");
    }
    var epochs = new ArrayList<Integer>();
    for (long epoch = min; epoch < max; epoch *= eta) {
      epochs.add((int) epoch);
    }
    epochs.add(max);
    return new Ladder(epochs);
  }

  /**
   * Returns the multiples of {@code interval} below {@code max}, and {@code max}; at most {@value
   * #MOST} of them.
   */
  public static Ladder every(int interval, int max) {
    if (interval < 1) {
      throw new IllegalArgumentException("interval is " + interval + ", must be >= 1");
    }
    if (max < 1) {
      throw new IllegalArgumentException("max is " + max + ", must be >= 1");
    }
    var epochs = new Multiples(interval, max);
    if (epochs.size() > MOST) {
      throw new IllegalArgumentException(
          "max is " + max + ", must be <= " + MOST + " intervals of " + interval);
    }
    return new Ladder(epochs);
  }

  /** Returns how many rungs there are. */
  public int size() {
    return epochs.size();
  }

  /** Returns the epoch of a rung, from 0. */
  public int epoch(int rung) {
    return epochs.get(rung);
  }

  /** Returns the number of the highest rung. */
  public int top() {
    return epochs.size() - 1;
  }
}
