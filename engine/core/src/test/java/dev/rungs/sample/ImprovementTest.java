package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.model.Coordinate;
import dev.rungs.model.GaussianProcess;
import dev.rungs.model.Prior;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ImprovementTest {

  private static final double[] PLACE = {0.9, 0.1};

  private static List<GaussianProcess> processes() {
    var random = new SplittableRandom(3);
    double[][] columns = {random.doubles(20).toArray(), random.doubles(20).toArray()};
    var values = new double[20];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(5 * columns[0][i]) + columns[1][i] * columns[1][i];
    }
    return new Prior(List.of(Coordinate.NUMBER, Coordinate.NUMBER), true)
        .sampled(columns, values, random)
        .processes(columns, values, 1);
  }

  @Test
  void isTheMeanOfWhatEachProcessExpects() {
    List<GaussianProcess> processes = processes();
    double mean =
        processes.stream()
            .mapToDouble(each -> Math.exp(new Improvement(List.of(each)).at(PLACE)))
            .average()
            .orElseThrow();
    assertThat(processes).hasSizeGreaterThan(4);
    assertThat(new Improvement(processes).at(PLACE)).isCloseTo(Math.log(mean), within(1e-12));
  }

  @Test
  void itsSlopeIsItsDerivative() {
    var improvement = new Improvement(processes());
    var slope = new double[2];
    assertThat(improvement.slopeAt(PLACE, slope)).isEqualTo(improvement.at(PLACE));
    for (int axis = 0; axis < 2; axis++) {
      double[] up = PLACE.clone();
      double[] down = PLACE.clone();
      up[axis] += 1e-5;
      down[axis] -= 1e-5;
      double difference = (improvement.at(up) - improvement.at(down)) / 2e-5;
      // The third derivative times the square of the step, and cancellation: both near 1e-8.
      assertThat(slope[axis]).isCloseTo(difference, within(1e-4 * (1 + Math.abs(difference))));
    }
  }

  @Test
  void whatIsBelievedPromisesNoImprovement() {
    var improvement = new Improvement(processes());
    double before = improvement.at(PLACE);
    improvement.believe(PLACE);
    assertThat(improvement.at(PLACE)).isLessThan(before);
  }
}
