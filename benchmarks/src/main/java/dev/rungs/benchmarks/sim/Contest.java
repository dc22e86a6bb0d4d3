package dev.rungs.benchmarks.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Contenders on the problems of a suite, each with the same budget and the same seeds.
 *
 * @param min the lowest rung of schedulers that have one
 * @param epochs the budget of each sweep
 * @param seeds how many sweeps each contender does on each problem: seeds 0, 1, ...
 * @param threads how many sweeps run at the same time; it changes nothing but the time
 */
public record Contest(
    Suite suite,
    List<Contender> contenders,
    Workers workers,
    int min,
    long epochs,
    int seeds,
    int threads) {

  public Contest {
    contenders = List.copyOf(contenders);
    if (contenders.isEmpty()) {
      throw new IllegalArgumentException("contenders is empty, must hold at least one");
    }
    contenders.forEach(each -> each.check(workers));
  }

  /**
   * Runs all sweeps.
   *
   * @param progress is told a line whenever a contender has ended on a problem
   */
  public Standings run(Consumer<String> progress) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      var losses = new double[contenders.size()][suite.problems().size()][][];
      for (int contender = 0; contender < losses.length; contender++) {
        for (int problem = 0; problem < losses[contender].length; problem++) {
          losses[contender][problem] = sweeps(pool, contender, problem);
          progress.accept(
              contenders.get(contender).name()
                  + " on "
                  + suite.problems().get(problem).name()
                  + ": loss "
                  + Standings.loss(losses[contender][problem]));
        }
      }
      return new Standings(this, losses);
    } finally {
      pool.shutdownNow();
    }
  }

  private double[][] sweeps(ExecutorService pool, int contender, int problem)
      throws InterruptedException {
    var jobs = new ArrayList<Callable<double[]>>();
    for (int seed = 0; seed < seeds; seed++) {
      int number = seed;
      jobs.add(() -> sweep(contenders.get(contender), suite.problems().get(problem), number));
    }
    var losses = new double[seeds][];
    List<Future<double[]>> sweeps = pool.invokeAll(jobs);
    for (int seed = 0; seed < seeds; seed++) {
      losses[seed] = result(sweeps.get(seed));
    }
    return losses;
  }

  private double[] sweep(Contender contender, Problem problem, long seed) {
    long total = epochs * contender.times();
    var losses = new double[Standings.SHARES];
    Arrays.fill(losses, Double.POSITIVE_INFINITY);
    for (Run.Incumbent incumbent : contender.search(problem, workers, min, total, seed)) {
      long share = (incumbent.epochs() * Standings.SHARES + total - 1) / total;
      int from = (int) Math.min(Standings.SHARES, Math.max(1, share)) - 1;
      Arrays.fill(losses, from, losses.length, incumbent.loss());
    }
    return losses;
  }

  private static double[] result(Future<double[]> sweep) throws InterruptedException {
    try {
      return sweep.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a sweep failed: " + e.getMessage(), e);
    }
  }
}
