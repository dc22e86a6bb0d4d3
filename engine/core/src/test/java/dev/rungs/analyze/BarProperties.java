package dev.rungs.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.schedule.Board;
import dev.rungs.schedule.Rung;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BarProperties {

  private static final double[] ODD = {
    0,
    -0.0,
    Double.MIN_VALUE,
    -Double.MAX_VALUE,
    Double.MAX_VALUE,
    Double.NaN,
    Double.NEGATIVE_INFINITY,
    Double.POSITIVE_INFINITY
  };

  /** Few values, so that many tie; some trials have none. */
  @Provide
  Arbitrary<List<Double>> losses() {
    return Arbitraries.of(-1.5, 0.0, 0.1, 0.2, 0.30000000000000004, Double.NaN)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  /** The standing that a rung gives a trial with another loss is the judge. */
  @Property
  void exactlyTheLossesThatClearTheBarPass(
      @ForAll("losses") List<Double> losses,
      @ForAll @IntRange(min = 0, max = 11) int one,
      @ForAll @IntRange(min = 0, max = 13) int passing) {
    var trial = new TrialId(one % losses.size());
    Bar bar = Bar.of(rung(losses), trial, passing);
    candidates(losses)
        .forEach(
            loss -> {
              var other = new ArrayList<>(losses);
              other.set(trial.number(), loss);
              Standing standing = rung(other).standing(0, 0, 1, trial, passing);
              assertThat(bar.clearedBy(loss))
                  .as("%s with %s", bar, loss)
                  .isEqualTo(standing.passes());
            });
  }

  private static DoubleStream candidates(List<Double> losses) {
    return DoubleStream.concat(
        DoubleStream.of(ODD),
        losses.stream()
            .flatMapToDouble(
                loss -> DoubleStream.of(loss, Math.nextUp(loss), Math.nextDown(loss))));
  }

  private static Rung rung(List<Double> losses) {
    var board = new Board();
    board.admit(0);
    for (int trial = 0; trial < losses.size(); trial++) {
      board.arrive(0, 0, new TrialId(trial), losses.get(trial));
    }
    return board.rung(0, 0);
  }
}
