package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.trial.Objective;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Follows the decisions of a sweep, one after the other, and recomputes from sorted lists what each
 * of them claims.
 */
final class Referee {

  private record Place(int bracket, int rung) {}

  private static final Comparator<Simulated.Decision> BEST_FIRST =
      Comparator.<Simulated.Decision, Boolean>comparing(each -> Double.isNaN(each.loss()))
          .thenComparing((a, b) -> a.loss() < b.loss() ? -1 : a.loss() > b.loss() ? 1 : 0)
          .thenComparing(each -> each.trial().number());

  private final Scheduler scheduler;
  private final IntUnaryOperator passing;
  private final Map<Place, List<Simulated.Decision>> arrived = new HashMap<>();
  private final Map<Place, Set<TrialId>> waiting = new HashMap<>();
  private final Map<Place, Integer> promoted = new HashMap<>();
  private final List<Bounds.Arrival> all = new ArrayList<>();

  private Referee(Scheduler scheduler, IntUnaryOperator passing) {
    this.scheduler = scheduler;
    this.passing = passing;
  }

  /** Checks every decision of a run where {@code passing} of the trials at a rung may pass. */
  static void check(Scheduler scheduler, IntUnaryOperator passing, Simulated.Result result) {
    var referee = new Referee(scheduler, passing);
    result.decisions().forEach(referee::follow);
  }

  private void follow(Simulated.Decision decision) {
    Verdict verdict = decision.verdict();
    if (verdict instanceof Verdict.Promote promote) {
      leaves(decision, promote);
      return;
    }
    arrived(decision).add(decision);
    all.add(new Bounds.Arrival(decision.trial(), decision.rung(), decision.loss()));
    if (verdict instanceof Verdict.Complete) {
      assertThat(decision.rung()).isEqualTo(ladder(decision).top());
    } else if (verdict instanceof Verdict.Pause pause) {
      isTrue(decision, pause.standing());
      assertThat(decision.loss()).isNotNaN();
      waiting(decision).add(decision.trial());
    } else if (verdict instanceof Verdict.Stop stop) {
      isTrue(decision, stop.standing());
      assertThat(stop.standing().passes()).isFalse();
      assertThat(improves()).isFalse();
    } else if (verdict instanceof Verdict.Continue on) {
      isTrue(decision, on.standing());
      passes(decision, on.standing(), on.untilEpoch());
    } else if (verdict instanceof Verdict.Keep keep) {
      assertThat(decision.loss()).isNotNaN();
      assertThat(keep.limit()).isEqualTo(bounds().limit((Stopping) scheduler));
      assertThat(keep.limit().kept()).isTrue();
      assertThat(keep.untilEpoch()).isEqualTo(ladder(decision).epoch(decision.rung() + 1));
    } else if (verdict instanceof Verdict.Drop drop) {
      assertThat(drop.limit()).isEqualTo(bounds().limit((Stopping) scheduler));
      assertThat(drop.limit().kept()).isFalse();
      assertThat(improves()).isFalse();
    }
  }

  private Bounds bounds() {
    return new Bounds(Objective.Direction.MINIMIZE, all, all.get(all.size() - 1).trial());
  }

  /** Whether a patient scheduler must not stop the last that arrived. */
  private boolean improves() {
    return scheduler instanceof Patient patient && bounds().improves(patient);
  }

  private void leaves(Simulated.Decision decision, Verdict.Promote promote) {
    isTrue(decision, promote.standing());
    passes(decision, promote.standing(), promote.untilEpoch());
    assertThat(waiting(decision).remove(decision.trial()))
        .as("%s waits when it is promoted", decision.trial())
        .isTrue();
    assertThat(promoted.merge(place(decision), 1, Integer::sum))
        .as("promoted out of %s", place(decision))
        .isLessThanOrEqualTo(passing.applyAsInt(arrived(decision).size()));
  }

  private void passes(Simulated.Decision decision, Standing standing, int untilEpoch) {
    assertThat(decision.loss()).isNotNaN();
    assertThat(standing.passes()).isTrue();
    assertThat(standing.margin()).isGreaterThanOrEqualTo(0);
    assertThat(untilEpoch).isEqualTo(ladder(decision).epoch(decision.rung() + 1));
  }

  private void isTrue(Simulated.Decision decision, Standing standing) {
    List<Simulated.Decision> sorted = arrived(decision).stream().sorted(BEST_FIRST).toList();
    List<TrialId> order = sorted.stream().map(Simulated.Decision::trial).toList();
    int passes = passing.applyAsInt(sorted.size());
    double cutoff =
        sorted.stream()
            .limit(passes)
            .mapToDouble(Simulated.Decision::loss)
            .filter(loss -> !Double.isNaN(loss))
            .max()
            .orElse(Double.NaN);
    assertThat(standing)
        .isEqualTo(
            new Standing(
                decision.bracket(),
                decision.rung(),
                ladder(decision).epoch(decision.rung()),
                decision.loss(),
                order.indexOf(decision.trial()) + 1,
                sorted.size(),
                passes,
                cutoff));
    assertThat(standing.margin()).isEqualTo(Double.valueOf(cutoff - decision.loss()));
  }

  private List<Simulated.Decision> arrived(Simulated.Decision decision) {
    return arrived.computeIfAbsent(place(decision), at -> new ArrayList<>());
  }

  private Set<TrialId> waiting(Simulated.Decision decision) {
    return waiting.computeIfAbsent(place(decision), at -> new HashSet<>());
  }

  private Ladder ladder(Simulated.Decision decision) {
    return scheduler.bracket(decision.bracket()).ladder();
  }

  private static Place place(Simulated.Decision decision) {
    return new Place(decision.bracket(), decision.rung());
  }
}
