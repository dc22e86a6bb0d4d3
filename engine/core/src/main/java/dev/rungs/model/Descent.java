package dev.rungs.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function over a box: L-BFGS (Nocedal and Wright 2006, algorithm 7.4) whose
 * steps are cut at the bounds and that leaves alone the coordinates which a bound holds.
 */
public final class Descent {

  private static final int REMEMBERED = 8;
  private static final int HALVINGS = 12;
  private static final double SUFFICIENT = 1e-4;

  /** A function and its gradient. */
  public interface Slope {

    /** Returns the value; fills in the gradient. NaN or infinite values are never accepted. */
    double at(double[] x, double[] gradient);
  }

  /** What a step has shown: how far it went, how the gradient turned. */
  private static final class Step {
    final double[] move;
    final double[] turn;
    final double curvature;

    Step(double[] move, double[] turn, double curvature) {
      this.move = move;
      this.turn = turn;
      this.curvature = curvature;
    }
  }

  private final Slope slope;
  private final double[] low;
  private final double[] high;
  private final Deque<Step> steps = new ArrayDeque<>();

  /**
   * @param low where the box begins, by coordinate; {@code high} where it ends
   */
  public Descent(Slope slope, double[] low, double[] high) {
    this.slope = slope;
    this.low = low;
    this.high = high;
  }

  /**
   * Returns the lowest point found.
   *
   * @param start in the box
   * @param reach how far the first step goes
   */
  public double[] from(double[] start, double reach, int iterations) {
    double[] x = start.clone();
    var gradient = new double[x.length];
    double value = slope.at(x, gradient);
    for (int i = 0; i < iterations && Double.isFinite(value); i++) {
      double[] direction = direction(x, gradient, reach);
      var nextGradient = new double[x.length];
      double[] next = x;
      double nextValue = Double.NaN;
      double length = 1;
      boolean accepted = false;
      for (int halving = 0; halving < HALVINGS && !accepted; halving++) {
        next = cut(x, direction, length);
        nextValue = slope.at(next, nextGradient);
        accepted = nextValue <= value + SUFFICIENT * slant(gradient, x, next);
        length /= 2;
      }
      if (!accepted || value - nextValue <= 1e-9 * (1 + Math.abs(value))) {
        return accepted ? next : x;
      }
      remember(x, next, gradient, nextGradient);
      x = next;
      value = nextValue;
      gradient = nextGradient;
    }
    return x;
  }

  private double[] direction(double[] x, double[] gradient, double reach) {
    double[] free = gradient.clone();
    for (int j = 0; j < x.length; j++) {
      if ((x[j] <= low[j] && gradient[j] > 0) || (x[j] >= high[j] && gradient[j] < 0)) {
        free[j] = 0;
      }
    }
    double[] direction = twoLoops(free);
    for (int j = 0; j < x.length; j++) {
      direction[j] = free[j] == 0 ? 0 : -direction[j];
    }
    if (!steps.isEmpty() && dot(direction, free) < 0) {
      return direction;
    }
    steps.clear();
    double largest = 1e-300;
    for (double each : free) {
      largest = Math.max(largest, Math.abs(each));
    }
    for (int j = 0; j < x.length; j++) {
      direction[j] = -free[j] * reach / largest;
    }
    return direction;
  }

  private double[] twoLoops(double[] gradient) {
    double[] q = gradient.clone();
    var weights = new double[steps.size()];
    int i = 0;
    for (Step step : steps) {
      weights[i] = dot(step.move, q) / step.curvature;
      add(-weights[i++], step.turn, q);
    }
    if (!steps.isEmpty()) {
      Step last = steps.getFirst();
      double scale = last.curvature / dot(last.turn, last.turn);
      for (int j = 0; j < q.length; j++) {
        q[j] *= scale;
      }
    }
    for (Iterator<Step> oldest = steps.descendingIterator(); oldest.hasNext(); ) {
      Step step = oldest.next();
      add(weights[--i] - dot(step.turn, q) / step.curvature, step.move, q);
    }
    return q;
  }

  private void remember(double[] x, double[] next, double[] gradient, double[] nextGradient) {
    double[] move = next.clone();
    double[] turn = nextGradient.clone();
    add(-1, x, move);
    add(-1, gradient, turn);
    double curvature = dot(move, turn);
    if (curvature > 1e-12 * dot(turn, turn)) {
      steps.addFirst(new Step(move, turn, curvature));
      if (steps.size() > REMEMBERED) {
        steps.removeLast();
      }
    }
  }

  private double[] cut(double[] x, double[] direction, double length) {
    var next = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      next[j] = Math.min(high[j], Math.max(low[j], x[j] + length * direction[j]));
    }
    return next;
  }

  private static double slant(double[] gradient, double[] from, double[] to) {
    double sum = 0;
    for (int j = 0; j < from.length; j++) {
      sum += gradient[j] * (to[j] - from[j]);
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static void add(double factor, double[] from, double[] to) {
    for (int j = 0; j < from.length; j++) {
      to[j] += factor * from[j];
    }
  }
}
