package dev.rungs.benchmarks.bbob;

/** A function less the value of its optimum: 0 there. */
@FunctionalInterface
interface Shape {

  /** Returns the value at a point, at least 0 up to rounding; does not change the point. */
  double at(double[] x);
}
