package dev.rungs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SplitProperties {

  @Property(tries = 200)
  void everyRowIsInExactlyOnePart(
      @ForAll @IntRange(min = 1, max = 300) int count,
      @ForAll @IntRange(min = 2, max = 7) int classes,
      @ForAll @IntRange(max = 1000) int seed) {
    Split split = split(labels(count, classes), classes, seed);
    int[] all =
        Arrays.stream(new int[][] {split.train(), split.validation(), split.test()})
            .flatMapToInt(Arrays::stream)
            .sorted()
            .toArray();
    assertThat(all).containsExactly(IntStream.range(0, count).toArray());
  }

  @Property(tries = 100)
  void everyClassGivesItsShare(@ForAll @IntRange(min = 2, max = 7) int classes) {
    int[] labels = labels(40 * classes, classes);
    Split split = split(labels, classes, 3);
    for (int c = 0; c < classes; c++) {
      int wanted = c;
      assertThat(Arrays.stream(split.validation()).filter(row -> labels[row] == wanted))
          .hasSize(12);
      assertThat(Arrays.stream(split.test()).filter(row -> labels[row] == wanted)).hasSize(8);
    }
  }

  @Property(tries = 50)
  void theSeedAloneDecides(@ForAll @IntRange(max = 1000) int seed) {
    int[] labels = labels(100, 3);
    assertThat(split(labels, 3, seed).train()).containsExactly(split(labels, 3, seed).train());
    assertThat(split(labels, 3, seed).train()).isNotEqualTo(split(labels, 3, seed + 1).train());
  }

  private static int[] labels(int count, int classes) {
    return IntStream.range(0, count).map(row -> row % classes).toArray();
  }

  private static Split split(int[] labels, int classes, int seed) {
    return Split.of(
        labels, classes, Trials.plan(Map.of("validation", 0.3, "test", 0.2, "split_seed", seed)));
  }
}
