package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FrontsProperties {

  private static final SearchSpace LINE = SearchSpace.of(Parameter.real("x", 0, 1));

  @Property
  void frontsArePeeledOffOneByOne(
      @ForAll @IntRange(max = 40) int count,
      @ForAll @IntRange(min = 1, max = 4) int coordinates,
      @ForAll @IntRange(min = 2, max = 50) int values,
      @ForAll long seed) {
    double[][] points = points(count, coordinates, values, seed);
    Set<Integer> left = new HashSet<>();
    for (int i = 0; i < count; i++) {
      left.add(i);
    }
    for (int[] front : Fronts.sorted(points)) {
      assertThat(front).isNotEmpty();
      Set<Integer> naive = new HashSet<>(left);
      naive.removeIf(one -> left.stream().anyMatch(other -> dominates(points[other], points[one])));
      assertThat(Arrays.stream(front).boxed()).containsExactlyInAnyOrderElementsOf(naive);
      left.removeAll(naive);
    }
    assertThat(left).isEmpty();
  }

  private static boolean dominates(double[] one, double[] other) {
    boolean all = true;
    boolean any = false;
    for (int i = 0; i < one.length; i++) {
      all &= one[i] <= other[i];
      any |= one[i] < other[i];
    }
    return all && any;
  }

  @Example
  void theEndsOfAFrontAreLonelyAndOthersByTheirNeighbours() {
    List<double[]> front =
        List.of(new double[] {0, 8}, new double[] {1, 4}, new double[] {2, 2}, new double[] {4, 0});
    assertThat(Fronts.crowding(front))
        .containsExactly(
            Double.POSITIVE_INFINITY,
            2 / 4.0 + 6 / 8.0,
            3 / 4.0 + 4 / 8.0,
            Double.POSITIVE_INFINITY);
    assertThat(Fronts.crowding(List.of())).isEmpty();
    assertThat(
            Fronts.crowding(List.of(new double[] {1, 1}, new double[] {1, 1}, new double[] {1, 1})))
        .as("no extent, no distance")
        .contains(0);
  }

  @Example
  void whoKeepsWhatIsRequiredComesFirstThenWhoBreaksLess() {
    var history = new ListHistory();
    add(history, Score.of(0, 0).beyond(2));
    add(history, Score.of(5, 5));
    add(history, Score.of(9, 9).beyond(1));
    add(history, Score.of(6, 6));
    add(history, Score.of(1, Double.NaN));
    add(history, Score.of(4, 6));
    add(history, Score.of(Double.NaN, 0));
    Fronts fronts = Fronts.of(history);
    assertThat(fronts.kept()).containsExactly(new int[] {5, 1}, new int[] {3});
    assertThat(fronts.broken()).containsExactly(new int[] {2}, new int[] {0}, new int[] {4});
  }

  @Example
  void theGoodOfSeveralObjectivesCoverTheFront() {
    var history = new ListHistory();
    for (int i = 0; i <= 10; i++) {
      add(history, Score.of(i, 10 - i));
      add(history, Score.of(i + 20, 40 - i));
    }
    Good good = Good.of(history, Losses.of(history), 3);
    assertThat(Arrays.stream(good.trials()).boxed())
        .hasSize(3)
        .contains(10)
        .allMatch(trial -> trial % 2 == 0);
    assertThat(Arrays.stream(good.weights()).boxed())
        .allMatch(weight -> weight > 0 && weight <= 1)
        .contains(1.0);
  }

  @Example
  void theGoodOfOneObjectiveAreTheLowestThatKeepWhatIsRequired() {
    var history = new ListHistory();
    for (int i = 0; i < 10; i++) {
      add(history, i < 5 ? Score.of(i).beyond(10 - i) : Score.of(i));
    }
    assertThat(Good.of(history, Losses.of(history), 2).trials()).containsExactly(5, 6);
    assertThat(Good.of(history, Losses.of(history), 7).trials())
        .containsExactly(5, 6, 7, 8, 9, 4, 3);
  }

  @Example
  void theScaleAndOriginOfALossMatterNothing() {
    var luck = new SplittableRandom(3);
    var history = new ListHistory();
    var scaled = new ListHistory();
    for (int i = 0; i < 60; i++) {
      double x = luck.nextInt(1000);
      double y = luck.nextInt(1000);
      add(history, Score.of(x, y));
      add(scaled, Score.of(1024 * x - 4096, y / 256));
    }
    Good good = Good.of(history, Losses.of(history), 9);
    Good same = Good.of(scaled, Losses.of(scaled), 9);
    assertThat(same.trials()).isEqualTo(good.trials());
    assertThat(same.weights()).isEqualTo(good.weights());
  }

  private static void add(ListHistory history, Score score) {
    history.add(LINE.at(new double[] {(history.size() + 0.5) / 100}), score);
  }

  private static double[][] points(int count, int coordinates, int values, long seed) {
    var luck = new SplittableRandom(seed);
    var points = new ArrayList<double[]>();
    for (int i = 0; i < count; i++) {
      points.add(luck.ints(coordinates, 0, values).asDoubleStream().toArray());
    }
    return points.toArray(double[][]::new);
  }
}
