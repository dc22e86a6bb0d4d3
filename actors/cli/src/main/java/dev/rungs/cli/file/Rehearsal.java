package dev.rungs.cli.file;

import dev.rungs.schedule.Board;
import dev.rungs.schedule.Bracket;
import dev.rungs.schedule.Patient;
import dev.rungs.schedule.Promotion;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.Stopping;
import dev.rungs.schedule.ThresholdStopping;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a scheduler will spend: its own rules, played on a real {@link Board} by trials that train
 * nothing.
 *
 * <p>Whether a metric would leave fixed bounds is not known: here none does.
 *
 * <p>One trial trains at a time; each keeps its place in a random order of merit from rung to rung.
 * Nobody fails, diverges or is retried. What depends on the order of arrival is the mean of several
 * plays, so counts may be fractions. Brackets that are equal are one row.
 */
public record Rehearsal(int trials, List<Row> rows) {

  /** The most trials that are played. */
  public static final int MOST_TRIALS = 5_000;

  private static final int MOST_PLAYS = 16;

  /** So many rungs to climb are enough for a mean. */
  private static final long MOST_CLIMBED = 100_000;

  /**
   * What one kind of bracket will spend.
   *
   * @param times how often it is opened
   * @param arrivals how many trials reach each rung, all openings together
   */
  public record Row(Bracket bracket, double times, List<Double> arrivals) {

    public Row {
      arrivals = List.copyOf(arrivals);
    }

    /** Returns the epochs trained between the rung below and this one. */
    public double epochs(int rung) {
      int below = rung == 0 ? 0 : bracket.ladder().epoch(rung - 1);
      return arrivals.get(rung) * (bracket.ladder().epoch(rung) - below);
    }

    /** Returns how many trials train to the end. */
    public double complete() {
      return arrivals.get(bracket.ladder().top());
    }
  }

  public Rehearsal {
    rows = List.copyOf(rows);
  }

  /**
   * Plays a scheduler.
   *
   * @param trials how many start, at most {@link #MOST_TRIALS}
   * @param budget no trial trains on once so many epochs are spent
   */
  public static Rehearsal of(Scheduler scheduler, int trials, long budget) {
    int count = Math.min(trials, MOST_TRIALS);
    int plays = plays(Math.max(1, count), scheduler.bracket(0).ladder().size());
    Map<Bracket, Tally> tallies = new LinkedHashMap<>();
    long started = 0;
    for (int play = 0; play < plays; play++) {
      started += new Play(scheduler, count, budget, play, tallies).run();
    }
    return new Rehearsal(
        Math.round((float) started / plays),
        tallies.entrySet().stream()
            .map(each -> each.getValue().row(each.getKey(), plays))
            .toList());
  }

  private static int plays(int trials, int rungs) {
    long enough = Math.min(MOST_TRIALS, MOST_CLIMBED / rungs) / trials;
    return (int) Math.max(1, Math.min(MOST_PLAYS, enough));
  }

  /** Returns the epochs of all rungs. */
  public double epochs() {
    return rows.stream()
        .mapToDouble(
            row -> IntStream.range(0, row.arrivals().size()).mapToDouble(row::epochs).sum())
        .sum();
  }

  /** Returns how many trials train to the end. */
  public double complete() {
    return rows.stream().mapToDouble(Row::complete).sum();
  }

  /** Returns the epochs it would take to train every trial to the end. */
  public double epochsWithoutStopping() {
    return rows.stream()
        .mapToDouble(
            row ->
                row.arrivals().get(0) * row.bracket().ladder().epoch(row.bracket().ladder().top()))
        .sum();
  }

  private static final class Tally {
    private final long[] arrivals;
    private long times;

    Tally(int rungs) {
      arrivals = new long[rungs];
    }

    Row row(Bracket bracket, int plays) {
      List<Double> means = new ArrayList<>();
      for (long count : arrivals) {
        means.add((double) count / plays);
      }
      return new Row(bracket, (double) times / plays, means);
    }
  }

  /** One play. */
  private static final class Play {
    private final Scheduler scheduler;
    private final int trials;
    private final long budget;
    private final long seed;
    private final Map<Bracket, Tally> tallies;
    private final Map<Integer, Tally> opened = new HashMap<>();
    private final Board board = new Board();
    private int started;
    private long spent;

    Play(Scheduler scheduler, int trials, long budget, long seed, Map<Bracket, Tally> tallies) {
      this.scheduler = unbounded(scheduler);
      this.trials = trials;
      this.budget = budget;
      this.seed = seed;
      this.tallies = tallies;
    }

    private static Scheduler unbounded(Scheduler scheduler) {
      if (scheduler instanceof Patient patient
          && unbounded(patient.of()) instanceof Stopping stopping) {
        return new Patient(stopping, patient.patience());
      }
      return scheduler instanceof ThresholdStopping bounds
          ? new ThresholdStopping(
              bounds.interval(),
              bounds.max(),
              bounds.grace(),
              Double.NEGATIVE_INFINITY,
              Double.POSITIVE_INFINITY)
          : scheduler;
    }

    /** Returns how many trials were started. */
    int run() {
      while (spent < budget && (promote() || start())) {
        board.close(started == trials);
      }
      return started;
    }

    private boolean promote() {
      Optional<Promotion> promotion = scheduler.promote(board);
      promotion.ifPresent(
          each -> {
            int bracket = each.standing().bracket();
            int rung = each.standing().rung();
            board.promote(bracket, rung, each.trial());
            climb(each.trial(), bracket, rung + 1);
          });
      return promotion.isPresent();
    }

    private boolean start() {
      Optional<Integer> bracket = started < trials ? scheduler.admit(board) : Optional.empty();
      bracket.ifPresent(
          index -> {
            if (index == board.brackets()) {
              tally(index).times++;
            }
            board.admit(index);
            board.close(started + 1 == trials);
            climb(new TrialId(started++), index, 0);
          });
      return bracket.isPresent();
    }

    private void climb(TrialId trial, int bracket, int from) {
      Verdict verdict = arrive(trial, bracket, from);
      for (int rung = from + 1; verdict instanceof Verdict.TrainOn && spent < budget; rung++) {
        verdict = arrive(trial, bracket, rung);
      }
    }

    private Verdict arrive(TrialId trial, int bracket, int rung) {
      List<Integer> epochs = scheduler.bracket(bracket).ladder().epochs();
      spent += epochs.get(rung) - (rung == 0 ? 0 : epochs.get(rung - 1));
      tally(bracket).arrivals[rung]++;
      double merit = new Chance(seed, trial).generator("rehearsal").nextDouble();
      board.arrive(bracket, rung, trial, merit);
      return scheduler.judge(board, trial, bracket, rung);
    }

    private Tally tally(int bracket) {
      return opened.computeIfAbsent(
          bracket,
          index ->
              tallies.computeIfAbsent(
                  scheduler.bracket(index), kind -> new Tally(kind.ladder().size())));
    }
  }
}
