package dev.rungs.benchmarks.sim;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What came of a {@link Contest}. */
public final class Standings {

  /** Into how many shares budgets are cut. */
  public static final int SHARES = 100;

  private final Contest contest;
  private final double[][][][] losses;

  /**
   * @param losses the best loss of each contender, on each problem, with each seed, after each
   *     hundredth of its budget; positive infinity where there was none yet
   */
  Standings(Contest contest, double[][][][] losses) {
    this.contest = contest;
    this.losses = losses;
  }

  /** Returns the contest. */
  public Contest contest() {
    return contest;
  }

  /** Returns the best loss after each hundredth of the budget, the curve of one sweep. */
  double[] curve(int contender, int problem, int seed) {
    return losses[contender][problem][seed].clone();
  }

  /** Returns by how much a contender misses the optimum in the end: mean over problems. */
  public Interval excess(int contender) {
    return mean(contender, SHARES - 1, (problem, loss) -> loss - problem.optimum());
  }

  /** Returns a contender's mean regret over problems in the end; the interval is over seeds. */
  public Interval regret(int contender) {
    return regret(contender, SHARES);
  }

  /** Returns a contender's mean regret after some hundredths of its budget, from 1. */
  public Interval regret(int contender, int share) {
    return mean(contender, share - 1, Problem::regret);
  }

  /** Returns a contender's mean loss on a problem in the end; the interval is over seeds. */
  public Interval loss(int contender, int problem) {
    return loss(losses[contender][problem]);
  }

  static Interval loss(double[][] sweeps) {
    return Interval.normal(last(sweeps));
  }

  /**
   * Returns the mean rank of a contender among all, from 1; those that tie share their places. On
   * each problem a contender meets the others that have the same seed; the interval tells how the
   * mean would move with other problems.
   */
  public Interval rank(int contender) {
    double[] ranks =
        IntStream.range(0, problems()).mapToDouble(problem -> rank(contender, problem)).toArray();
    return Interval.bootstrap(ranks);
  }

  /** Returns on how many problems a contender's mean loss is lower than another's. */
  public long wins(int contender, int other) {
    return IntStream.range(0, problems())
        .filter(problem -> loss(contender, problem).mean() < loss(other, problem).mean())
        .count();
  }

  private interface Measure {
    double of(Problem problem, double loss);
  }

  private Interval mean(int contender, int share, Measure measure) {
    return Interval.normal(
        IntStream.range(0, contest.seeds())
            .mapToDouble(
                seed ->
                    IntStream.range(0, problems())
                        .mapToDouble(
                            problem ->
                                measure.of(
                                    contest.suite().problems().get(problem),
                                    losses[contender][problem][seed][share]))
                        .average()
                        .orElseThrow())
            .toArray());
  }

  private double rank(int contender, int problem) {
    double[][] all =
        IntStream.range(0, losses.length)
            .mapToObj(other -> last(losses[other][problem]))
            .toArray(double[][]::new);
    return IntStream.range(0, contest.seeds())
        .mapToDouble(seed -> rank(all, contender, seed))
        .average()
        .orElseThrow();
  }

  private static double rank(double[][] all, int contender, int seed) {
    return rank(
        all[contender][seed], Arrays.stream(all).mapToDouble(other -> other[seed]).toArray());
  }

  /**
   * Returns the rank of a number among all, itself included, from 1, the lowest; those that tie
   * share their places.
   */
  public static double rank(double own, double[] all) {
    double lower = Arrays.stream(all).filter(each -> each < own).count();
    double tied = Arrays.stream(all).filter(each -> each == own).count();
    return lower + (tied + 1) / 2;
  }

  private static double[] last(double[][] sweeps) {
    return Arrays.stream(sweeps).mapToDouble(sweep -> sweep[SHARES - 1]).toArray();
  }

  private int problems() {
    return contest.suite().problems().size();
  }
}
