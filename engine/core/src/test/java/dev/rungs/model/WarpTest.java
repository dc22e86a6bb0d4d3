package dev.rungs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class WarpTest {

  private static final List<Coordinate> LINE = List.of(Coordinate.NUMBER);

  private static Warp of(double a, double b) {
    double[] logs = {0, 0, 0, Math.log(a), Math.log(b)};
    return new Warp(LINE, new Prior(LINE, true).shape(logs));
  }

  @Test
  void isTheDistributionOfKumaraswamy() {
    // Numbers keep 1e-6 from the ends, which moves others by no more than that times the slope.
    assertThat(of(2, 3).of(0, 0.5)).isCloseTo(1 - Math.pow(1 - 0.25, 3), within(3e-6));
    assertThat(of(0.5, 1).of(0, 0.25)).isCloseTo(0.5, within(3e-6));
    assertThat(of(1, 1).of(0, 0.7)).isCloseTo(0.7, within(3e-6));
  }

  @Test
  void keepsTheOrderAndEndsWhereItBegan() {
    for (double a : new double[] {0.14, 1, 7}) {
      for (double b : new double[] {0.14, 1, 7}) {
        Warp warp = of(a, b);
        double before = -1;
        for (int i = 0; i <= 100; i++) {
          double now = warp.of(0, i / 100.0);
          assertThat(now).isBetween(0.0, 1.0).isGreaterThanOrEqualTo(before);
          assertThat(warp.slope(0, i / 100.0)).isFinite().isNotNegative();
          before = now;
        }
        assertThat(warp.of(0, -3)).isEqualTo(warp.of(0, 0));
        assertThat(warp.of(0, 1.5)).isEqualTo(warp.of(0, 1));
        assertThat(warp.slope(0, -3)).isZero();
      }
    }
  }

  @Test
  void leavesChoicesAndTimesAsTheyAre() {
    var others = List.of(Coordinate.CHOICE, Coordinate.TIME);
    Warp warp = new Warp(others, new Prior(others, true).before());
    assertThat(warp.point(new double[] {2, 17})).containsExactly(2, 17);
  }
}
