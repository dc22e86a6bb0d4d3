package dev.rungs.cli;

import static dev.rungs.cli.Said.rungs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.TrialSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatIfTest {

  @TempDir static Path runs;
  private static SweepResult result;

  @BeforeAll
  static void sweep() throws Exception {
    result = Tiny.sweep(runs, "tiny");
  }

  private static Said whatIf(String... args) {
    var all = new ArrayList<>(List.of("what-if", "tiny"));
    all.addAll(List.of(args));
    all.addAll(List.of("--dir", runs.toString()));
    return rungs(all.toArray(String[]::new));
  }

  private static JsonNode json(String... args) throws Exception {
    var all = new ArrayList<>(List.of(args));
    all.add("--json");
    return new ObjectMapper().readTree(whatIf(all.toArray(String[]::new)).well().out());
  }

  @Test
  void bothAreShownBesideEachOtherWithWhoWouldHaveBeenStopped() throws Exception {
    whatIf("--scheduler", "halving", "--set", "scheduler.trials=27")
        .well()
        .isGolden("what-if-halving.txt");
  }

  @Test
  void whatIsNotRecordedIsNotInvented() throws Exception {
    whatIf("--scheduler", "none").well().isGolden("what-if-none.txt");
  }

  /** Asked again, the sweep's own scheduler on its one slot decides what it decided. */
  @Test
  void theSweepsOwnSchedulerMakesTheSweepAgain() throws Exception {
    JsonNode told = json();

    assertThat(told.get("would")).isEqualTo(told.get("was"));
    assertThat(told.get("placeOfWinner").asInt()).isEqualTo(1);
    assertThat(told.get("slots").asInt()).isEqualTo(1);
    long failed = result.trials().stream().filter(trial -> trial.epoch() == 0).count();
    assertThat(told.get("censored")).hasSize((int) failed);
  }

  @Test
  void settingsThatAreNotGivenAreTheSweepsOwn() throws Exception {
    assertThat(json("--eta", "2").get("would").get("scheduler").asText())
        .isEqualTo("asha (min 1, max 9, eta 2)");
    assertThat(json("--scheduler", "none").get("would").get("scheduler").asText())
        .isEqualTo("none (max 9)");
    assertThat(
            json("--set", "scheduler.type=hyperband", "--set", "scheduler.min=3", "--slots", "2")
                .get("would")
                .get("scheduler")
                .asText())
        .isEqualTo("hyperband (min 3, max 9, eta 3)");
  }

  /** What the other scheduler counts as trained is never more than was recorded. */
  @Test
  void noEpochIsTrainedThatIsNotRecorded() throws Exception {
    for (JsonNode left : json("--scheduler", "hyperband").get("left")) {
      int trial = Integer.parseInt(left.get("trial").asText().substring(1));
      assertThat(left.get("epoch").asInt()).isLessThanOrEqualTo(result.trials().get(trial).epoch());
    }
    JsonNode none = json("--scheduler", "none");
    assertThat(none.get("would").get("epochs").asLong())
        .isEqualTo(result.trials().stream().mapToLong(TrialSummary::epoch).sum());
  }

  @Test
  void oneTrialIsToldWhatAnotherSchedulerWouldHaveDecided() {
    String best = result.best().id().toString();
    assertThat(whatIf("--scheduler", "percentile", "--trial", best).well().out())
        .contains(best, "complete at epoch 9 with asha (", "with percentile (");
    assertThat(whatIf("--scheduler", "median", "--trial", "t099").refused(Exit.UNKNOWN).err())
        .contains("TRIAL is t099, must be in t000 to t026");
  }

  @Test
  void aWrongSchedulerIsRefusedInTheWordsOfASweepFile() {
    assertThat(whatIf("--scheduler", "asah").refused(Exit.USAGE).err())
        .contains("type is 'asah'", "did you mean 'asha'?", "--> --scheduler:1:16");
    assertThat(whatIf("--eta", "1").refused(Exit.USAGE).err())
        .contains("eta is 1", "must be a whole number >= 2");
    assertThat(whatIf("--scheduler", "halving").refused(Exit.USAGE).err())
        .contains("scheduler.trials is missing");
    assertThat(whatIf("--set", "scheduler.ata=2").refused(Exit.USAGE).err())
        .contains("unknown key 'ata' in scheduler asha", "did you mean 'eta'?");
    assertThat(whatIf("--min", "27").refused(Exit.USAGE).err())
        .contains("max is 9, must be >= min (27)");
    assertThat(whatIf("--slots", "-1").refused(Exit.USAGE).err())
        .contains("--slots is -1, must be >= 1");
  }
}
