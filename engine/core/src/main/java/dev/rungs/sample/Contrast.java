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

  private static final class Candidate {
    final Configuration configuration;

    /** Where the configuration lies, not where it was drawn: a value may cover a range. */
    final double[] point;

    /** The logarithm of the good trials' density there. */
    final double good;

    Candidate(Configuration configuration, double[] point, double good) {
      this.configuration = configuration;
      this.point = point;
      this.good = good;
    }
  }

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
      double enough = each.good - highest;
      double contrast = each.good - others.logDensity(each.point, enough);
      if (contrast > highest && history.admits(points.space(), each.configuration)) {
        highest = contrast;
        densest = Optional.of(each.configuration);
      }
    }
    return densest;
  }

  private List<Candidate> drawn(Parzen source, int count, RandomGenerator random) {
    var drawn = new ArrayList<Candidate>();
    for (int i = 0; i < count; i++) {
      var place = new double[points.axes().size()];
      source.draw(place, random);
      Configuration configuration = points.space().at(place);
      double[] point = points.encode(configuration);
      drawn.add(new Candidate(configuration, point, good.logDensity(point)));
    }
    drawn.sort(Comparator.comparingDouble(each -> -each.good));
    return drawn;
  }
}
