package dev.rungs.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.analyze.Forecast.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ForecastTest {

  @Test
  void aPowerLawWithoutNoiseIsForeseenNearly() {
    Forecast forecast = forecast(9, epoch -> 0.2 + 0.8 / epoch, 81);
    assertThat(forecast.quantile(0.5)).isCloseTo(0.2 + 0.8 / 81, within(0.05));
    assertThat(forecast.quantile(0.9) - forecast.quantile(0.1)).isLessThan(0.2);
  }

  /** Its shape is none of the ensemble's: 0.1 + 1 / (1 + t). */
  @Test
  void aCurveOfAnotherShapeStaysInTheRange() {
    Forecast forecast = forecast(5, epoch -> 0.1 + 1.0 / (1 + epoch), 9);
    assertThat(0.2).isBetween(forecast.quantile(0.1), forecast.quantile(0.9));
  }

  @Test
  void aFlatCurveStaysFlat() {
    Forecast forecast = forecast(6, epoch -> 0.7, 100);
    assertThat(forecast.quantile(0.1)).isCloseTo(0.7, within(1e-9));
    assertThat(forecast.quantile(0.9)).isCloseTo(0.7, within(1e-9));
  }

  @Test
  void lossesAreForeseenOnAnyScale() {
    Forecast one = forecast(8, epoch -> 1 + 3 / Math.sqrt(epoch) + 0.1 * (epoch % 2), 50);
    Forecast thousand =
        forecast(8, epoch -> 1e3 * (1 + 3 / Math.sqrt(epoch) + 0.1 * (epoch % 2)), 50);
    assertThat(thousand.quantile(0.5) / 1e3).isCloseTo(one.quantile(0.5), within(1e-9));
  }

  /**
   * The outcome is in a range of 80 % for about that share of curves with noise, whose shape is one
   * of many. With 2,000 curves a share of 0.8 has a standard error of 0.009; the shapes are not
   * exactly ours, so the bounds are wide.
   */
  @Test
  void theRangeHoldsAboutAsManyOutcomesAsItSays() {
    var random = new SplittableRandom(11);
    int curves = 2_000;
    int held = 0;
    for (int i = 0; i < curves; i++) {
      double exponent = 0.3 + 1.5 * random.nextDouble();
      double floor = random.nextDouble();
      double height = 0.5 + random.nextDouble();
      IntToDoubleFunction truth =
          epoch -> floor + height * Math.pow(epoch, -exponent) + 0.01 * gaussian(random);
      Forecast forecast = forecast(12, truth, 50);
      double outcome = truth.applyAsDouble(50);
      held += outcome >= forecast.quantile(0.1) && outcome <= forecast.quantile(0.9) ? 1 : 0;
    }
    assertThat(held / (double) curves).isBetween(0.65, 0.92);
  }

  private static double gaussian(SplittableRandom random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  @Test
  void theChanceToBeatALossIsTheShareBelowIt() {
    Forecast forecast = forecast(8, epoch -> 1.0 / epoch + 0.05 * (epoch % 3), 27);
    assertThat(forecast.chanceBelow(-1e9)).isZero();
    assertThat(forecast.chanceBelow(1e9)).isCloseTo(1, within(1e-9));
    assertThat(forecast.chanceBelow(forecast.quantile(0.5))).isBetween(0.3, 0.5);
  }

  @Test
  void whatHasFewPointsOrIsThereAlreadyIsNotForeseen() {
    assertThat(Forecast.of(curve(3, epoch -> epoch), 10)).isEmpty();
    assertThat(Forecast.of(curve(10, epoch -> epoch), 10)).isEmpty();
    assertThat(Forecast.of(curve(5, epoch -> epoch < 3 ? Double.NaN : 1), 10)).isEmpty();
    assertThat(Forecast.of(curve(6, epoch -> epoch < 3 ? Double.NaN : 1), 10)).isPresent();
  }

  private static Forecast forecast(int epochs, IntToDoubleFunction loss, int until) {
    return Forecast.of(curve(epochs, loss), until).orElseThrow();
  }

  private static List<Point> curve(int epochs, IntToDoubleFunction loss) {
    var curve = new ArrayList<Point>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      curve.add(new Point(epoch, loss.applyAsDouble(epoch)));
    }
    return curve;
  }
}
