package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.analyze.WhatIf;
import dev.rungs.analyze.WhatIf.Recorded;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.schedule.SuccessiveHalving;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.Value;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Twenty-seven trials whose loss is their number at every epoch: trial 0 is the best. */
class WhatIfTest {

  private static final int TRIALS = 27;

  private static final SweepSpec SPEC =
      SweepSpec.named("what-if")
          .minimize("loss")
          .over(Parameter.real("x", 0, 1))
          .scheduler(new RunToEnd(9))
          .stop(StopRules.trials(TRIALS))
          .build();

  @Test
  void completeCurvesGiveTheWholeAnswer() {
    var halving = new SuccessiveHalving(27, 1, 9, 3);
    WhatIf answer = WhatIf.of(SPEC, halving, recorded(9), 4);
    assertThat(answer.censored()).isEmpty();
    assertThat(answer.state().best().orElseThrow().id()).isEqualTo(new TrialId(0));
    assertThat(answer.state().spentEpochs()).isEqualTo(27 + 9 * 2 + 3 * 6);
  }

  @Test
  void aTrialIsCensoredWhereItsRecordEnds() {
    List<Recorded> recorded = new ArrayList<>(recorded(9));
    recorded.set(2, recorded(2).get(2));
    WhatIf answer = WhatIf.of(SPEC, new RunToEnd(9), recorded, 2);
    assertThat(answer.censored()).containsExactly(Map.entry(new TrialId(2), 9));
    assertThat(answer.state().summary(new TrialId(2)).epoch()).isEqualTo(2);
    assertThat(answer.state().summary(new TrialId(2)).note()).contains("recorded to epoch 2 only");
    assertThat(answer.state().spentEpochs()).isEqualTo(26 * 9 + 2);
  }

  @Test
  void aCensoredTrialIsNeverPromotedOnAValueItDoesNotHave() {
    List<Recorded> recorded = new ArrayList<>(recorded(9));
    recorded.set(0, recorded(1).get(0));
    WhatIf answer = WhatIf.of(SPEC, new Asha(1, 9, 3), recorded, 1);
    assertThat(answer.censored()).containsOnlyKeys(new TrialId(0));
    assertThat(answer.state().summary(new TrialId(0)).epoch()).isEqualTo(1);
  }

  @Test
  void aConstantThatWasHalvedIsTakenAsItWasTrained() {
    SweepSpec spec =
        SweepSpec.named("what-if")
            .minimize("loss")
            .over(Parameter.real("x", 0, 1), Parameter.constant("batch", 128))
            .scheduler(new RunToEnd(9))
            .retry(Retry.DEFAULT.halving("batch"))
            .build();
    Configuration halved = Configuration.of(Map.of("x", 0.5)).with("batch", new Value.Int(64));
    var trial = new Recorded(halved, recorded(9).get(0).reports());
    WhatIf answer = WhatIf.of(spec, new RunToEnd(3), List.of(trial), 1);
    assertThat(answer.state().summary(new TrialId(0)).configuration()).isEqualTo(halved);
    assertThat(answer.state().spentEpochs()).isEqualTo(3);
  }

  @Test
  void asksForATrialAtLeast() {
    assertThatThrownBy(() -> WhatIf.of(SPEC, new RunToEnd(1), List.of(), 1))
        .hasMessage("the sweep has no trial, must have one at least");
  }

  private static List<Recorded> recorded(int epochs) {
    return IntStream.range(0, TRIALS)
        .mapToObj(
            trial ->
                new Recorded(
                    Configuration.of(Map.of("x", trial / 100.0)),
                    IntStream.rangeClosed(1, epochs)
                        .mapToObj(epoch -> new Report(epoch, Metrics.of("loss", trial)))
                        .toList()))
        .toList();
  }
}
