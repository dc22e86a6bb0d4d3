package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.trial.TrialId;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SchedulerProperties {

  /** The referee counts each promotion against floor(n / eta) of the moment. */
  @Property(tries = 300)
  void neverMoreThanOneInEtaLeavesARung(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 5) int eta,
      @ForAll @IntRange(min = 1, max = 40) int workers,
      @ForAll @IntRange(min = 1, max = 300) int trials,
      @ForAll @IntRange(min = 0, max = 4) int failing) {
    int max = eta * eta * eta;
    for (Scheduler scheduler :
        List.of(
            new Asha(1, max, eta),
            new Pasha(1, max, eta),
            new AsyncHyperband(1, max, eta),
            new Hyperband(1, max, eta),
            new SuccessiveHalving(max + 1, 1, max, eta))) {
      Simulated.Result result =
          Simulated.of(scheduler, workers, trials, Chances.losses(seed, failing))
              .withPace(trial -> Chances.pace(seed, trial))
              .run();
      Referee.check(scheduler, arrived -> arrived / eta, result);
    }
  }

  @Property(tries = 300)
  void oneSlotAndAStableOrderGiveTheWinnerOfSuccessiveHalving(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 5) int eta,
      @ForAll @IntRange(min = 1, max = 3) int halvings) {
    int count = 1;
    for (int halving = 0; halving < halvings; halving++) {
      count *= eta;
    }
    List<Integer> losses = Chances.permutation(seed, count);
    Set<TrialId> asha = winners(new Asha(1, count, eta), losses);
    assertThat(asha).isEqualTo(winners(new SuccessiveHalving(count, 1, count, eta), losses));
    assertThat(asha).containsExactly(new TrialId(losses.indexOf(0)));
  }

  @Property(tries = 100)
  void inACohortTheOrderOfArrivalDoesNotMatter(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int workers) {
    var halving = new SuccessiveHalving(31, 1, 27, 3);
    Simulated sweep = Simulated.of(halving, workers, 93, Chances.losses(seed, 4));
    assertThat(sweep.withPace(trial -> Chances.pace(seed, trial)).run().completed())
        .isEqualTo(Simulated.of(halving, 1, 93, sweep.losses()).run().completed());
  }

  private static Set<TrialId> winners(Scheduler scheduler, List<Integer> losses) {
    return Simulated.of(scheduler, 1, losses.size(), (trial, epoch) -> losses.get(trial.number()))
        .run()
        .completed();
  }
}
