package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.space.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTest {

  private static final List<Axis> AXES =
      List.of(
          Axis.of(Parameter.real("x", 0, 1)),
          Axis.of(Parameter.choice("z", "a", "b")),
          Axis.of(Parameter.real("y", 0, 1)));

  @Test
  void theWholeCubeIsSeenAsItIs() {
    Frame whole = Frame.whole(3);
    double[] point = {0.1, 0.25, 0.9};
    assertThat(whole.point(point)).containsExactly(point, within(1e-15));
    assertThat(whole.unit(point)).containsExactly(point, within(1e-15));
    assertThat(whole.low(1)).isZero();
    assertThat(whole.high(2)).isEqualTo(1);
  }

  @Test
  void pointsAroundACentreAreSpreadAsUsualHoweverNearTheyAre() {
    for (double scale : new double[] {0.2, 1e-6}) {
      double[][] columns = {
        {0.3 - scale, 0.3, 0.3 + scale}, {0.25, 0.75, 0.25}, {0.95, 0.95, 0.95 - scale}
      };
      Frame frame = Frame.around(AXES, new double[] {0.3, 0.75, 0.95}, columns, 0.2);
      double[][] seen = frame.columns(columns);
      assertThat(seen[0])
          .containsExactly(
              new double[] {0.5 - 0.3 * Math.sqrt(1.5), 0.5, 0.5 + 0.3 * Math.sqrt(1.5)},
              within(1e-9));
      assertThat(seen[1]).containsExactly(0.25, 0.75, 0.25);
      double[] corner = {frame.low(0), frame.high(1), frame.high(2)};
      assertThat(frame.unit(corner)).containsExactly(new double[] {0.2, 1, 1}, within(1e-9));
      double[] place = {0.3 + scale / 3, 0.25, 0.95 - scale / 5};
      assertThat(frame.unit(frame.point(place))).containsExactly(place, within(1e-15));
    }
  }
}
