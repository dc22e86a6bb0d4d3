package dev.rungs.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void whatLiesBetweenTheEndsIsCounted() {
    List<Integer> all = List.of(1, 2, 3, 4, 5);
    assertThat(Excerpt.of(all, 0)).isEqualTo(new Excerpt<>(List.of(), 5, List.of()));
    assertThat(Excerpt.of(all, 2)).isEqualTo(new Excerpt<>(List.of(1, 2), 1, List.of(4, 5)));
    assertThat(Excerpt.of(all, 2).note()).isEqualTo("1 more; --all shows them");
  }

  @Test
  void allIsShownWhereNothingLiesBetween() {
    for (int size = 0; size <= 4; size++) {
      List<Integer> all = List.of(1, 2, 3, 4).subList(0, size);
      for (int ends : new int[] {2, 3, Integer.MAX_VALUE}) {
        assertThat(Excerpt.of(all, ends)).isEqualTo(new Excerpt<>(all, 0, List.of()));
      }
    }
  }
}
