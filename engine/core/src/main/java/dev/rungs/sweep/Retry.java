package dev.rungs.sweep;

import dev.rungs.schedule.Population;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.FailureKind;
import java.util.List;
import java.util.Optional;

/**
 * Which failed attempts are tried again, from the last checkpoint.
 *
 * <p>A trial that ran out of memory is tried again once, alone: from then on nothing else trains
 * while it does. If a number is to be halved, it is tried again beside others with half of that
 * instead, as often as a retry is left; but only before its first epoch, since a curve belongs to
 * one configuration. With nothing left to halve it is tried alone.
 *
 * <p>A trial that was in flight when the process died is a suspect; at the second death in a row,
 * without an epoch recorded in between, it trains alone, so that the third has no other cause.
 *
 * @param times how often for one trial; {@link FailureKind#LOST} and {@link FailureKind#CRASHED} do
 *     not count
 * @param deaths a trial fails when the process has died so often in a row while it was in flight,
 *     without an epoch recorded in between; 0 for never
 * @param halve the parameter that is {@link SearchSpace#halve halved}; empty for none
 */
public record Retry(int times, List<FailureKind> on, int deaths, String halve) {

  /** At so many deaths in a row a trial is set apart. */
  static final int QUARANTINE = 2;

  private static final int DEATHS = 3;

  /** Twice for whatever may pass by itself; the third death is the last. */
  public static final Retry DEFAULT =
      new Retry(
          2,
          List.of(FailureKind.EXCEPTION, FailureKind.OUT_OF_MEMORY, FailureKind.TIMEOUT),
          DEATHS,
          "");

  public Retry {
    on = List.copyOf(on);
    if (times < 0) {
      throw new IllegalArgumentException("retry.times is " + times + ", must be >= 0");
    }
    if (deaths < 0) {
      throw new IllegalArgumentException("retry.deaths is " + deaths + ", must be >= 0");
    }
    if (on.contains(FailureKind.DIVERGED)) {
      throw new IllegalArgumentException(
          "retry.on holds diverged, must not: the same input would diverge again");
    }
    if (!halve.isEmpty() && (times == 0 || !on.contains(FailureKind.OUT_OF_MEMORY))) {
      throw new IllegalArgumentException(
          "retry.halve is "
              + halve
              + ", must go with times >= 1 and with out_of_memory among what is retried");
    }
  }

  /** Halves nothing. */
  public Retry(int times, List<FailureKind> on, int deaths) {
    this(times, on, deaths, "");
  }

  /** The usual number of deaths; halves nothing. */
  public Retry(int times, List<FailureKind> on) {
    this(times, on, DEATHS);
  }

  /** Returns these rules with a parameter that is halved for a trial that ran out of memory. */
  public Retry halving(String parameter) {
    return new Retry(times, on, deaths, parameter);
  }

  /**
   * Refuses a number to halve that the space does not have.
   *
   * @throws IllegalArgumentException saying what it must be
   */
  void check(SearchSpace space, Scheduler scheduler) {
    if (halve.isEmpty()) {
      return;
    }
    Optional<String> problem = space.halvingProblem(halve).or(() -> unfit(space, scheduler));
    if (problem.isPresent()) {
      throw new IllegalArgumentException("retry.halve is " + halve + ", " + problem.get());
    }
  }

  /** Copies lie in the space, and a copy has the source's value of what does not change. */
  private Optional<String> unfit(SearchSpace space, Scheduler scheduler) {
    boolean constant = space.parameter(halve).orElseThrow() instanceof Parameter.Constant;
    return constant && scheduler instanceof Population
        ? Optional.of("must name a parameter that varies, since trials of a population copy it")
        : Optional.empty();
  }

  /** Returns whether one more failure of a trial that was tried again so often may pass. */
  boolean allows(FailureKind kind, int retries) {
    return on.contains(kind) && retries < times;
  }

  /** Returns whether a trial is given up after so many deaths in a row. */
  boolean fatal(int inARow) {
    return deaths > 0 && inARow >= deaths;
  }
}
