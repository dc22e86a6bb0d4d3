package dev.rungs.benchmarks.bbob;

import dev.rungs.benchmarks.bbob.Shapes.Shaped;

/**
 * An instance of one of BBOB's 24 noiseless functions, which is to be minimised over [-5, 5]^n.
 *
 * <p>The definitions are those of Hansen et al. 2009, the instances those of the competition of
 * that year, which its random numbers are part of. Safe to use from several threads.
 *
 * @see <a href="https://inria.hal.science/inria-00362633v2">Hansen, Finck, Ros, Auger 2009,
 *     Real-Parameter Black-Box Optimization Benchmarking 2009: Noiseless Functions Definitions</a>
 */
public final class Problem {

  /** So many functions there are; they are numbered from 1. */
  public static final int FUNCTIONS = 24;

  /** Points lie within so much of 0 in each coordinate. */
  public static final double BOUND = 5;

  private final Instance instance;
  private final Shaped shaped;

  private Problem(Instance instance, Shaped shaped) {
    this.instance = instance;
    this.shaped = shaped;
  }

  /**
   * Returns a problem.
   *
   * @param function 1 to 24
   * @param instance from 1 on
   * @param dimension at least 2
   */
  public static Problem of(int function, int instance, int dimension) {
    if (function < 1 || function > FUNCTIONS) {
      throw new IllegalArgumentException("function is " + function + ", must be in [1, 24]");
    }
    if (instance < 1) {
      throw new IllegalArgumentException("instance is " + instance + ", must be >= 1");
    }
    if (dimension < 2) {
      throw new IllegalArgumentException("dimension is " + dimension + ", must be >= 2");
    }
    Instance placed = Instance.of(function, instance, dimension);
    return new Problem(placed, Shapes.of(function, placed));
  }

  public int dimension() {
    return instance.dimension();
  }

  /** Returns the value at a point; points outside the bounds have one too. */
  public double at(double[] x) {
    return regret(x) + optimum();
  }

  /** Returns how much higher than the optimum the function is at a point. */
  public double regret(double[] x) {
    return shaped.shape.at(x);
  }

  /** Returns the lowest value. */
  public double optimum() {
    return instance.optimum;
  }

  /** Returns where the lowest value is. */
  public double[] best() {
    return shaped.best.clone();
  }
}
