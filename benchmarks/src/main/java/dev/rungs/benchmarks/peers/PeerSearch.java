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
 * follows from the sweep's seed and the trial's number, a trial is worth its best epoch, and one
 * that diverges has cost what it trained.
 */
final class PeerSearch {

  /** A trial that trains. */
  private record Running(int trial, double end, int epochs, double best) {}

  private final Problem problem;
  private final Peers.Study study;
  private final long seed;

  private final Set<Configuration> taken = new HashSet<>();
  private final PriorityQueue<Running> running =
      new PriorityQueue<>(
          Comparator.comparingDouble(Running::end).thenComparingInt(Running::trial));
  private final List<Run.Incumbent> incumbents = new ArrayList<>();
  private double now;
  private long trained;
  private double best = Double.POSITIVE_INFINITY;

  PeerSearch(Problem problem, Peers.Study study, long seed) {
    this.problem = problem;
    this.study = study;
    this.seed = seed;
  }

  /** Starts trials as long as the budget holds a whole one. */
  List<Run.Incumbent> run(int workers, long epochs) throws IOException {
    for (int trial = 0; (trial + 1L) * problem.epochs() <= epochs; trial++) {
      if (running.size() == workers) {
        end(running.remove());
      }
      if (!start(trial)) {
        break;
      }
    }
    while (!running.isEmpty()) {
      end(running.remove());
    }
    return incumbents;
  }

  /** Returns whether there was something left to train. */
  private boolean start(int trial) throws IOException {
    Configuration wanted = study.ask();
    Optional<Configuration> nearest = problem.nearest(wanted, taken::contains);
    if (nearest.isEmpty()) {
      return false;
    }
    Configuration configuration = nearest.get();
    taken.add(configuration);
    if (!configuration.equals(wanted)) {
      study.moved(trial, configuration);
    }
    long chance = new Chance(seed, new TrialId(trial)).seed("training");
    running.add(training(trial, problem.train(configuration, chance)));
    return true;
  }

  private Running training(int trial, Training training) {
    double end = now;
    double lowest = Double.POSITIVE_INFINITY;
    for (int epoch = 1; epoch <= problem.epochs(); epoch++) {
      end += training.seconds(epoch);
      double loss = training.loss(epoch);
      if (!Double.isFinite(loss)) {
        return new Running(trial, end, epoch, lowest);
      }
      lowest = Math.min(lowest, loss);
    }
    return new Running(trial, end, problem.epochs(), lowest);
  }

  private void end(Running over) throws IOException {
    now = over.end();
    trained += over.epochs();
    if (over.best() < best) {
      best = over.best();
      incumbents.add(new Run.Incumbent(now, trained, best));
    }
    if (Double.isFinite(over.best())) {
      study.tell(over.trial(), over.best());
    } else {
      study.fail(over.trial());
    }
  }
}
