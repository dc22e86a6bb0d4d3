package dev.rungs.benchmarks.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.sample.RandomSampler;
import dev.rungs.sample.Search;
import dev.rungs.sample.TpeSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.AshaStopping;
import dev.rungs.schedule.Hyperband;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.SuccessiveHalving;
import dev.rungs.space.Configuration;
import dev.rungs.sweep.Order;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulationTest {

  /** Section 3.2 of the ASHA paper: 1 + 3 + 9 units from scratch, where training to R takes 9. */
  @Test
  void nineWorkersFinishTheFirstTrialInThirteenNinthsOfItsTime() {
    Run run = random(new Slope(9), new Asha(1, 9, 3), Workers.of(9).fromScratch(), 100);

    assertThat(run.completions().get(0)).isEqualTo(13);
  }

  @Test
  void withCheckpointsTheFirstTrialIsFinishedAsIfItHadNeverPaused() {
    Run run = random(new Slope(9), new Asha(1, 9, 3), Workers.of(9), 100);

    assertThat(run.completions().get(0)).isEqualTo(9);
  }

  /** 256 trials on 25 workers in 11 turns, 64 in 3 of 4, then 16, 64 and 256. */
  @Test
  void synchronousHalvingFinishesItsFirstTrialAt359() {
    Run run =
        random(
            new Slope(256),
            new SuccessiveHalving(256, 1, 256, 4),
            Workers.of(25).fromScratch(),
            256);

    assertThat(run.completions()).containsExactly(359.0);
  }

  /** The brackets are 81@1, 34@3, 15@9, 8@27 and 5@81. */
  @Test
  void aRoundOfHyperbandCostsWhatItsTableSays() {
    var hyperband = new Hyperband(1, 81, 3);

    assertThat(random(new Slope(81), hyperband, Workers.of(1).fromScratch(), 143).epochs())
        .isEqualTo(1902);
    assertThat(random(new Slope(81), hyperband, Workers.of(1), 143).epochs()).isEqualTo(1581);
  }

  @Test
  void aBudgetOfCompletionsEndsWithTheLastOfThem() {
    var strategy = new Strategy(new RandomSampler(), new Asha(1, 9, 3));
    Run run = Simulation.run(new Slope(9), strategy, Workers.of(9), Budget.completions(2), 1);

    assertThat(run.completions()).hasSize(2);
    assertThat(run.time()).isEqualTo(run.completions().get(1));
  }

  @Test
  void trainingOnAtOnceNeedsNoCheckpoint() {
    var stopping = new AshaStopping(1, 9, 3);
    Run with = random(new Slope(9), stopping, Workers.of(3), 50);
    Run without = random(new Slope(9), stopping, Workers.of(3).fromScratch(), 50);

    assertThat(without).isEqualTo(with);
    assertThat(with.completions()).isNotEmpty();
  }

  @Test
  void oneWorkerInOrderIsTheLoopThatOneWouldWrite() {
    TpeSampler tpe = TpeSampler.KIND.make(Configuration.EMPTY);
    var problem = new Slope(5);
    var strategy = new Strategy(tpe, new RunToEnd(5), new Order.Ordered(1));
    Run run = Simulation.run(problem, strategy, Workers.of(1), Budget.trials(40), 7);

    var search = new Search(problem.space(), tpe, 7);
    var tried = new ArrayList<Configuration>();
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 40; i++) {
      TrialId trial = search.ask().orElseThrow();
      tried.add(search.configuration(trial));
      double loss = problem.train(search.configuration(trial), 0).loss(5);
      search.tell(trial, loss);
      best = Math.min(best, loss);
    }
    assertThat(suggested(run)).isEqualTo(tried);
    assertThat(run.best()).isEqualTo(best);
    assertThat(run.time()).isEqualTo(200);
    assertThat(run.epochs()).isEqualTo(200);
  }

  @Test
  void inOrderTheNumberOfWorkersChangesNothingButTheTime() {
    var strategy = new Strategy(new RandomSampler(), new Asha(1, 9, 3), new Order.Ordered(4));
    Workers shaky = Workers.of(4).with(0.5, 0.1);
    Run one = Simulation.run(new Slope(9), strategy, Workers.of(1), Budget.trials(60), 3);
    Run four = Simulation.run(new Slope(9), strategy, shaky, Budget.trials(60), 3);

    assertThat(suggested(four)).isEqualTo(suggested(one));
    assertThat(four.best()).isEqualTo(one.best());
    assertThat(four.time()).isLessThan(one.time());
    assertThat(four.epochs()).isGreaterThan(one.epochs());
  }

  @Test
  void theSameSeedGivesTheSameRunAndAnotherOneAnother() {
    Workers workers = Workers.of(5).with(1, 0.01);
    var strategy = new Strategy(new RandomSampler(), new Hyperband(1, 27, 3));
    Run run = Simulation.run(new Slope(27), strategy, workers, Budget.epochs(500), 1);

    assertThat(Simulation.run(new Slope(27), strategy, workers, Budget.epochs(500), 1))
        .isEqualTo(run);
    assertThat(Simulation.run(new Slope(27), strategy, workers, Budget.epochs(500), 2))
        .isNotEqualTo(run);
  }

  /**
   * A segment of length L whose worker dies at rate r takes (e^(rL) - 1) / r on average (Ross,
   * Introduction to Probability Models, the wait for a gap of length L), with a standard deviation
   * of {@code sqrt(e^(2rL) - 2rLe^(rL) - 1) / r}.
   */
  @Test
  void deathsCostWhatTheoryTells() {
    int runs = 4000;
    double rate = -Math.log1p(-0.05);
    Workers mortal = Workers.of(1).fromScratch().with(0, 0.05);
    double mean =
        LongStream.range(0, runs)
            .mapToDouble(seed -> one(new RunToEnd(20), mortal, seed).time())
            .average()
            .orElseThrow();

    double grown = Math.exp(20 * rate);
    double expected = (grown - 1) / rate;
    double deviation = Math.sqrt(grown * grown - 2 * 20 * rate * grown - 1) / rate;
    assertThat(mean).isCloseTo(expected, within(6 * deviation / Math.sqrt(runs)));
  }

  /** E|z| is sqrt(2/pi), the variance of |z| is 1 - 2/pi. */
  @Test
  void stragglersSlowSegmentsAsTheyShould() {
    int runs = 4000;
    Workers slow = Workers.of(1).with(0.5, 0);
    double mean =
        LongStream.range(0, runs)
            .mapToDouble(seed -> one(new RunToEnd(20), slow, seed).time())
            .average()
            .orElseThrow();

    double error = 20 * 0.5 * Math.sqrt((1 - 2 / Math.PI) / runs);
    assertThat(mean).isCloseTo(20 * (1 + 0.5 * Math.sqrt(2 / Math.PI)), within(6 * error));
  }

  @Test
  void aDivergedTrialFailsAndCostsTheEpochsItTrained() {
    var half = new Slope(10, 0.5, 4);
    Run run = random(half, new RunToEnd(10), Workers.of(1), 40);

    List<TrialFailed> failed =
        run.moments().stream()
            .map(Run.Moment::event)
            .filter(TrialFailed.class::isInstance)
            .map(TrialFailed.class::cast)
            .toList();
    long beyond = suggested(run).stream().filter(each -> each.real("x") > 0.5).count();
    assertThat(failed).hasSize((int) beyond).isNotEmpty();
    assertThat(failed).extracting(TrialFailed::kind).containsOnly(FailureKind.DIVERGED);
    assertThat(run.epochs()).isEqualTo(4 * beyond + 10 * (40 - beyond));
  }

  @Test
  void nothingIsSeenThatEndsAfterTheTime() {
    var strategy = new Strategy(new RandomSampler(), new RunToEnd(3));
    Run run = Simulation.run(new Slope(3), strategy, Workers.of(2), Budget.time(7), 1);

    assertThat(run.completions()).containsExactly(3.0, 3.0, 6.0, 6.0);
  }

  @Test
  void noMoreEpochsAreGrantedThanTheBudgetHolds() {
    var strategy = new Strategy(new RandomSampler(), new Asha(1, 9, 3));
    Run run = Simulation.run(new Slope(9), strategy, Workers.of(3), Budget.epochs(100), 1);

    assertThat(run.epochs()).isBetween(92L, 100L);
    assertThat(run.incumbents()).isNotEmpty();
    assertThat(run.incumbents().get(0).epochs()).isEqualTo(1);
  }

  @Test
  void refusesWorkersByName() {
    assertThatThrownBy(() -> Workers.of(0)).hasMessage("count is 0, must be >= 1");
    assertThatThrownBy(() -> Workers.of(1).with(0, 1))
        .hasMessage("deaths is 1.0, must be in [0, 1)");
  }

  private static Run one(Scheduler scheduler, Workers workers, long seed) {
    var strategy = new Strategy(new RandomSampler(), scheduler);
    return Simulation.run(new Slope(20), strategy, workers, Budget.trials(1), seed);
  }

  private static Run random(Problem problem, Scheduler scheduler, Workers workers, int trials) {
    var strategy = new Strategy(new RandomSampler(), scheduler);
    return Simulation.run(problem, strategy, workers, Budget.trials(trials), 1);
  }

  private static List<Configuration> suggested(Run run) {
    return run.moments().stream()
        .map(Run.Moment::event)
        .filter(TrialSuggested.class::isInstance)
        .map(event -> ((TrialSuggested) event).configuration())
        .toList();
  }
}
