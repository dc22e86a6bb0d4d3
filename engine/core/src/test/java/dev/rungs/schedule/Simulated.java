package dev.rungs.schedule;

import static java.util.Objects.requireNonNull;

import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * A sweep without training: a scheduler, workers, and a clock that jumps from one arrival to the
 * next. Arrivals at the same time keep the order in which they began.
 *
 * @param workers how many trials train at the same time
 * @param trials how many start before the board is closed
 * @param pace units of time an epoch of a trial takes
 * @param checkpoints whether a promoted trial goes on where it paused; else it trains from scratch
 */
public record Simulated(
    Scheduler scheduler,
    int workers,
    int trials,
    Losses losses,
    ToLongFunction<TrialId> pace,
    boolean checkpoints) {

  /** What a trial would lose at an epoch; NaN if it fails there. */
  @FunctionalInterface
  public interface Losses {
    double at(TrialId trial, int epoch);

    /** The lower its number the better a trial is, at every epoch. */
    Losses BY_NUMBER = (trial, epoch) -> trial.number();
  }

  /**
   * One decision, made when a trial arrived at a rung or left its pause there.
   *
   * @param loss what the trial arrived with
   */
  public record Decision(
      long time, TrialId trial, int bracket, int rung, double loss, Verdict verdict) {}

  /**
   * What came of it.
   *
   * @param epochs trained, those trained again from scratch included
   * @param mostOpen how many brackets were open at the same time, at most
   */
  public record Result(List<Decision> decisions, Board board, long epochs, int mostOpen) {

    /** Returns when the first trial reached the top of its ladder. */
    public long firstCompletion() {
      return decisions.stream()
          .filter(each -> each.verdict() instanceof Verdict.Complete)
          .findFirst()
          .orElseThrow()
          .time();
    }

    /** Returns the trials that reached the top of their ladder. */
    public Set<TrialId> completed() {
      var completed = new TreeSet<TrialId>();
      decisions.stream()
          .filter(each -> each.verdict() instanceof Verdict.Complete)
          .forEach(each -> completed.add(each.trial()));
      return completed;
    }

    /** Returns the last verdict on each trial. */
    public Map<TrialId, Verdict> last() {
      var last = new HashMap<TrialId, Verdict>();
      decisions.forEach(each -> last.put(each.trial(), each.verdict()));
      return last;
    }
  }

  /** Workers of equal speed, with checkpoints. */
  public static Simulated of(Scheduler scheduler, int workers, int trials, Losses losses) {
    return new Simulated(scheduler, workers, trials, losses, trial -> 1, true);
  }

  /** Returns this sweep with trials of other speeds. */
  public Simulated withPace(ToLongFunction<TrialId> unitsPerEpoch) {
    return new Simulated(scheduler, workers, trials, losses, unitsPerEpoch, checkpoints);
  }

  /** Returns this sweep without checkpoints. */
  public Simulated fromScratch() {
    return new Simulated(scheduler, workers, trials, losses, pace, false);
  }

  /**
   * Runs the sweep to its end.
   *
   * @throws IllegalStateException if nothing trains, nothing may start, and trials are left
   */
  public Result run() {
    return new Run().toEnd();
  }

  private record Segment(long end, int sequence, TrialId trial, int bracket, int rung) {}

  private final class Run {
    private final Board board = new Board();
    private final List<Decision> decisions = new ArrayList<>();
    private final Map<TrialId, Integer> brackets = new HashMap<>();
    private final PriorityQueue<Segment> training =
        new PriorityQueue<>(
            Comparator.comparingLong(Segment::end).thenComparingInt(Segment::sequence));
    private long now;
    private long epochs;
    private int sequence;
    private int mostOpen;

    Result toEnd() {
      fillWorkers();
      while (!training.isEmpty()) {
        arrive(training.remove());
        fillWorkers();
      }
      if (brackets.size() < trials) {
        throw new IllegalStateException(
            "nothing trains, but only " + brackets.size() + " of " + trials + " have started");
      }
      return new Result(decisions, board, epochs, mostOpen);
    }

    private void fillWorkers() {
      while (training.size() < workers && (promote() || admit())) {}
    }

    private boolean promote() {
      Optional<Promotion> answer = scheduler.promote(board);
      answer.ifPresent(this::promote);
      return answer.isPresent();
    }

    private void promote(Promotion promotion) {
      TrialId trial = promotion.trial();
      int bracket = promotion.standing().bracket();
      int rung = promotion.standing().rung();
      decide(trial, rung, new Verdict.Promote(promotion.untilEpoch(), promotion.standing()));
      board.promote(bracket, rung, trial);
      train(trial, rung + 1, checkpoints ? epoch(trial, rung) : 0);
    }

    private boolean admit() {
      if (brackets.size() == trials) {
        return false;
      }
      Optional<Integer> answer = scheduler.admit(board);
      answer.ifPresent(this::admit);
      return answer.isPresent();
    }

    private void admit(int bracket) {
      var trial = new TrialId(brackets.size());
      brackets.put(trial, bracket);
      board.admit(bracket);
      mostOpen = Math.max(mostOpen, board.open().size());
      board.close(brackets.size() == trials);
      train(trial, 0, 0);
    }

    private void train(TrialId trial, int toRung, int fromEpoch) {
      int length = epoch(trial, toRung) - fromEpoch;
      epochs += length;
      long end = now + length * pace.applyAsLong(trial);
      training.add(new Segment(end, sequence++, trial, bracket(trial), toRung));
    }

    private void arrive(Segment segment) {
      now = segment.end();
      TrialId trial = segment.trial();
      int rung = segment.rung();
      board.arrive(segment.bracket(), rung, trial, losses.at(trial, epoch(trial, rung)));
      if (scheduler.ended(board, segment.bracket())) {
        board.end(segment.bracket());
      }
      Verdict verdict = scheduler.judge(board, trial, segment.bracket(), rung);
      decide(trial, rung, verdict);
      if (verdict instanceof Verdict.TrainOn) {
        train(trial, rung + 1, epoch(trial, rung));
      }
    }

    private void decide(TrialId trial, int rung, Verdict verdict) {
      double loss = losses.at(trial, epoch(trial, rung));
      decisions.add(new Decision(now, trial, bracket(trial), rung, loss, verdict));
    }

    private int bracket(TrialId trial) {
      return requireNonNull(brackets.get(trial));
    }

    private int epoch(TrialId trial, int rung) {
      return scheduler.bracket(bracket(trial)).ladder().epoch(rung);
    }
  }
}
