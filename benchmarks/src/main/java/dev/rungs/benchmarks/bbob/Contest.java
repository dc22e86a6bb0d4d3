package dev.rungs.benchmarks.bbob;

import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * What each search has to do: so many evaluations of a problem, by so many workers.
 *
 * <p>Time is virtual. A trial takes between half and one and a half times as long as usual, which
 * follows from the seed and its number alone, so all samplers meet the same delays. A worker that
 * becomes free asks at once. Seed s plays on instance s of a function.
 *
 * @param workers trials open at a time, at least 1
 */
record Contest(int dimension, int evaluations, int workers) {

  Contest {
    if (evaluations < 1) {
      throw new IllegalArgumentException("evaluations is " + evaluations + ", must be >= 1");
    }
    if (workers < 1) {
      throw new IllegalArgumentException("workers is " + workers + ", must be >= 1");
    }
  }

  private record Running(int trial, double end, double regret) {}

  Problem problem(int function, long seed) {
    return Problem.of(function, Math.toIntExact(seed), dimension);
  }

  /** Returns by how much the best of the evaluations misses the optimum. */
  double play(Problem problem, Asker asker, long seed) throws IOException {
    var running =
        new PriorityQueue<>(
            Comparator.comparingDouble(Running::end).thenComparingInt(Running::trial));
    double clock = 0;
    double best = Double.POSITIVE_INFINITY;
    for (int trial = 0; trial < evaluations; trial++) {
      if (running.size() == workers) {
        Running ended = running.remove();
        clock = ended.end();
        asker.tell(ended.trial(), ended.regret() + problem.optimum());
      }
      double regret = problem.regret(asker.ask());
      best = Math.min(best, regret);
      running.add(new Running(trial, clock + duration(seed, trial), regret));
    }
    return best;
  }

  private static double duration(long seed, int trial) {
    RandomGenerator random = new Chance(seed, new TrialId(trial)).generator("virtual duration");
    return 0.5 + random.nextDouble();
  }
}
