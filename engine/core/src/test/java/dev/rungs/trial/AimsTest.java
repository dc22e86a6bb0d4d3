package dev.rungs.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Constraint.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;

class AimsTest {

  private static final Objective LOSS = Objective.minimize("loss");
  private static final Requirement FAST = Requirement.parse("ms <= 20");
  private static final Aims AIMS =
      new Aims(LOSS, List.of(Aim.maximize("recall")), List.of(FAST, Requirement.parse("mb <= 8")));

  @Test
  void aRequirementIsReadAndPrintedAlike() {
    assertThat(FAST).isEqualTo(new Requirement("ms", Comparison.AT_MOST, 20));
    assertThat(Requirement.parse(" val/acc>=0.9 "))
        .isEqualTo(new Requirement("val/acc", Comparison.AT_LEAST, 0.9));
    for (String text : List.of("ms <= 20", "val/acc >= -0.5", "x <= 1.0E300")) {
      assertThat(Requirement.parse(text)).hasToString(text);
    }
  }

  @Test
  void refusesWhatIsNoRequirement() {
    assertThatThrownBy(() -> Requirement.parse("ms"))
        .hasMessage("requirement is 'ms', must be a metric, <= or >=, and a number");
    assertThatThrownBy(() -> Requirement.parse("ms < 20"))
        .hasMessage("operator of 'ms < 20' is <, must be <= or >=");
    assertThatThrownBy(() -> Requirement.parse("ms =< 20"))
        .hasMessage("operator of 'ms =< 20' is =<, must be <= or >=");
    assertThatThrownBy(() -> Requirement.parse("ms <= twenty"))
        .hasMessage("bound of 'ms <= twenty' is twenty, must be a finite number");
    assertThatThrownBy(() -> Requirement.parse("ms <= NaN"))
        .hasMessage("bound of ms is NaN, must be a finite number");
  }

  @Test
  void aViolationIsAShareOfTheBoundSoThatMillisecondsAndBytesAddUp() {
    assertThat(FAST.violation(20)).isZero();
    assertThat(FAST.violation(30)).isEqualTo(0.5);
    assertThat(Requirement.parse("recall >= -2").violation(-3)).isEqualTo(0.5);
    assertThat(Requirement.parse("drift <= 0").violation(3)).isEqualTo(3);
    assertThat(FAST.violation(Double.NaN)).isInfinite();
    assertThat(FAST.violation(Double.POSITIVE_INFINITY)).isInfinite();
  }

  @Test
  void whatIsNotMeasuredKeepsNothing() {
    Best epoch = AIMS.at(report(1, 0.5, 10, 0.9));
    assertThat(epoch.measured().has("mb")).isFalse();
    assertThat(AIMS.score(epoch).violation()).isInfinite();
    assertThat(AIMS.problems(epoch)).isEqualTo("no mb");
  }

  @Test
  void anEpochThatKeepsAllGoesBeforeAnyThatDoesNot() {
    Best broken = AIMS.at(full(1, 0.1, 21, 8));
    Best kept = AIMS.better(broken, full(2, 0.9, 20, 8));
    assertThat(kept.epoch()).isEqualTo(2);
    assertThat(AIMS.better(kept, full(3, 0.1, 40, 8))).isEqualTo(kept);
    assertThat(AIMS.better(kept, full(3, 0.9, 10, 1))).as("ties go to the earlier").isEqualTo(kept);
    assertThat(AIMS.better(kept, full(3, 0.8, 10, 1)).epoch()).isEqualTo(3);
  }

  @Test
  void amongEpochsThatBreakSomethingTheSmallerViolationIsBetter() {
    Best far = AIMS.at(full(1, 0.1, 30, 8));
    Best near = AIMS.better(far, full(2, 0.9, 22, 8));
    assertThat(near.epoch()).isEqualTo(2);
    assertThat(AIMS.better(near, full(3, 0.8, 22, 8)).epoch()).as("then by loss").isEqualTo(3);
    assertThat(AIMS.better(near, full(3, 0.8, 20, 9)).epoch())
        .as("a tenth or an eighth")
        .isEqualTo(2);
  }

  @Test
  void anEpochWithoutALossNeverCounts() {
    assertThat(AIMS.better(Best.NONE, full(1, Double.NaN, 1, 1))).isEqualTo(Best.NONE);
    Best broken = AIMS.at(full(1, 0.5, 99, 99));
    assertThat(AIMS.better(broken, full(2, Double.NaN, 1, 1))).isEqualTo(broken);
    assertThat(AIMS.score(Best.NONE)).isEqualTo(Score.NONE);
  }

  @Test
  void aGoalIsReachedOnlyByAnEpochThatKeepsAll() {
    var aims = new Aims(LOSS.withGoal(0.5), List.of(), List.of(FAST));
    assertThat(aims.reached(aims.at(report(1, 0.4, 21, 1)))).isFalse();
    assertThat(aims.reached(aims.at(report(1, 0.4, 20, 1)))).isTrue();
    Curve curve = Curve.EMPTY.after(report(1, 0.4, 21, 1), aims, Patience.ENDLESS);
    assertThat(curve.ended(aims, Patience.ENDLESS)).isEmpty();
    assertThat(
            curve.after(report(2, 0.5, 9, 1), aims, Patience.ENDLESS).ended(aims, Patience.ENDLESS))
        .contains("goal reached: loss is 0.5 at epoch 2");
  }

  @Test
  void patienceGoesByTheObjectiveAlone() {
    Curve curve = Curve.EMPTY.after(full(1, 0.1, 99, 1), AIMS, Patience.ENDLESS);
    Curve longer = curve.after(full(2, 0.5, 9, 1), AIMS, Patience.ENDLESS);
    assertThat(longer.best().epoch()).isEqualTo(2);
    assertThat(longer.progressEpoch()).isEqualTo(1);
  }

  @Test
  void keepsOfAnEpochOnlyWhatTheAimsName() {
    Best epoch = AIMS.at(full(1, 0.5, 10, 4));
    assertThat(epoch.others())
        .containsExactly(new Metric("recall", 0.5), new Metric("ms", 10), new Metric("mb", 4));
    assertThat(Aims.of(LOSS).at(full(1, 0.5, 10, 4))).isEqualTo(Best.at(1, 0.5));
  }

  @Test
  void refusesWhatIsNamedTwiceAndMoreThanFourObjectives() {
    assertThatThrownBy(() -> new Aims(LOSS, List.of(Aim.maximize("loss")), List.of()))
        .hasMessage("also names loss again, must name it once: every metric is optimised once");
    assertThatThrownBy(() -> new Aims(LOSS, List.of(), List.of(FAST, Requirement.parse("ms <= 9"))))
        .hasMessage(
            "require names ms <= again, must name it once: a metric has one bound on each side");
    List<Aim> many = List.of("a", "b", "c", "d").stream().map(Aim::minimize).toList();
    assertThatThrownBy(() -> new Aims(LOSS, many, List.of()))
        .hasMessage("also has 4 aims, must have at most 3");
  }

  private static Report full(int epoch, double loss, double ms, double mb) {
    return new Report(
        epoch, Metrics.of("loss", loss, "other", 7).and("mb", mb).and("ms", ms).and("recall", 0.5));
  }

  private static Report report(int epoch, double loss, double ms, double recall) {
    return new Report(epoch, Metrics.of("loss", loss, "ms", ms).and("recall", recall));
  }
}
