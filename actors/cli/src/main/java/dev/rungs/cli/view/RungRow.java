package dev.rungs.cli.view;

import dev.rungs.schedule.Ladder;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.SweepState;
import dev.rungs.sweep.TrialSummary;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The trials at the rungs of one epoch, all brackets together.
 *
 * @param reached those that stand at this rung, head for it, or have left it upwards
 * @param running those that train towards it
 * @param promoted those that have left it upwards
 * @param waiting those that may be promoted from it
 * @param failed those that failed on the way to it
 * @param done those that are complete there
 */
record RungRow(
    int epochs, int reached, int running, int promoted, int waiting, int failed, int done) {

  private static final int MOST = 12;

  /** Returns one row for each epoch at which trials are compared, the highest first. */
  static List<RungRow> of(SweepState state) {
    Map<Integer, Ladder> ladders = new HashMap<>();
    Map<Integer, int[]> counts = new TreeMap<>(Comparator.reverseOrder());
    int brackets = Math.max(1, state.board().brackets());
    for (int bracket = 0; bracket < brackets; bracket++) {
      Ladder ladder = state.spec().scheduler().bracket(bracket).ladder();
      ladders.put(bracket, ladder);
      ladder.epochs().forEach(epochs -> counts.putIfAbsent(epochs, new int[6]));
    }
    for (TrialSummary trial : state.trials()) {
      Ladder ladder = ladders.get(trial.bracket());
      if (ladder != null) {
        count(trial, ladder, counts);
      }
    }
    return few(
        counts.entrySet().stream().map(each -> row(each.getKey(), each.getValue())).toList());
  }

  /** Returns the rows, or neighbours taken together if they are many: by their highest epoch. */
  private static List<RungRow> few(List<RungRow> rows) {
    int size = Math.max(1, (rows.size() + MOST - 1) / MOST);
    return IntStream.range(0, (rows.size() + size - 1) / size)
        .mapToObj(group -> rows.subList(group * size, Math.min(rows.size(), (group + 1) * size)))
        .map(group -> group.stream().reduce(RungRow::above).orElseThrow())
        .toList();
  }

  private RungRow above(RungRow lower) {
    return new RungRow(
        epochs,
        lower.reached,
        running + lower.running,
        promoted,
        waiting + lower.waiting,
        failed + lower.failed,
        done + lower.done);
  }

  private static void count(TrialSummary trial, Ladder ladder, Map<Integer, int[]> counts) {
    for (int rung = 0; rung <= trial.rung(); rung++) {
      int[] row = counts.getOrDefault(ladder.epoch(rung), new int[6]);
      row[0]++;
      if (rung < trial.rung()) {
        row[2]++;
      } else {
        row[1] += trial.phase() == Phase.RUNNING ? 1 : 0;
        row[3] += trial.phase() == Phase.PAUSED ? 1 : 0;
        row[4] += trial.phase() == Phase.FAILED ? 1 : 0;
        row[5] += trial.phase() == Phase.COMPLETE ? 1 : 0;
      }
    }
  }

  private static RungRow row(int epochs, int[] count) {
    return new RungRow(epochs, count[0], count[1], count[2], count[3], count[4], count[5]);
  }
}
