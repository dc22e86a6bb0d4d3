package dev.rungs.sample;

import dev.rungs.space.Configuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where good trials are dense and others are not: the density of the good above that of the others,
 * both over the same coordinates.
 */
record Contrast(Points points, Parzen good, Parzen others) {

  /**
   * @param good the logarithm of the good trials' density there
   */
  private record Candidate(Configuration configuration, double good) {}

  /** Returns the logarithm of the contrast at a point. */
  double at(double[] point) {
    return good.logDensity(point) - others.logDensity(point);
  }

  /** Returns the candidate of highest contrast that may be tried; empty if none may. */
  Optional<Configuration> densest(
      Parzen source, int candidates, History history, RandomGenerator random) {
    Optional<Configuration> densest = Optional.empty();
    double highest = Double.NEGATIVE_INFINITY;
    // The best by the cheap density come first, so that of the dear one a part mostly tells that
    // the rest is no better.
    for (Candidate each : drawn(source, candidates, random)) {
      Configuration candidate = each.configuration();
      double enough = each.good() - highest;
      double contrast = each.good() - others.logDensity(points.encode(candidate), enough);
      if (contrast > highest && history.admits(points.space(), candidate)) {
        highest = contrast;
        densest = Optional.of(candidate);
      }
    }
    return densest;
  }

  private List<Candidate> drawn(Parzen source, int count, RandomGenerator random) {
    var drawn = new ArrayList<Candidate>();
    for (int i = 0; i < count; i++) {
      var point = new double[points.axes().size()];
      source.draw(point, random);
      Configuration candidate = points.space().at(point);
      drawn.add(new Candidate(candidate, good.logDensity(points.encode(candidate))));
    }
    drawn.sort(Comparator.comparingDouble(Candidate::good).reversed());
    return drawn;
  }
}
