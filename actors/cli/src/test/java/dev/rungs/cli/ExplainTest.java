package dev.rungs.cli;

import static dev.rungs.cli.Said.rungs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rungs.schedule.MedianStopping;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.SweepResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {

  @TempDir static Path runs;
  private static SweepResult result;

  @BeforeAll
  static void sweep() throws Exception {
    result = Tiny.sweep(runs, "tiny");
  }

  private static Said explain(String... args) {
    var all = new ArrayList<>(List.of("explain"));
    all.addAll(List.of(args));
    all.addAll(List.of("--dir", runs.toString()));
    return rungs(all.toArray(String[]::new));
  }

  private static String first(Phase phase) {
    return result.trials().stream()
        .filter(trial -> trial.phase() == phase)
        .map(trial -> trial.id().toString())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTrialThatWaitsHearsWhatWouldHaveCarriedItOn() throws Exception {
    explain("tiny", first(Phase.PAUSED)).well().isGolden("explain-paused.txt");
  }

  @Test
  void theWinnerHearsHowItGotToTheTop() throws Exception {
    explain("tiny", result.best().id().toString()).well().isGolden("explain-winner.txt");
  }

  /** Kept at some rungs, dropped at the next: those it passed are told together. */
  @Test
  void aTrialOutOfBoundsHearsTheBoundAndWhatItsCurvePointsTo() throws Exception {
    SweepResult median = Tiny.sweep(runs, "median", new MedianStopping(1, 9, 5, 3));
    String dropped =
        median.trials().stream()
            .filter(trial -> trial.phase() == Phase.STOPPED)
            .map(trial -> trial.id().toString())
            .findFirst()
            .orElseThrow();

    explain("median", dropped).well().isGolden("explain-dropped.txt");
    assertThat(explain("median", median.best().id().toString()).well().out())
        .contains("rungs 0 to 7, epochs 1 to 8", "complete")
        .doesNotContain("By its own curve");
  }

  @Test
  void aFailedTrialHearsWhy() {
    assertThat(explain("tiny", first(Phase.FAILED)).well().out())
        .contains("failed", "no val_loss, rank ", "It failed for good: ", "loss is NaN");
  }

  @Test
  void asJsonEveryMomentHasItsStandingAndItsBar() throws Exception {
    JsonNode told =
        new ObjectMapper().readTree(explain("tiny", first(Phase.PAUSED), "--json").well().out());
    JsonNode moment = told.get("rungs").get(0).get("moments").get(0);

    assertThat(moment.get("standing").get("rank").asInt()).isPositive();
    assertThat(moment.get("bar").get("@type").asText()).isIn("AtMost", "Shut", "Open");
    assertThat(told.get("prospect").asText()).isIn("OPEN", "NEXT");
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThat(explain("tiny", "t099").refused(Exit.UNKNOWN).err())
        .contains("TRIAL is t099, must be in t000 to t026");
    assertThat(explain("tiny", "best").refused(Exit.USAGE).err())
        .contains("TRIAL is 'best', must be a trial's number");
    assertThat(explain("tinny", "t001").refused(Exit.UNKNOWN).err()).contains("did you mean tiny?");
    assertThat(explain("tiny").refused(Exit.USAGE).err()).contains("TRIAL is missing");
  }
}
