package dev.rungs.sample;

import dev.rungs.model.Descent;
import dev.rungs.space.Configuration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Looks for the new configuration of highest expected improvement: judges draws from the whole cube
 * and around the best trials, then moves the best of them, up the slope along the lines and from
 * value to value elsewhere.
 */
final class ImprovementSearch {

  /** Around so many of the best trials candidates are drawn. */
  static final int CENTRES = 5;

  private static final int REFINED = 4;
  private static final int ROUNDS = 3;
  private static final int SLOPE_STEPS = 20;
  private static final double FIRST_STEP = 0.05;

  /** Draws around a trial are within 0.5 and this share of 0.5, evenly on a logarithmic scale. */
  private static final double NEAREST = 0.003;

  private final Improvement improvement;
  private final Frame frame;
  private final Points points;
  private final History history;
  private final RandomGenerator random;

  /** A configuration, where it lies, and the logarithm of its expected improvement. */
  private static final class Candidate {
    static final Comparator<Candidate> HIGHEST_FIRST =
        Comparator.comparingDouble(candidate -> -candidate.score);

    final Configuration configuration;
    final double[] point;
    final double score;

    Candidate(Configuration configuration, double[] point, double score) {
      this.configuration = configuration;
      this.point = point;
      this.score = score;
    }
  }

  ImprovementSearch(
      Improvement improvement,
      Frame frame,
      Points points,
      History history,
      RandomGenerator random) {
    this.improvement = improvement;
    this.frame = frame;
    this.points = points;
    this.history = history;
    this.random = random;
  }

  /** Returns the best configuration found; empty if none of the candidates is new. */
  Optional<Configuration> best(int count, int[] centres) {
    var candidates = new ArrayList<Candidate>();
    for (int i = 0; i < count; i++) {
      double[] drawn = i % 2 == 0 ? anywhere() : near(centres[i / 2 % centres.length]);
      candidate(drawn).ifPresent(candidates::add);
    }
    return candidates.stream()
        .sorted(Candidate.HIGHEST_FIRST)
        .limit(REFINED)
        .map(this::refined)
        .min(Candidate.HIGHEST_FIRST)
        .map(candidate -> candidate.configuration);
  }

  private double[] anywhere() {
    var drawn = new double[points.axes().size()];
    for (int axis = 0; axis < drawn.length; axis++) {
      drawn[axis] = inside(axis, random.nextDouble());
    }
    return drawn;
  }

  private double inside(int axis, double share) {
    return frame.low(axis) + share * (frame.high(axis) - frame.low(axis));
  }

  /** Draws a point near a trial: somewhat elsewhere on the lines, with a few other values. */
  private double[] near(int trial) {
    double[] near = frame.point(Points.imputed(points.row(trial)));
    double spread = 0.5 * StrictMath.pow(NEAREST, random.nextDouble());
    double changes = Math.max(0.1, 1.0 / near.length);
    for (int axis = 0; axis < near.length; axis++) {
      if (line(axis)) {
        double moved = near[axis] + spread * random.nextGaussian();
        near[axis] = Math.min(frame.high(axis), Math.max(frame.low(axis), moved));
      } else if (random.nextDouble() < changes) {
        near[axis] = inside(axis, random.nextDouble());
      }
    }
    return near;
  }

  private boolean line(int axis) {
    return points.axes().get(axis).kind() == Axis.Kind.LINE;
  }

  /** Returns the candidate of the configuration at a point; empty if it has been tried. */
  private Optional<Candidate> candidate(double[] framed) {
    Configuration configuration = points.space().at(frame.unit(framed));
    if (!history.admits(points.space(), configuration)) {
      return Optional.empty();
    }
    double[] point = frame.point(Points.imputed(points.encode(configuration)));
    return Optional.of(new Candidate(configuration, point, improvement.at(point)));
  }

  private Candidate refined(Candidate start) {
    Candidate refined = start;
    for (int round = 0; round < ROUNDS; round++) {
      Candidate next = alongValues(alongLines(refined));
      if (next.score <= refined.score) {
        break;
      }
      refined = next;
    }
    return refined;
  }

  private Candidate alongLines(Candidate start) {
    double[] present = points.encode(start.configuration);
    double[] low = start.point.clone();
    double[] high = start.point.clone();
    for (int axis = 0; axis < present.length; axis++) {
      if (line(axis) && !Double.isNaN(present[axis])) {
        low[axis] = frame.low(axis);
        high[axis] = frame.high(axis);
      }
    }
    if (Arrays.equals(low, high)) {
      return start;
    }
    double[] end = new Descent(this::slope, low, high).from(start.point, FIRST_STEP, SLOPE_STEPS);
    return better(start, end);
  }

  private double slope(double[] point, double[] gradient) {
    double value = improvement.slopeAt(point, gradient);
    for (int axis = 0; axis < gradient.length; axis++) {
      gradient[axis] = -gradient[axis];
    }
    return -value;
  }

  private Candidate alongValues(Candidate start) {
    Candidate highest = start;
    for (int axis = 0; axis < start.point.length; axis++) {
      if (!line(axis)) {
        for (double other : neighbours(points.axes().get(axis), highest.point[axis])) {
          double[] point = highest.point.clone();
          point[axis] = other;
          highest = better(highest, point);
        }
      }
    }
    return highest;
  }

  private Candidate better(Candidate one, double[] point) {
    return candidate(point).filter(other -> other.score > one.score).orElse(one);
  }

  /** Returns the values next to one: both neighbours on a lattice, all others of a choice. */
  private static List<Double> neighbours(Axis axis, double unit) {
    int level = axis.level(unit);
    boolean choice = axis.kind() == Axis.Kind.CHOICE;
    int first = choice ? 0 : Math.max(0, level - 1);
    int last = choice ? axis.levels() - 1 : Math.min(axis.levels() - 1, level + 1);
    var neighbours = new ArrayList<Double>();
    for (int other = first; other <= last; other++) {
      if (other != level) {
        neighbours.add(axis.middle(other));
      }
    }
    return neighbours;
  }
}
