package dev.rungs.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.cli.Plan;
import dev.rungs.cli.file.SweepFile.Column;
import dev.rungs.cli.file.SweepFile.Resources;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.AshaStopping;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.CheckpointQuota;
import dev.rungs.sweep.Order;
import dev.rungs.sweep.Retry;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.trial.Aim;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Patience;
import dev.rungs.trial.Requirement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepFileTest {

  private static final String FULL =
      """
      sweep: 1
      name: full
      objective: {metric: val_accuracy, direction: maximize, use: at_max, goal: 0.9}
      also: [{metric: val_loss}, {metric: train_loss, direction: maximize}]
      require: [val_loss <= 5, train_loss >= -0.5]
      trainer: {class: dev.rungs.cli.file.Curve, momentum: 0.5}
      data: {start: 3}
      space:
        lr: {low: 1e-4, high: 0.1, scale: log}
        width: {kind: ordinal, options: [8, 16]}
        optimizer: {options: [adam, sgd], kind: choice}
        dropout: {low: 0, high: 0.5, step: 0.1, when: {optimizer: [adam, sgd]}}
      sampler: {type: random, seed: -5}
      scheduler: {type: asha, unit: epochs, max: 9, mode: stop}
      order: {mode: ordered, window: 3}
      resources: {slots: 4, per_trial: {cpu: 2, timeout: 90s}, isolation: process}
      stop:
        trials: 90
        wall_clock: 2h
        budget: 400 epochs
        plateau: {trials: 30, improve: 0.5%}
        failed: 10
      patience: {epochs: 5, improve: 0.001}
      retry: {times: 1, on: [timeout, out_of_memory], halve: width}
      checkpoint: {every: 3 epochs, quota: 1.5 GB}
      start_with: [{optimizer: sgd, lr: 0.01, width: 8, dropout: 0.1}]
      report: {epoch: training_iteration, val_loss: loss}
      output: {dir: here}
      """;

  @Test
  void everyKeyDoesSomething() {
    SweepFile file = Reads.valid(FULL);
    SweepSpec spec = file.spec();

    assertThat(spec.name()).isEqualTo("full");
    assertThat(spec.seed()).isEqualTo(-5);
    assertThat(spec.objective())
        .isEqualTo(Objective.maximize("val_accuracy").withUse(Objective.Use.AT_MAX).withGoal(0.9));
    assertThat(spec.also()).containsExactly(Aim.minimize("val_loss"), Aim.maximize("train_loss"));
    assertThat(spec.require())
        .containsExactly(
            Requirement.parse("val_loss <= 5"), Requirement.parse("train_loss >= -0.5"));
    assertThat(spec.space().parameters())
        .containsExactly(
            Parameter.real("lr", 1e-4, 0.1).log(),
            Parameter.ordinal("width", 8, 16),
            Parameter.choice("optimizer", "adam", "sgd"),
            Parameter.real("dropout", 0, 0.5).step(0.1).onlyIf("optimizer", "adam", "sgd"));
    assertThat(spec.scheduler()).isEqualTo(new AshaStopping(1, 9, 3));
    assertThat(spec.order()).isEqualTo(new Order.Ordered(3));
    assertThat(spec.stop())
        .isEqualTo(
            StopRules.trials(90)
                .withWallClock(Duration.ofHours(2))
                .withEpochs(400)
                .withPlateau(30, 0.005)
                .withFailed(10));
    assertThat(spec.patience()).isEqualTo(new Patience(5, 0.001));
    assertThat(spec.retry())
        .isEqualTo(
            new Retry(1, List.of(FailureKind.TIMEOUT, FailureKind.OUT_OF_MEMORY)).halving("width"));
    assertThat(spec.startWith())
        .extracting(Configuration::toString)
        .containsExactly("lr=0.01 width=8 optimizer=sgd dropout=0.1");
    assertThat(file.resources()).isEqualTo(new Resources(4, 2, Duration.ofSeconds(90), true));
    assertThat(file.checkpointEvery()).isEqualTo(3);
    assertThat(file.quota()).isEqualTo(new CheckpointQuota(1_500_000_000));
    assertThat(file.report())
        .containsExactly(new Column("training_iteration", "epoch"), new Column("loss", "val_loss"));
    assertThat(file.output()).isEqualTo(Path.of("here"));
    assertThat(file.base()).isEqualTo(Path.of("base"));
  }

  @Test
  void aTrainerIsNamedByItsClassAndItsSettingsAreItsIdentity() {
    SweepFile file = Reads.valid(FULL);
    var training = (Training.Provided) file.training();

    assertThat(training.provider()).isInstanceOf(Curve.class);
    assertThat(training.settings()).isEqualTo(Configuration.of(Map.of("momentum", 0.5)));
    assertThat(training.data()).isEqualTo(Configuration.of(Map.of("start", 3)));
    assertThat(file.spec().trainer().toString())
        .isEqualTo("class=dev.rungs.cli.file.Curve momentum=0.5 data.start=3");
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    SweepFile file =
        Reads.valid(
            """
            objective: {metric: loss}
            trainer: {command: [python3, train.py], metrics: [loss, accuracy]}
            space: {units: {low: 1, high: 500}}
            scheduler: {max: 9}
            stop: {trials: 90}
            """);
    SweepSpec spec = file.spec();

    assertThat(spec.name()).isEqualTo("sweep");
    assertThat(spec.objective()).isEqualTo(Objective.minimize("loss"));
    assertThat(spec.scheduler()).isEqualTo(new Asha(1, 9, 3));
    assertThat(spec.order()).isEqualTo(new Order.Replay());
    assertThat(spec.stop()).isEqualTo(StopRules.trials(90));
    assertThat(spec.patience()).isEqualTo(Patience.ENDLESS);
    assertThat(spec.retry()).isEqualTo(Retry.DEFAULT);
    assertThat(file.training())
        .isEqualTo(
            new Training.Command(List.of("python3", "train.py"), List.of("loss", "accuracy")));
    assertThat(file.resources()).isEqualTo(new Resources(Resources.AUTO, 1, Duration.ZERO, false));
    assertThat(file.checkpointEvery()).isEqualTo(SweepFile.BY_TIME);
    assertThat(file.quota()).isEqualTo(CheckpointQuota.NONE);
    assertThat(file.report())
        .containsExactly(new Column("loss", "loss"), new Column("accuracy", "accuracy"));
    assertThat(file.output()).isEqualTo(Path.of("runs"));
  }

  @Test
  void aRangeOfASettingThatTakesFractionsIsReal() {
    SweepFile file =
        Reads.valid(
            """
            objective: {metric: val_loss}
            trainer: {type: curve}
            data: {start: 3}
            space: {lr: {low: 1, high: 2}, width: {low: 1, high: 2}}
            scheduler: {max: 9}
            stop: {trials: 90}
            """);

    assertThat(file.spec().space().parameters())
        .containsExactly(Parameter.real("lr", 1, 2), Parameter.integer("width", 1, 2));
  }

  @Test
  void aValidFileIsShownAsItWasUnderstood() {
    Reading reading = Reads.read(FULL);

    assertThat(Plan.valid("full.yaml", ((Reading.Valid) reading).file(), reading.problems()))
        .startsWith("full   maximize val_accuracy (last epoch of complete trials)")
        .contains("  width      ordinal  8 < 16\n")
        .endsWith("full.yaml is a valid sweep.\n");
  }
}
