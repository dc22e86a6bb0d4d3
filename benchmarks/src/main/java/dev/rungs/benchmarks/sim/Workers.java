package dev.rungs.benchmarks.sim;

/**
 * Who trains. A worker that dies is replaced at once.
 *
 * @param count how many trials train at the same time
 * @param checkpoints whether a paused trial goes on where it was; else it trains from epoch 1
 * @param stragglers a segment takes {@code 1 + |z|} times as long, z normal with this deviation
 * @param deaths the chance that a worker dies within a unit of time, in [0, 1)
 * @param again whether what a dead worker was training is queued again, to go on from its last
 *     checkpoint or from the start; else the trial fails
 */
public record Workers(
    int count, boolean checkpoints, double stragglers, double deaths, boolean again) {

  public Workers {
    require(count >= 1, "count", count, "must be >= 1");
    require(stragglers >= 0, "stragglers", stragglers, "must be >= 0");
    require(deaths >= 0 && deaths < 1, "deaths", deaths, "must be in [0, 1)");
  }

  /** Workers of equal speed that never die, with checkpoints. */
  public static Workers of(int count) {
    return new Workers(count, true, 0, 0, true);
  }

  /** Returns these workers without checkpoints. */
  public Workers fromScratch() {
    return new Workers(count, false, stragglers, deaths, again);
  }

  /** Returns these workers with other troubles. */
  public Workers with(double stragglersDeviation, double deathChance) {
    return new Workers(count, checkpoints, stragglersDeviation, deathChance, again);
  }

  /** Returns these workers, whose deaths fail the trials they were training. */
  public Workers fatal() {
    return new Workers(count, checkpoints, stragglers, deaths, false);
  }

  private static void require(boolean holds, String name, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + ", " + rule);
    }
  }
}
