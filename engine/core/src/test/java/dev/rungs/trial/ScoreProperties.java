package dev.rungs.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScoreProperties {

  @Property
  void theFrontIsWhatNobodyDominates(@ForAll("points") List<Score> scores) {
    List<Score> front = Score.front(scores, score -> score);
    for (Score score : scores) {
      boolean able = score.kept() && score.complete();
      boolean dominated =
          scores.stream()
              .anyMatch(other -> other.kept() && other.complete() && other.dominates(score));
      assertThat(front.contains(score)).isEqualTo(able && !dominated);
    }
    assertThat(front).isSortedAccordingTo((one, other) -> Double.compare(one.loss(), other.loss()));
  }

  @Property
  void nobodyDominatesItselfAndNoTwoEachOther(@ForAll("points") List<Score> scores) {
    for (Score one : scores) {
      assertThat(one.dominates(one)).isFalse();
      for (Score other : scores) {
        assertThat(one.dominates(other) && other.dominates(one)).isFalse();
      }
    }
  }

  @Property
  void whoKeepsAllIsBetterThanWhoDoesNot(@ForAll("points") List<Score> scores) {
    List<Score> sorted = scores.stream().sorted(Score.BEST_FIRST).toList();
    for (int i = 1; i < sorted.size(); i++) {
      Score better = sorted.get(i - 1);
      Score worse = sorted.get(i);
      assertThat(Double.isNaN(better.loss()) && !Double.isNaN(worse.loss())).isFalse();
      if (!Double.isNaN(worse.loss())) {
        assertThat(better.violation()).isLessThanOrEqualTo(worse.violation());
        if (better.violation() == worse.violation()) {
          assertThat(better.loss()).isLessThanOrEqualTo(worse.loss());
        }
      }
    }
  }

  /** Three losses from a few values, so that many tie; some are missing, some break a rule. */
  @Provide
  Arbitrary<List<Score>> points() {
    Arbitrary<Double> losses = Arbitraries.of(0.0, 1.0, 2.0, 3.0, Double.NaN);
    Arbitrary<Double> violations = Arbitraries.of(0.0, 0.0, 0.0, 0.5, Double.POSITIVE_INFINITY);
    return losses
        .list()
        .ofSize(3)
        .flatMap(each -> violations.map(by -> new Score(each, by)))
        .list()
        .ofMaxSize(20);
  }
}
