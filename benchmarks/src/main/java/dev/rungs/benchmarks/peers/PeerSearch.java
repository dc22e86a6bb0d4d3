package dev.rungs.benchmarks.peers;

import dev.rungs.benchmarks.sim.Problem;
import dev.rungs.benchmarks.sim.Run;
import dev.rungs.benchmarks.sim.Training;
import dev.rungs.space.Configuration;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * A peer's search of one problem in virtual time, by the rules of our own sweeps: the trial that
 * was asked for is replaced by the nearest in the problem's table, what differs between trainings
 * follows from the sweep's seed and the trial's number, a segment is trained if the budget holds
 * all of it, a trial is worth its best epoch, and one that diverges has cost what it trained.
 */
final class PeerSearch {

  /**
   * What is trained until the peer is told again.
   *
   * @param until the last epoch trained, in which it may have diverged
   * @param best the lowest loss of the trial
   */
  private record Segment(
      int trial, Training training, int from, int until, double end, double loss, double best) {

    boolean diverged() {
      return !Double.isFinite(loss);
    }
  }

  private final Problem problem;
  private final Peers.Study study;
  private final int length;
  private final long budget;
  private final long seed;

  private final Set<Configuration> taken = new HashSet<>();
  private final PriorityQueue<Segment> running =
      new PriorityQueue<>(
          Comparator.comparingDouble(Segment::end).thenComparingInt(Segment::trial));
  private final List<Run.Incumbent> incumbents = new ArrayList<>();
  private double now;
  private int asked;
  private long granted;
  private long trained;
  private double best = Double.POSITIVE_INFINITY;

  /**
   * @param length how many epochs a segment has; they divide those of the problem
   * @param budget how many epochs are trained in all
   */
  PeerSearch(Problem problem, Peers.Study study, int length, long budget, long seed) {
    this.problem = problem;
    this.study = study;
    this.length = length;
    this.budget = budget;
    this.seed = seed;
  }

  List<Run.Incumbent> run(int workers) throws IOException {
    boolean more = true;
    while (true) {
      while (more && running.size() < workers && hasRoom()) {
        more = start();
      }
      if (running.isEmpty()) {
        return incumbents;
      }
      end(running.remove());
    }
  }

  private boolean hasRoom() {
    return granted + length <= budget;
  }

  /** Returns whether there was something left to train. */
  private boolean start() throws IOException {
    Configuration wanted = study.ask();
    Optional<Configuration> nearest = problem.nearest(wanted, taken::contains);
    if (nearest.isEmpty()) {
      return false;
    }
    int trial = asked++;
    Configuration configuration = nearest.get();
    taken.add(configuration);
    if (!configuration.equals(wanted)) {
      study.moved(trial, configuration);
    }
    long chance = new Chance(seed, new TrialId(trial)).seed("training");
    train(trial, problem.train(configuration, chance), 0, Double.POSITIVE_INFINITY);
    return true;
  }

  private void train(int trial, Training training, int from, double before) {
    granted += length;
    double end = now;
    double loss = 0;
    double lowest = before;
    int epoch = from;
    while (epoch < from + length && Double.isFinite(loss)) {
      epoch++;
      end += training.seconds(epoch);
      loss = training.loss(epoch);
      lowest = Double.isFinite(loss) ? Math.min(lowest, loss) : lowest;
    }
    running.add(new Segment(trial, training, from, epoch, end, loss, lowest));
  }

  private void end(Segment over) throws IOException {
    int epochs = over.until() - over.from();
    now = over.end();
    trained += epochs;
    granted -= length - epochs;
    if (over.best() < best) {
      best = over.best();
      incumbents.add(new Run.Incumbent(now, trained, best));
    }
    if (isPruned(over)) {
      return;
    }
    if (over.diverged() || over.until() == problem.epochs()) {
      tell(over);
    } else if (hasRoom()) {
      train(over.trial(), over.training(), over.until(), over.best());
    }
  }

  /** Who trains in one piece is told at its end only. */
  private boolean isPruned(Segment over) throws IOException {
    return length < problem.epochs()
        && !over.diverged()
        && study.pruned(over.trial(), over.until(), over.loss());
  }

  private void tell(Segment over) throws IOException {
    if (Double.isFinite(over.best())) {
      study.tell(over.trial(), over.best());
    } else {
      study.fail(over.trial());
    }
  }
}
