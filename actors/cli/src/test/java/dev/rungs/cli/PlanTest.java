package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.cli.file.Reading;
import dev.rungs.cli.file.Registry;
import dev.rungs.cli.file.Rehearsal;
import dev.rungs.cli.file.SweepFiles;
import dev.rungs.sample.Samplers;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.AshaStopping;
import dev.rungs.schedule.Hyperband;
import dev.rungs.schedule.MedianStopping;
import dev.rungs.schedule.Patient;
import dev.rungs.schedule.Pbt;
import dev.rungs.schedule.PercentileStopping;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.Schedulers;
import dev.rungs.space.Kind;
import dev.rungs.space.Setting;
import dev.rungs.trial.Patience;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final String FILE =
      """
      name: iris-mlp
      objective: {metric: val_loss}
      trainer: {command: [train], metrics: [val_loss]}
      space:
        lr: {low: 1e-5, high: 0.1, scale: log}
        hidden: {low: 16, high: 256, scale: log}
        dropout: {low: 0.0, high: 0.6, step: 0.05}
        optimizer: [adam, sgd, rmsprop]
        momentum: {low: 0.5, high: 0.99, when: {optimizer: sgd}}
        batch: 32
      sampler: {type: random, seed: 42}
      scheduler: {type: asha, min: 1, max: 27, eta: 3}
      resources: {slots: 4}
      stop: {trials: 64, wall_clock: 1h}
      """;

  private static String plan(String text) {
    var registry =
        new Registry(Samplers.ALL, Schedulers.ALL, List.of(), PlanTest.class.getClassLoader());
    Reading reading =
        SweepFiles.read(
            "iris.yaml", text.getBytes(StandardCharsets.UTF_8), Path.of("."), registry, List.of());
    assertThat(reading).as(reading.problems().text()).isInstanceOf(Reading.Valid.class);
    return Plan.text(((Reading.Valid) reading).file(), List.of(), reading.problems());
  }

  @Test
  void thePlanOfAshaIsTheHandComputedOne() {
    // 64, 64/3, 21/3, 7/3 trials; 64*1, 21*2, 7*6, 2*18 epochs: 184 of 64*27.
    assertThat(plan(FILE))
        .isEqualTo(
            """
            iris-mlp   minimize val_loss (best epoch)   random, seed 42   asha (min 1, max 27, eta 3)

              parameter  kind     range                           only if
              lr         real     1e-05 … 0.1  log
              hidden     integer  16 … 256  log
              dropout    real     0 … 0.6  step 0.05 (13 values)
              optimizer  choice   adam | sgd | rmsprop
              momentum   real     0.5 … 0.99                      optimizer = sgd
              batch      fixed    32

              rung  epochs  trials  epochs here  share
                 0       1      64           64  ███████ 35 %
                 1       3      21           42  █████ 23 %
                 2       9       7           42  █████ 23 %
                 3      27       2           36  ████ 20 %

              about 184 epochs; training all 64 to the end would take 1728 (9.4 times as many)
              at most 4 at a time
              ends after 64 trials, or 1h
            warning SW305  about 2 of 64 trials train to the end; 128 trials would give 4
            """);
  }

  @Test
  void constraintsAndFixedValuesAreShownAndCounted() {
    String plan =
        plan(
            FILE.replace("{type: random, seed: 42}", "{type: grid, fix: {momentum: 0.9, lr: 0.01}}")
                .replace("stop: {trials: 64, wall_clock: 1h}", "constraints: [hidden <= 17]"));

    // 2 of 241 widths, 13 dropouts, 3 optimizers.
    assertThat(plan)
        .contains("grid (points 5), fixed momentum=0.9 lr=0.01, seed 0")
        .contains("  batch      fixed    32\n  always hidden <= 17\n")
        .contains("ends after 78 trials\n");
  }

  @Test
  void thePlanOfHyperbandShowsItsBrackets() {
    // Li et al. 2018, Algorithm 1 with R = 9, eta = 3: brackets of 9, 5 and 3 trials.
    String plan =
        plan(
            FILE.replace("asha, min: 1, max: 27", "hyperband, max: 9")
                .replace("trials: 64", "trials: 17"));

    assertThat(plan)
        .contains(
            """
              bracket  times  rung  epochs  trials  epochs here  share
                    0      1     0       1       9            9  ███ 13 %
                                 1       3       3            6  ██ 9 %
                                 2       9       1            6  ██ 9 %
                    1      1     0       3       5           15  ████ 22 %
                                 1       9       1            6  ██ 9 %
                    2      1     0       9       3           27  ████████ 39 %

              about 69 epochs; training all 17 to the end would take 153 (2.2 times as many)
            """);
    assertThat(Rehearsal.of(new Hyperband(1, 9, 3), 17, Long.MAX_VALUE).rows())
        .extracting(Rehearsal.Row::arrivals)
        .containsExactly(List.of(9.0, 3.0, 1.0), List.of(5.0, 1.0), List.of(3.0));
  }

  @Test
  void equalBracketsOfFurtherRoundsAreOneRow() {
    Rehearsal twoRounds = Rehearsal.of(new Hyperband(1, 9, 3), 34, Long.MAX_VALUE);

    assertThat(twoRounds.rows()).extracting(Rehearsal.Row::times).containsOnly(2.0);
    assertThat(twoRounds.epochs()).isEqualTo(2 * (9 + 6 + 6 + 15 + 6 + 27));
  }

  @Test
  void everySchedulerHasAPlan() {
    for (Kind<? extends Scheduler> kind : Schedulers.ALL) {
      String needed =
          Stream.of("trials: 27", "population: 9", "interval: 9")
              .filter(setting -> isRequired(kind, setting.substring(0, setting.indexOf(':'))))
              .map(setting -> ", " + setting)
              .collect(Collectors.joining());
      String plan =
          plan(
              FILE.replace(
                  "type: asha, min: 1, max: 27, eta: 3",
                  "type: " + kind.name() + ", max: 27" + needed));
      assertThat(plan).contains(kind.name() + " (", " epochs", "ends after 64 trials");
    }
  }

  private static boolean isRequired(Kind<?> kind, String name) {
    return kind.setting(name)
        .filter(setting -> setting.presence() instanceof Setting.Presence.Required)
        .isPresent();
  }

  @Test
  void aRungAtEveryEpochIsTakenTogetherWithThoseBelow() {
    String plan =
        plan(FILE.replace("asha, min: 1, max: 27, eta: 3", "threshold, max: 30, upper: 9"));
    assertThat(plan)
        .contains(
            """
              rung  epochs  trials  epochs here  share
                 2       3      64          192  ██ 10 %
                 5       6      64          192  ██ 10 %
            """,
            "about 1920 epochs")
        .doesNotContain("warning");
  }

  @Test
  void aPatientSchedulerIsPlannedAsItIsHeldBack() {
    double at = Rehearsal.of(new PercentileStopping(1, 27, 0, 5, 50), 64, Long.MAX_VALUE).epochs();
    var patient = new Patient(new PercentileStopping(1, 27, 0, 5, 50), new Patience(9, 0));
    assertThat(Rehearsal.of(patient, 64, Long.MAX_VALUE).epochs()).isGreaterThan(at);
  }

  @Test
  void noSchedulerTrainsEverythingToTheEnd() {
    Rehearsal rehearsal = Rehearsal.of(new RunToEnd(20), 12, Long.MAX_VALUE);

    assertThat(rehearsal.epochs()).isEqualTo(240);
    assertThat(rehearsal.epochsWithoutStopping()).isEqualTo(240);
    assertThat(rehearsal.complete()).isEqualTo(12);
  }

  @Test
  void aBudgetEndsThePlan() {
    assertThat(Rehearsal.of(new Asha(1, 27, 3), 1000, 100).epochs())
        .isBetween(100.0, 118.0); // the last segment of 18 epochs may have begun
  }

  @Test
  void aRungAtEachOfTenThousandEpochsIsPlanned() {
    Rehearsal population = Rehearsal.of(Pbt.of(4, 1, 10_000), 4, Long.MAX_VALUE);
    assertThat(population.epochs()).isEqualTo(40_000);
    assertThat(population.complete()).isEqualTo(4);
    Rehearsal stopping = Rehearsal.of(new MedianStopping(1, 10_000, 0, 5), 81, Long.MAX_VALUE);
    assertThat(stopping.rows().get(0).arrivals()).hasSize(10_000).startsWith(81.0);
    assertThat(stopping.complete()).isBetween(5.0, 80.0);
  }

  @Test
  void stoppingAtOnceLetsAboutAThirdPassEachRung() {
    // Among n at a rung the expected number that passes is the sum of max(1, floor(k / 3)) / k over
    // k = 1..n, which is 26.3 for n = 81; deviation of the mean of 16 plays below 0.8.
    List<Double> arrivals =
        Rehearsal.of(new AshaStopping(1, 27, 3), 81, Long.MAX_VALUE).rows().get(0).arrivals();
    double expected = 0;
    for (int k = 1; k <= 81; k++) {
      expected += Math.max(1, k / 3) / (double) k;
    }

    assertThat(arrivals.get(0)).isEqualTo(81);
    assertThat(arrivals.get(1)).isCloseTo(expected, within(6 * 0.8));
  }
}
