package dev.rungs.analyze;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a trial's learning curve would come to at a later epoch, if it went on as it did: advice for
 * people, on which no decision rests.
 *
 * <p>The curve is fitted by {@code a + b * t^-c} for some exponents {@code c}, and by {@code a + b
 * * log t}, each by least squares in {@code a} and {@code b}. A shape counts by how well it fits,
 * as the likelihood of its residuals says, their variance being unknown; what it foresees is spread
 * by the variance of a prediction of a linear regression.
 *
 * <p>As in Domhan et al. an ensemble of parametric curves; there they are eleven, mixed by Monte
 * Carlo. Of a curve with a jump ahead, such as a step of the learning rate, neither can know.
 *
 * @param epoch the epoch that is foreseen
 * @param outcomes the distribution of the loss there, the lowest first; never empty
 * @see <a href="https://www.ijcai.org/Proceedings/15/Papers/487.pdf">Domhan et al., Speeding Up
 *     Automatic Hyperparameter Optimization of Deep Neural Networks by Extrapolation of Learning
 *     Curves, IJCAI 2015</a>, section 3
 */
public record Forecast(int epoch, List<Outcome> outcomes) {

  /** A loss and its share of all. */
  public record Outcome(double loss, double share) {}

  /**
   * One epoch of a curve.
   *
   * @param loss lower is better
   */
  public record Point(int epoch, double loss) {}

  /** With fewer points a curve of three parameters foresees nothing. */
  public static final int FEWEST = 4;

  private static final double[] EXPONENTS = {0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3};

  /** The middles of nine equal shares of the standard normal distribution. */
  private static final double[] NORMAL = {
    -1.5932, -0.9674, -0.5895, -0.2822, 0, 0.2822, 0.5895, 0.9674, 1.5932
  };

  /** No fit is believed to be closer than this share of the curve's spread: none has its shape. */
  private static final double CLOSEST = 0.05;

  public Forecast {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * Looks ahead.
   *
   * @param curve epochs in ascending order; those whose loss is not finite are left out
   * @param epoch the epoch to foresee
   * @return empty if the curve has fewer than {@value #FEWEST} points, or reaches to the epoch
   */
  public static Optional<Forecast> of(List<Point> curve, int epoch) {
    List<Point> points = curve.stream().filter(each -> Double.isFinite(each.loss())).toList();
    if (points.size() < FEWEST || points.get(points.size() - 1).epoch() >= epoch) {
      return Optional.empty();
    }
    var fits = new ArrayList<Fit>();
    for (double exponent : EXPONENTS) {
      fits.add(Fit.of(points, epoch, exponent));
    }
    fits.add(Fit.of(points, epoch, 0));
    return Optional.of(new Forecast(epoch, outcomes(fits)));
  }

  private static List<Outcome> outcomes(List<Fit> fits) {
    double best = fits.stream().mapToDouble(Fit::logLikelihood).max().orElseThrow();
    double total =
        fits.stream().mapToDouble(fit -> StrictMath.exp(fit.logLikelihood() - best)).sum();
    var outcomes = new ArrayList<Outcome>();
    for (Fit fit : fits) {
      double share = StrictMath.exp(fit.logLikelihood() - best) / total / NORMAL.length;
      for (double deviation : NORMAL) {
        outcomes.add(new Outcome(fit.foreseen() + deviation * fit.deviation(), share));
      }
    }
    outcomes.sort(Comparator.comparingDouble(Outcome::loss));
    return outcomes;
  }

  /** Returns the loss that a share of the outcomes is not above, such as the median at 0.5. */
  public double quantile(double share) {
    double sum = 0;
    for (Outcome each : outcomes) {
      sum += each.share();
      if (sum >= share) {
        return each.loss();
      }
    }
    return outcomes.get(outcomes.size() - 1).loss();
  }

  /** Returns the share of the outcomes that are better than a loss. */
  public double chanceBelow(double loss) {
    return outcomes.stream()
        .filter(each -> each.loss() < loss)
        .mapToDouble(Outcome::share)
        .reduce(0, Double::sum);
  }

  /** A regression on one shape of curve. */
  private record Fit(double logLikelihood, double foreseen, double deviation) {

    static Fit of(List<Point> points, int epoch, double exponent) {
      int count = points.size();
      double[] x = points.stream().mapToDouble(each -> shape(each.epoch(), exponent)).toArray();
      double meanX = mean(x);
      double meanY = points.stream().mapToDouble(Point::loss).average().orElseThrow();
      double squares = 0;
      double products = 0;
      double spread = 0;
      for (int i = 0; i < count; i++) {
        double y = points.get(i).loss() - meanY;
        squares += (x[i] - meanX) * (x[i] - meanX);
        products += (x[i] - meanX) * y;
        spread += y * y;
      }
      double slope = products / squares;
      double floor = Math.max(CLOSEST * CLOSEST * spread, Double.MIN_NORMAL);
      double residue = Math.max(spread - slope * products, floor);
      double ahead = shape(epoch, exponent) - meanX;
      double variance = residue / (count - 2) * (1 + 1.0 / count + ahead * ahead / squares);
      return new Fit(
          -(count - 2) / 2.0 * StrictMath.log(residue), meanY + slope * ahead, Math.sqrt(variance));
    }

    /** A power, or for 0 the logarithm. */
    private static double shape(int epoch, double exponent) {
      return exponent == 0 ? StrictMath.log(epoch) : StrictMath.pow(epoch, -exponent);
    }

    private static double mean(double[] numbers) {
      double sum = 0;
      for (double number : numbers) {
        sum += number;
      }
      return sum / numbers.length;
    }
  }
}
