package dev.rungs.sample;

import dev.rungs.model.GaussianProcess;
import java.util.List;

/**
 * The logarithm of the expected improvement over what some processes have found, the mean of what
 * each of them expects (Snoek et al. 2012, section 3.2). Improvement is over the lowest mean of a
 * process at a known trial, which noise cannot fake.
 */
final class Improvement {

  private final List<GaussianProcess> processes;
  private final double[] best;

  /** Open trials are believed afterwards: they are nothing to improve upon. */
  Improvement(List<GaussianProcess> processes) {
    this.processes = processes;
    this.best = processes.stream().mapToDouble(GaussianProcess::lowestMean).toArray();
  }

  /** Adds an open trial as if it reached what is expected of it. */
  void believe(double[] point) {
    processes.forEach(process -> process.believe(point));
  }

  double at(double[] point) {
    var logs = new double[best.length];
    for (int i = 0; i < best.length; i++) {
      logs[i] = of(i, processes.get(i).at(point)).value();
    }
    return logOfMean(logs);
  }

  /** Returns the value; fills in the gradient. */
  double slopeAt(double[] point, double[] gradient) {
    var logs = new double[best.length];
    var slopes = new double[best.length][gradient.length];
    for (int i = 0; i < best.length; i++) {
      GaussianProcess.Forecast forecast = processes.get(i).slopeAt(point);
      LogImprovement improvement = of(i, forecast);
      double byVariance = improvement.byDeviation() / (2 * Math.sqrt(forecast.variance()));
      for (int axis = 0; axis < gradient.length; axis++) {
        slopes[i][axis] =
            improvement.byMean() * forecast.meanSlope(axis)
                + byVariance * forecast.varianceSlope(axis);
      }
      logs[i] = improvement.value();
    }
    double value = logOfMean(logs);
    for (int axis = 0; axis < gradient.length; axis++) {
      gradient[axis] = 0;
      for (int i = 0; i < best.length; i++) {
        gradient[axis] += StrictMath.exp(logs[i] - value) / best.length * slopes[i][axis];
      }
    }
    return value;
  }

  private LogImprovement of(int process, GaussianProcess.Forecast forecast) {
    return LogImprovement.of(best[process], forecast.mean(), Math.sqrt(forecast.variance()));
  }

  // Less the highest first, so that nothing overflows and not everything underflows.
  private static double logOfMean(double[] logs) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      highest = Math.max(highest, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - highest);
    }
    return highest + StrictMath.log(sum / logs.length);
  }
}
