package dev.rungs.actors;

import static dev.rungs.space.Parameter.powerOfTwo;
import static dev.rungs.space.Parameter.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.analyze.Shadow;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.AshaStopping;
import dev.rungs.schedule.AsyncHyperband;
import dev.rungs.schedule.Hyperband;
import dev.rungs.schedule.MedianStopping;
import dev.rungs.schedule.Pasha;
import dev.rungs.schedule.Patient;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.SuccessiveHalving;
import dev.rungs.sweep.Order;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.Retry;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.ConfigurationChanged;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.train.CancelledException;
import dev.rungs.train.Trainer;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Patience;
import dev.rungs.trial.TrialId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class RungsTest {

  @TempDir Path directory;

  private static SweepSpec.Builder sweep(int trials) {
    return SweepSpec.named("quadratic")
        .minimize("loss")
        .over(real("x", 0, 1))
        .scheduler(new Asha(1, 9, 3))
        .stop(StopRules.trials(trials));
  }

  private Rungs rungs(int slots) {
    return Rungs.local().directory(directory).slots(slots).open();
  }

  @Test
  void aSweepRunsToItsEndAndHasAWinner() throws Exception {
    try (Rungs rungs = rungs(2)) {
      SweepResult result = rungs.run("q", sweep(30).build(), new Quadratic());
      assertThat(result.ending().orElseThrow().reason()).isEqualTo("all 30 trials have ended");
      assertThat(result.trials()).hasSize(30);
      assertThat(result.trials())
          .allMatch(trial -> trial.best().loss() >= result.best().best().loss())
          .anyMatch(trial -> trial.epoch() == 9);
      assertThat(result.test().orElseThrow().exact()).isTrue();
      assertThat(result.test().orElseThrow().test().get("test_loss"))
          .isEqualTo(Math.abs(result.best().configuration().real("x") - 0.3));
      assertThat(directory.resolve("q/best/model")).exists();
    }
  }

  @Test
  void everyEpochIsTrainedOnceAndJournalledOnce() throws Exception {
    var trainer = new Quadratic();
    SweepResult result;
    try (Rungs rungs = rungs(2)) {
      result = rungs.run("q", sweep(30).build(), trainer);
    }
    long winnerAgain = trainer.trained.size() - result.spentEpochs();
    assertThat(winnerAgain).isBetween(0L, 9L);
    assertThat(trainer.trained.stream().distinct().count()).isEqualTo(result.spentEpochs());
  }

  @Test
  void aFinishedSweepIsNotRunAgain() throws Exception {
    SweepResult first;
    try (Rungs rungs = rungs(2)) {
      first = rungs.run("q", sweep(12).build(), new Quadratic());
    }
    var untouched = new Quadratic();
    try (Rungs rungs = rungs(2)) {
      assertThat(rungs.run("q", sweep(12).build(), untouched)).isEqualTo(first);
    }
    assertThat(untouched.trained).isEmpty();
  }

  @Test
  void aHigherTopLetsTheBestOfAFinishedSweepTrainOn() throws Exception {
    SweepResult result;
    try (Rungs rungs = rungs(2)) {
      SweepResult before = rungs.run("q", sweep(40).build(), new Quadratic());
      assertThat(before.maxEpoch()).isEqualTo(9);
    }
    try (Rungs rungs = rungs(2)) {
      SweepSpec higher = sweep(40).scheduler(new Asha(1, 27, 3)).build();
      result = rungs.run("q", higher, new Quadratic());
    }
    assertThat(result.trials()).hasSize(40);
    assertThat(result.trials().stream().filter(trial -> trial.epoch() == 27)).isNotEmpty();
    assertThat(result.test().orElseThrow().exact()).isTrue();
    var journal = new SweepJournal(directory);
    for (TrialSummary trial : result.trials()) {
      assertThat(journal.trial("q", trial.id()).epoch()).isEqualTo(trial.epoch());
      assertThat(journal.epoch("q", trial.id())).isEqualTo(trial.epoch());
    }
  }

  @Test
  void aRunningSweepIsRaisedOrSaysWhyNot() throws Exception {
    try (Rungs rungs = rungs(2)) {
      RunningSweep running = rungs.startOrResume("q", sweep(40).build(), new Quadratic());
      assertThat(running.raise(new Asha(1, 3, 3)).toCompletableFuture())
          .failsWithin(Duration.ofSeconds(60))
          .withThrowableOfType(ExecutionException.class)
          .withMessageContaining("max is 3, must be >= 9, as it was");
      running.raise(new Asha(1, 27, 3)).toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(running.result().get().trials()).anyMatch(trial -> trial.epoch() == 27);
    }
  }

  @Test
  void shadowsTellWhatTheyWouldHaveDecidedAndDecideNothing() throws Exception {
    var median = new MedianStopping(1, 9, 0, 3);
    try (Rungs rungs = rungs(1)) {
      rungs.run("alone", sweep(20).build(), new Quadratic());
      rungs.run("q", sweep(20).shadow(median).build(), new Quadratic());
      assertThat(events("q").stream().skip(1))
          .containsExactlyElementsOf(events("alone").stream().skip(1).toList());
      List<Shadow> shadows = rungs.shadows("q");
      assertThat(shadows).extracting(Shadow::scheduler).containsExactly(median);
      assertThat(shadows.get(0).would().state().trials())
          .isEqualTo(
              new SweepJournal(directory)
                  .recorded("alone")
                  .orElseThrow()
                  .with(median)
                  .state()
                  .trials());
      assertThat(rungs.shadows("alone")).isEmpty();
      assertThat(rungs.shadows("nobody")).isEmpty();
    }
  }

  @Test
  void otherShadowsComeWithASchedulerThatRisesAndNotWithoutOne() throws Exception {
    var median = new MedianStopping(1, 27, 0, 3);
    SweepSpec.Builder shadowed = sweep(12).shadow(new MedianStopping(1, 9, 0, 3));
    try (Rungs rungs = rungs(2)) {
      rungs.run("q", shadowed.build(), new Quadratic());
      assertThatThrownBy(() -> rungs.run("q", sweep(12).shadow(median).build(), new Quadratic()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("shadows was [MedianStopping[interval=1, max=9,")
          .hasMessageEndingWith("any scheduler can be asked for without being named, by what-if");
      SweepSpec raised = sweep(12).scheduler(new Asha(1, 27, 3)).shadow(median).build();
      rungs.run("q", raised, new Quadratic());
      assertThat(rungs.result("q").orElseThrow().spec().shadows()).containsExactly(median);
      assertThat(rungs.shadows("q")).extracting(Shadow::scheduler).containsExactly(median);
    }
  }

  @Test
  void moreTrialsLetAFinishedSweepGoOn() throws Exception {
    try (Rungs rungs = rungs(2)) {
      rungs.run("q", sweep(12).build(), new Quadratic());
      SweepResult more = rungs.run("q", sweep(20).build(), new Quadratic());
      assertThat(more.trials()).hasSize(20);
      assertThat(more.test().orElseThrow().trial()).isEqualTo(more.best().id());
    }
  }

  @Test
  void onlyThoseWhoMayTrainOnAndTheWinnerKeepCheckpoints() throws Exception {
    try (Rungs rungs = rungs(2)) {
      SweepResult result = rungs.run("q", sweep(30).build(), new Quadratic());
      Set<String> wanted =
          result.trials().stream()
              .filter(trial -> trial.phase() == Phase.PAUSED || trial.equals(result.best()))
              .map(trial -> trial.id().toString())
              .collect(Collectors.toSet());
      assertThat(checkpoints("q")).isEqualTo(wanted).hasSizeBetween(2, 29);
    }
  }

  @Test
  void whereNobodyPausesTheWinnerAloneKeepsCheckpoints() throws Exception {
    SweepSpec sweep = sweep(30).scheduler(new AshaStopping(1, 9, 3)).build();
    try (Rungs rungs = rungs(2)) {
      SweepResult result = rungs.run("q", sweep, new Quadratic());
      assertThat(checkpoints("q")).containsExactly(result.best().id().toString());
    }
  }

  @Test
  void whatAKilledProcessLeftIsDiscardedWhenTheSweepIsOpened() throws Exception {
    SweepSpec sweep = sweep(9).scheduler(new AshaStopping(1, 9, 3)).build();
    try (Rungs rungs = rungs(2)) {
      SweepResult result = rungs.run("q", sweep, new Quadratic());
      for (TrialSummary trial : result.trials()) {
        Files.createDirectories(directory.resolve("q/checkpoints/" + trial.id() + "/a1-e1"));
      }
      rungs.run("q", sweep, new Quadratic());
      assertThat(checkpoints("q")).containsExactly(result.best().id().toString());
    }
  }

  @Test
  void whoIsPromotedAfterTheEndGoesOnFromACheckpoint() throws Exception {
    var trainer =
        new Quadratic() {
          @Override
          public Metrics step(Model model, int epoch) throws Exception {
            super.step(model, epoch);
            return Metrics.of("loss", model.trial.trial().number());
          }
        };
    try (Rungs rungs = rungs(2)) {
      SweepResult first = rungs.run("q", sweep(2).build(), trainer);
      assertThat(first.trials()).allMatch(trial -> trial.phase() == Phase.PAUSED);
      SweepResult more = rungs.run("q", sweep(9).build(), trainer);
      assertThat(more.trials().subList(0, 3)).allMatch(trial -> trial.epoch() >= 3);
    }
    // Only the winner's model is made once more.
    assertThat(trainer.trained)
        .filteredOn(epoch -> !epoch.startsWith("t000/"))
        .doesNotHaveDuplicates()
        .contains("t001/1", "t001/2", "t001/3");
  }

  private Set<String> checkpoints(String id) throws IOException {
    try (Stream<Path> trials = Files.list(directory.resolve(id).resolve("checkpoints"))) {
      return trials.map(trial -> trial.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void anotherSpaceUnderTheSameIdIsRefused() throws Exception {
    try (Rungs rungs = rungs(1)) {
      rungs.run("q", sweep(3).build(), new Quadratic());
      SweepSpec other = sweep(3).over(real("x", 0, 2)).build();
      assertThatThrownBy(() -> rungs.run("q", other, new Quadratic()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("space was")
          .hasMessageContaining("high=2.0");
    }
  }

  @Test
  void aStoppedSweepGoesOnFromItsCheckpoints() throws Exception {
    var trainer = new Quadratic();
    try (Rungs rungs = rungs(2)) {
      RunningSweep running = rungs.startOrResume("q", sweep(60).build(), trainer);
      awaitTrials(running, 10);
      SweepResult half = running.stop().get(30, TimeUnit.SECONDS);
      assertThat(half.ending()).isEmpty();
      assertThat(half.count(Phase.RUNNING)).isZero();
    }
    SweepResult whole;
    try (Rungs rungs = rungs(2)) {
      whole = rungs.run("q", sweep(60).build(), trainer);
    }
    assertThat(whole.trials()).hasSize(60);
    assertThat(trainer.trained.stream().distinct().count()).isEqualTo(whole.spentEpochs());
  }

  static Stream<Scheduler> schedulers() {
    return Stream.of(
        new Asha(1, 9, 3),
        new AshaStopping(1, 9, 3),
        new SuccessiveHalving(9, 1, 9, 3),
        new Hyperband(1, 9, 3),
        new AsyncHyperband(1, 9, 3),
        new Pasha(1, 9, 3),
        new Patient(new MedianStopping(1, 5, 2, 2), new Patience(1, 0)),
        new RunToEnd(4));
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void orderedSweepsAreTheSameWithAnyNumberOfSlots(Scheduler scheduler) throws Exception {
    SweepSpec sweep = sweep(24).scheduler(scheduler).order(new Order.Ordered(4)).build();
    try (Rungs one = rungs(1)) {
      one.run("one", sweep, new Quadratic());
    }
    try (Rungs three = rungs(3)) {
      three.run("three", sweep, new Quadratic());
    }
    assertThat(decisions("three")).isEqualTo(decisions("one")).hasSizeGreaterThan(48);
  }

  @Test
  void aTrainerThatThrowsIsRetriedThenFailsAlone() throws Exception {
    var trainer =
        new Quadratic() {
          @Override
          public Metrics step(Model model, int epoch) throws Exception {
            if (model.trial.trial().number() == 2) {
              throw new IllegalStateException("no luck");
            }
            return super.step(model, epoch);
          }
        };
    try (Rungs rungs = rungs(2)) {
      SweepResult result = rungs.run("q", sweep(9).build(), trainer);
      assertThat(result.count(Phase.FAILED)).isEqualTo(1);
      assertThat(result.trials().get(2).attempt()).isEqualTo(3);
      assertThat(result.trials().get(2).note()).contains("no luck");
    }
  }

  @Test
  void aLossThatIsNotANumberFailsItsTrialAtOnce() throws Exception {
    var trainer =
        new Quadratic() {
          @Override
          public Metrics step(Model model, int epoch) throws Exception {
            Metrics metrics = super.step(model, epoch);
            return model.trial.trial().number() == 2 ? Metrics.of("loss", Double.NaN) : metrics;
          }
        };
    try (Rungs rungs = rungs(2)) {
      SweepResult result = rungs.run("q", sweep(9).build(), trainer);
      assertThat(result.trials().get(2).phase()).isEqualTo(Phase.FAILED);
      assertThat(result.trials().get(2).attempt()).isEqualTo(1);
      assertThat(result.trials().get(2).note()).contains("loss is NaN at epoch 1");
    }
  }

  @Test
  void aTrainerThatOwnsItsLoopIsPausedPromotedAndResumed() throws Exception {
    var steps = new ConcurrentLinkedQueue<String>();
    Trainer trainer =
        trial -> {
          int[] epochs = {0};
          trial.checkpoint(
              from -> epochs[0] = Integer.parseInt(Files.readString(from.resolve("epochs"))),
              to -> Files.writeString(to.resolve("epochs"), Integer.toString(epochs[0])));
          for (int epoch : trial.steps()) {
            assertThat(epoch).isEqualTo(epochs[0] + 1);
            epochs[0] = epoch;
            steps.add(trial.trial() + "/" + epoch);
            trial.report("loss", trial.real("x") + 1.0 / epoch);
          }
        };
    try (Rungs rungs = rungs(2)) {
      SweepResult result = rungs.run("loop", sweep(27).build(), trainer);
      assertThat(result.count(Phase.FAILED)).isZero();
      assertThat(result.best().epoch()).isEqualTo(9);
      assertThat(steps.stream().distinct().count()).isEqualTo(result.spentEpochs());
      assertThat(directory.resolve("loop/best/epochs")).hasContent("9");
    }
  }

  @Test
  void aTrainerThatInterruptsItsThreadFailsAloneAndTheSlotGoesOn() throws Exception {
    var trainer =
        new Quadratic() {
          @Override
          public Metrics step(Model model, int epoch) throws Exception {
            if (model.trial.trial().number() == 2) {
              Thread.currentThread().interrupt();
            }
            return super.step(model, epoch);
          }
        };
    try (Rungs rungs = rungs(1)) {
      SweepResult result = rungs.run("q", sweep(9).build(), trainer);
      assertThat(result.trials()).hasSize(9);
      assertThat(result.count(Phase.FAILED)).isEqualTo(1);
      assertThat(result.trials().get(2).phase()).isEqualTo(Phase.FAILED);
    }
  }

  @Test
  void aTrainerThatCancelsUnaskedFailsItsTrial() throws Exception {
    var trainer =
        new Quadratic() {
          @Override
          public Metrics step(Model model, int epoch) throws Exception {
            if (model.trial.trial().number() == 2) {
              throw new CancelledException();
            }
            return super.step(model, epoch);
          }
        };
    try (Rungs rungs = rungs(2)) {
      SweepResult result = rungs.run("q", sweep(9).build(), trainer);
      assertThat(result.trials().get(2).phase()).isEqualTo(Phase.FAILED);
      assertThat(result.trials().get(2).attempt()).isEqualTo(3);
    }
  }

  @Test
  void aTrainerThatReturnsEarlyFailsItsTrial() throws Exception {
    Trainer trainer = trial -> {};
    try (Rungs rungs = rungs(1)) {
      SweepResult result = rungs.run("loop", sweep(1).build(), trainer);
      assertThat(result.trials().get(0).note()).contains("must go on until steps() ends");
    }
  }

  @Test
  void aModelIsSavedEverySoManyEpochsAndAtTheEnd() throws Exception {
    SweepSpec sweep = sweep(1).scheduler(new RunToEnd(8)).build();
    try (Rungs rungs = Rungs.local().directory(directory).slots(1).checkpointEvery(3).open()) {
      rungs.run("q", sweep, new Quadratic());
    }
    assertThat(new SweepJournal(directory).events("q", new TrialId(0)))
        .filteredOn(each -> each.event() instanceof CheckpointSaved)
        .extracting(each -> ((CheckpointSaved) each.event()).epoch())
        .containsExactly(3, 6, 8);
  }

  @Test
  void aModelThatGoesOnHearsThatItsLaterSegmentIsCancelled() throws Exception {
    var trainer =
        new Quadratic() {
          @Override
          public Metrics step(Model model, int epoch) throws Exception {
            while (epoch == 2 && !model.trial.cancelled()) {
              Thread.onSpinWait();
            }
            if (epoch == 2) {
              throw new CancelledException();
            }
            return super.step(model, epoch);
          }
        };
    SweepSpec sweep =
        sweep(1).scheduler(new AshaStopping(1, 9, 3)).retry(new Retry(0, List.of())).build();
    try (Rungs rungs =
        Rungs.local().directory(directory).slots(1).epochTimeout(Duration.ofMillis(300)).open()) {
      SweepResult result = rungs.run("q", sweep, trainer);
      assertThat(result.trials().get(0).note()).contains("an epoch took too long");
    }
  }

  @Test
  void aTrialThatHangsIsGivenUpAndItsSlotTrainsOn() throws Exception {
    var never = new CountDownLatch(1);
    var trainer =
        new Quadratic() {
          @Override
          public Metrics step(Model model, int epoch) throws Exception {
            if (model.trial.trial().number() == 1) {
              never.await();
            }
            return super.step(model, epoch);
          }
        };
    SweepSpec sweep = sweep(9).retry(new Retry(0, List.of())).build();
    try (Rungs rungs =
        Rungs.local().directory(directory).slots(1).epochTimeout(Duration.ofMillis(300)).open()) {
      SweepResult result = rungs.run("q", sweep, trainer);
      assertThat(result.count(Phase.FAILED)).isEqualTo(1);
      assertThat(result.trials().get(1).note()).contains("an epoch took longer than 0.3 s");
    }
  }

  @Test
  void whoRunsOutOfMemoryTrainsWithHalfOfItsBatchAndTheJournalTellsSo() throws Exception {
    var trainer =
        new Quadratic() {
          @Override
          public Model create(TrialContext trial) {
            if (trial.configuration().integer("batch") > 32) {
              throw new OutOfMemoryError("too large a batch");
            }
            return super.create(trial);
          }
        };
    SweepSpec sweep =
        sweep(3)
            .over(real("x", 0, 1), powerOfTwo("batch", 16, 128))
            .startWith(Map.of("x", 0.3, "batch", 128))
            .retry(Retry.DEFAULT.halving("batch"))
            .build();
    try (Rungs rungs = rungs(2)) {
      SweepResult result = rungs.run("q", sweep, trainer);
      assertThat(result.count(Phase.FAILED)).isZero();
      assertThat(result.trials().get(0).configuration().integer("batch")).isEqualTo(32);
      assertThat(result.best().configuration().integer("batch")).isLessThanOrEqualTo(32);
      assertThat(result.test().orElseThrow().exact()).as("made once more of as little").isTrue();
    }
    assertThat(events("q"))
        .filteredOn(ConfigurationChanged.class::isInstance)
        .map(event -> (ConfigurationChanged) event)
        .filteredOn(changed -> changed.trial().equals(new TrialId(0)))
        .extracting(ConfigurationChanged::reason)
        .containsExactly(
            "batch 64 instead of 128: ran out of memory (retry 1 of 2)",
            "batch 32 instead of 64: ran out of memory (retry 2 of 2)");
  }

  @Test
  void aHeapThatRunsOutFailsItsTrialAlone() throws Exception {
    var trainer =
        new Quadratic() {
          @Override
          public Metrics step(Model model, int epoch) throws Exception {
            if (model.trial.trial().number() == 1) {
              var hoard = new ArrayList<long[]>();
              while (hoard.size() < Integer.MAX_VALUE) {
                hoard.add(new long[Integer.MAX_VALUE - 8]);
              }
            }
            return super.step(model, epoch);
          }
        };
    try (Rungs rungs = rungs(2)) {
      SweepResult result = rungs.run("q", sweep(9).build(), trainer);
      assertThat(result.count(Phase.FAILED)).isEqualTo(1);
      assertThat(result.trials().get(1).attempt()).as("once more, alone").isEqualTo(2);
    }
  }

  @Test
  void aFullDiskPausesTheSweepUntilThereIsRoom() throws Exception {
    try (Rungs rungs =
        Rungs.local().directory(directory).slots(1).leastDisk(Long.MAX_VALUE).open()) {
      RunningSweep running = rungs.startOrResume("q", sweep(9).build(), new Quadratic());
      await(running, event -> event instanceof SweepEvent.SweepPaused, 1);
      running.stop().join();
    }
    assertThat(events("q"))
        .filteredOn(SweepEvent.SweepPaused.class::isInstance)
        .singleElement()
        .asString()
        .contains("make room and the sweep goes on");
    try (Rungs rungs = rungs(1)) {
      SweepResult result = rungs.run("q", sweep(9).build(), new Quadratic());
      assertThat(result.trials()).hasSize(9);
    }
  }

  @Test
  void eachSlotTrainsOnItsOwnThread() throws Exception {
    var seen = new ConcurrentHashMap<Integer, Set<Thread>>();
    var trainer =
        new Quadratic() {
          @Override
          public Model create(TrialContext trial) {
            return seen(super.create(trial));
          }

          @Override
          public Metrics step(Model model, int epoch) throws Exception {
            return super.step(seen(model), epoch);
          }

          private Model seen(Model model) {
            seen.computeIfAbsent(model.trial.slot().index(), slot -> ConcurrentHashMap.newKeySet())
                .add(Thread.currentThread());
            return model;
          }
        };
    try (Rungs rungs = rungs(3)) {
      rungs.run("q", sweep(30).build(), trainer);
    }
    assertThat(seen).isNotEmpty();
    seen.forEach(
        (slot, pinned) -> {
          assertThat(pinned).hasSize(1);
          assertThat(pinned.iterator().next().getName()).isEqualTo("rungs-slot-" + slot);
        });
  }

  @Test
  void pausedSweepsTrainNothingUntilResumed() throws Exception {
    var trainer = new Quadratic();
    try (Rungs rungs = rungs(2)) {
      RunningSweep running = rungs.startOrResume("q", sweep(40).build(), trainer);
      running.pause("lunch").toCompletableFuture().get(30, TimeUnit.SECONDS);
      running.setSlots(1);
      running.enqueue(Map.of("x", 0.3)).toCompletableFuture().get(30, TimeUnit.SECONDS);
      assertThat(running.result()).isNotDone();
      running.resume().toCompletableFuture().get(30, TimeUnit.SECONDS);
      SweepResult result = running.result().get(60, TimeUnit.SECONDS);
      assertThat(result.trials()).hasSize(40);
      assertThat(result.trials()).anyMatch(trial -> trial.configuration().real("x") == 0.3);
    }
  }

  @Test
  void whatCannotBeTriedIsRefusedWithEveryReason() throws Exception {
    try (Rungs rungs = rungs(1)) {
      RunningSweep running = rungs.startOrResume("q", sweep(40).build(), new Quadratic());
      CompletableFuture<?> refused =
          running.enqueue(Map.of("x", 7.0, "y", 1)).toCompletableFuture();
      assertThatThrownBy(refused::join)
          .isInstanceOf(CompletionException.class)
          .hasMessageContaining("x is 7.0, must be in 0.0 … 1.0")
          .hasMessageContaining("y is 1, must name a parameter of this space");
      running.stop().join();
    }
  }

  @Test
  void startingTwiceJoinsTheSameRun() throws Exception {
    try (Rungs rungs = rungs(1)) {
      RunningSweep first = rungs.startOrResume("q", sweep(40).build(), new Quadratic());
      assertThat(rungs.startOrResume("q", sweep(40).build(), new Quadratic())).isSameAs(first);
    }
  }

  static void awaitTrials(RunningSweep running, int count) throws InterruptedException {
    await(running, TrialSuggested.class::isInstance, count);
  }

  private static void await(RunningSweep running, Predicate<SweepEvent> wanted, int count)
      throws InterruptedException {
    var enough = new CountDownLatch(count);
    running
        .events()
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
              }

              @Override
              public void onNext(SweepUpdate update) {
                if (update instanceof SweepUpdate.Decided decided && wanted.test(decided.event())) {
                  enough.countDown();
                }
              }

              @Override
              public void onError(Throwable thrown) {}

              @Override
              public void onComplete() {}
            });
    assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private List<SweepEvent> decisions(String id) {
    return events(id).stream()
        .filter(
            event ->
                event instanceof TrialSuggested
                    || event instanceof RungReached
                    || event instanceof TrialJudged
                    || event instanceof TrialFailed)
        .toList();
  }

  private List<SweepEvent> events(String id) {
    return new SweepJournal(directory)
        .events(id, 0).stream().<SweepEvent>map(Journaled::event).toList();
  }
}
