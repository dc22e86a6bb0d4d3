package dev.rungs.sweep;

import java.time.Duration;

/**
 * When a sweep ends; whichever comes first. A goal is part of the {@link
 * dev.rungs.trial.Objective}.
 *
 * @param trials no more than this many trials; {@link #UNLIMITED} for no limit
 * @param wallClock time spent running, over all starts of the process; zero for no limit
 * @param epochs epochs trained, summed over all trials; {@link #UNLIMITED} for no limit
 * @param failed give up after this many failed trials; {@link #UNLIMITED} to go on regardless
 */
public record StopRules(int trials, Duration wallClock, long epochs, Plateau plateau, int failed) {

  /** No limit. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /**
   * The best result has not improved by more than {@code improve}, a share of its size, over the
   * last {@code trials} trials. A trial counts when it first arrives: at the lowest rung, or by
   * failing or ending before. Small improvements add up until they are enough.
   *
   * @param trials 0 for no such rule
   */
  public record Plateau(int trials, double improve) {

    /** No such rule. */
    public static final Plateau NONE = new Plateau(0, 0);

    public Plateau {
      require(trials >= 0, "plateau.trials", trials, "must be >= 0");
      require(improve >= 0 && improve < 1, "plateau.improve", improve, "must be in [0, 1)");
    }
  }

  public StopRules {
    require(trials >= 1, "trials", trials, "must be >= 1");
    require(!wallClock.isNegative(), "wall_clock", wallClock, "must not be negative");
    require(epochs >= 1, "budget", epochs, "must be >= 1");
    require(failed >= 1, "failed", failed, "must be >= 1");
  }

  /** Stops after so many trials. */
  public static StopRules trials(int trials) {
    return new StopRules(trials, Duration.ZERO, UNLIMITED, Plateau.NONE, UNLIMITED);
  }

  /** Stops after so much time spent running. */
  public static StopRules wallClock(Duration time) {
    return trials(UNLIMITED).withWallClock(time);
  }

  /** Returns these rules and a limit of time. */
  public StopRules withWallClock(Duration time) {
    return new StopRules(trials, time, epochs, plateau, failed);
  }

  /** Returns these rules and a limit of epochs over all trials. */
  public StopRules withEpochs(long total) {
    return new StopRules(trials, wallClock, total, plateau, failed);
  }

  /** Returns these rules and a plateau. */
  public StopRules withPlateau(int quietTrials, double improve) {
    return new StopRules(trials, wallClock, epochs, new Plateau(quietTrials, improve), failed);
  }

  /** Returns these rules and a limit of failed trials. */
  public StopRules withFailed(int count) {
    return new StopRules(trials, wallClock, epochs, plateau, count);
  }

  private static void require(boolean holds, String name, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + ", " + rule);
    }
  }
}
