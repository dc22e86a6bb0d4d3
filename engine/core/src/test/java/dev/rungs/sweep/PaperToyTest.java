package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.schedule.Pb2;
import dev.rungs.schedule.Pbt;
import dev.rungs.schedule.Population;
import dev.rungs.trial.TrialId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaperToyTest {

  static List<Population> schedulers() {
    return List.of(Pbt.of(2, 4, PaperToy.STEPS), Pb2.of(2, 4, PaperToy.STEPS));
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void twoWorkersReachTheTopThatNoFixedSettingDoes(Population scheduler) {
    assertThat(PaperToy.fixed()).isEqualTo(0.39, within(1e-3));
    for (int seed = 0; seed < 5; seed++) {
      assertThat(PaperToy.value(PaperToy.run(scheduler, seed)))
          .as("seed %d", seed)
          .isBetween(1.15, PaperToy.HIGHEST);
    }
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void theWinnersLineageHasBothCoordinatesMoved(Population scheduler) {
    SweepState sweep = PaperToy.run(scheduler, 1);
    TrialId winner = sweep.best().orElseThrow().id();
    List<Leg> lineage = sweep.lineage(winner, PaperToy.STEPS);
    assertThat(lineage.get(0).from()).isZero();
    for (int i = 1; i < lineage.size(); i++) {
      assertThat(lineage.get(i).from()).isEqualTo(lineage.get(i - 1).until());
    }
    assertThat(lineage).anyMatch(leg -> leg.configuration().real("h0") > 0);
    assertThat(lineage).anyMatch(leg -> leg.configuration().real("h1") > 0);
  }
}
