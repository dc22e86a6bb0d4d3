package dev.rungs.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.schedule.Asha;
import dev.rungs.schedule.AshaStopping;
import dev.rungs.schedule.AsyncHyperband;
import dev.rungs.schedule.MedianStopping;
import dev.rungs.schedule.Pasha;
import dev.rungs.schedule.Patient;
import dev.rungs.schedule.Pb2;
import dev.rungs.schedule.Pbt;
import dev.rungs.schedule.PercentileStopping;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.Stopping;
import dev.rungs.schedule.ThresholdStopping;
import dev.rungs.trial.Patience;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The section {@code scheduler}: what it selects, and how that is put into words again. */
class SchedulerFileTest {

  /**
   * @param type the word that the scheduler is called again
   */
  private record Case(String section, Scheduler scheduler, String type) {}

  private static String file(String section) {
    return """
        objective: {metric: val_loss}
        trainer: {type: curve}
        data: {start: 3}
        space: {lr: {low: 1e-4, high: 0.1, scale: log}}
        scheduler: %s
        stop: {trials: 81}
        """
        .formatted(section);
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("{type: pasha, max: 27}", new Pasha(1, 27, 3), "pasha"),
        new Case(
            "{type: hyperband-async, max: 27, min: 3}",
            new AsyncHyperband(3, 27, 3),
            "hyperband-async"),
        new Case("{type: median, max: 20, grace: 4}", new MedianStopping(1, 20, 4, 5), "median"),
        new Case(
            "{type: percentile, max: 20, percentile: 25, interval: 2}",
            new PercentileStopping(2, 20, 0, 5, 25),
            "percentile"),
        new Case(
            "{type: threshold, max: 20, upper: 2.5}",
            new ThresholdStopping(1, 20, 0, Double.NEGATIVE_INFINITY, 2.5),
            "threshold"),
        new Case(
            "{type: pbt, population: 4, interval: 2, max: 8, resample: 0.5, mutate: [lr]}",
            new Pbt(4, 2, 8, 0.25, 0.5, 0.8, 1.2, List.of("lr")),
            "pbt"),
        new Case(
            "{type: pb2, population: 4, interval: 2, max: 8, quantile: 0.5, mutate: [lr]}",
            new Pb2(4, 2, 8, 0.5, List.of("lr")),
            "pb2"),
        new Case(
            "{type: asha, mode: stop, max: 9, patient: {epochs: 3}}",
            new Patient(new AshaStopping(1, 9, 3), new Patience(3, 0)),
            "asha-stop"),
        new Case(
            "{type: median, max: 9, patient: {epochs: 3, improve: 0.5}}",
            new Patient(new MedianStopping(1, 9, 0, 5), new Patience(3, 0.5)),
            "median"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aSectionSelectsAScheduler(Case each) {
    assertThat(Reads.valid(file(each.section())).spec().scheduler()).isEqualTo(each.scheduler());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatWasSelectedIsFoundInTheRegistryAgain(Case each) {
    assertThat(SchedulerReading.words(each.scheduler())).startsWith(each.type() + " (");
    SchedulerReading again = SchedulerReading.read("what-if", List.of(), each.scheduler());
    assertThat(again).isInstanceOf(SchedulerReading.Valid.class);
    assertThat(((SchedulerReading.Valid) again).scheduler()).isEqualTo(each.scheduler());
  }

  @Test
  void aShadowIsLikeTheSchedulerWhereItSaysNothing() {
    String shadows = "\nshadow: [{eta: 4}, {type: median, grace: 2}, {mode: stop, max: 9}]";
    assertThat(Reads.valid(file("{type: asha, min: 3, max: 27}" + shadows)).spec().shadows())
        .containsExactly(
            new Asha(3, 27, 4), new MedianStopping(1, 27, 2, 5), new AshaStopping(3, 9, 3));
    String one = "{type: median, max: 9, patient: {epochs: 3}}\nshadow: {grace: 2}";
    assertThat(Reads.valid(file(one)).spec().shadows())
        .containsExactly(new Patient(new MedianStopping(1, 9, 2, 5), new Patience(3, 0)));
    assertThat(Reads.valid(file(one), "scheduler.max=27", "shadow=[]").spec().shadows()).isEmpty();
  }

  @Test
  void patienceIsForSchedulersThatStopAtOnce() {
    assertThat(problems("{type: asha, max: 27, patient: {epochs: 3}}"))
        .contains("patient holds back what stops trials at once");
    assertThat(problems("{type: median, max: 27, patient: {improve: 3}}"))
        .contains("scheduler.patient.epochs is missing");
    assertThat(Reads.valid(file("{type: median, max: 9}")).spec().scheduler())
        .isInstanceOf(Stopping.class)
        .isNotInstanceOf(Patient.class);
  }

  @Test
  void whoAsksForBohbIsToldItsTwoParts() {
    assertThat(problems("{type: bohb, max: 27}"))
        .contains(
            "'bohb' is a sampler; the scheduler that goes with it is hyperband",
            "scheduler: {type: hyperband, ...}, sampler: {type: bohb}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pbt", "pb2"})
  void whatMakesNoPopulationIsSaidWithItsPlace(String type) {
    assertThat(problems("{type: " + type + "}"))
        .contains("scheduler.population is missing", "must be a whole number >= 2")
        .contains("scheduler.interval is missing", "scheduler.max is missing");
    assertThat(population(type, "population: 1, interval: 2, max: 8"))
        .contains("population is 1", "sweep.yaml:5:36", "must be a whole number >= 2");
    assertThat(population(type, "population: 4, interval: 9, max: 8"))
        .contains("max is 8, must be >= interval (9)", "sweep.yaml:5:57");
    assertThat(population(type, "population: 4, interval: 2, max: 8, quantile: 0.6"))
        .contains("quantile is 0.6", "sweep.yaml:5:70", "must be a number in (0.0, 0.5]");
    assertThat(population(type, "population: 4, interval: 2, max: 8, mutate: [width]"))
        .contains("mutate holds width, must name parameters of the space", "sweep.yaml:5:68");
    assertThat(population(type, "population: 4, interval: 2, max: 8, patient: {epochs: 3}"))
        .contains("patient holds back what stops trials at once");
  }

  @Test
  void howChancePerturbsIsASettingOfPbtAlone() {
    String settings = "population: 4, interval: 2, max: 8, resample: 2, shrink: 1.2, grow: 0.5";
    assertThat(population("pbt", settings))
        .contains("resample is 2", "must be a number in [0.0, 1.0]")
        .contains("shrink is 1.2", "must be a number in (0.0, 1.0)")
        .contains("grow is 0.5", "must be a number > 1.0");
    assertThat(population("pb2", settings))
        .contains("unknown key 'resample' in scheduler pb2", "unknown key 'grow'");
  }

  private static String population(String type, String settings) {
    return problems("{type: " + type + ", " + settings + "}");
  }

  private static String problems(String section) {
    Reading reading = Reads.read(file(section));
    assertThat(reading).isNotInstanceOf(Reading.Valid.class);
    return reading.problems().text();
  }
}
