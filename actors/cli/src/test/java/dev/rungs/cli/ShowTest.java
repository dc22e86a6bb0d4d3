package dev.rungs.cli;

import static dev.rungs.cli.Said.rungs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.TrialSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowTest {

  @TempDir static Path runs;
  private static SweepResult result;

  @BeforeAll
  static void sweep() throws Exception {
    result = Tiny.sweep(runs, "tiny");
  }

  private static Said show(String... args) {
    var all = new ArrayList<>(List.of("show"));
    all.addAll(List.of(args));
    all.addAll(List.of("--dir", runs.toString()));
    return rungs(all.toArray(String[]::new));
  }

  private static JsonNode json(Said said) throws Exception {
    return new ObjectMapper().readTree(said.well().out());
  }

  private static String first(Phase phase) {
    return result.trials().stream()
        .filter(trial -> trial.phase() == phase)
        .map(trial -> trial.id().toString())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theTrialsAreRankedAndBounded() throws Exception {
    show("tiny").well().isGolden("show-tiny.txt");
    assertThat(show("tiny").out().lines()).hasSize(1 + 20 + 2);
  }

  @Test
  void allTrialsAreShownWhenAsked() {
    assertThat(show("tiny", "--all").well().out().lines()).hasSize(1 + 27);
  }

  @Test
  void theStoryOfTheWinnerHasItsCurveVerdictsAttemptsAndCheckpoint() throws Exception {
    Said said = show("tiny", result.best().id().toString());

    new Said(said.code(), said.out().replace(runs.toString(), "runs"), said.err())
        .well()
        .isGolden("show-winner.txt");
  }

  @Test
  void aShortStoryIsWhole() {
    String winner = result.best().id().toString();
    assertThat(show("tiny", winner, "--all").well().out()).isEqualTo(show("tiny", winner).out());
  }

  @Test
  void theStoryOfAFailedTrialSaysWhy() {
    assertThat(show("tiny", first(Phase.FAILED)).well().out())
        .contains(
            "failed for good (diverged)",
            "loss is NaN",
            "no result",
            "failed after epoch 0 (diverged)");
  }

  @Test
  void aTrialIsNamedByItsIdOrItsNumber() {
    String byId = show("tiny", "t005").well().out();

    assertThat(show("tiny", "5").well().out()).isEqualTo(byId);
    assertThat(show("5").well().out()).isEqualTo(byId);
    assertThat(show("t005").well().out()).isEqualTo(byId);
  }

  @Test
  void withoutAnIdTheLatestSweepIsShown() {
    assertThat(show().well().out()).isEqualTo(show("tiny").out());
  }

  @Test
  void anotherMetricsCurveIsDrawnOnDemand() {
    assertThat(show("tiny", "t005", "--metric", "val_accuracy").well().out())
        .contains("  val_accuracy\n");
    assertThat(show("tiny", "t005", "--metric", "val_acuracy").refused(Exit.USAGE).err())
        .contains(
            "--metric is 'val_acuracy', must be one of val_loss, val_accuracy;"
                + " did you mean val_accuracy?");
    assertThat(show("tiny", "--metric", "val_loss").refused(Exit.USAGE).err())
        .contains("must come with TRIAL");
  }

  @Test
  void theStoryAsJsonHoldsEveryEpochOfTheJournal() throws Exception {
    TrialSummary best = result.best();
    JsonNode story = json(show("tiny", best.id().toString(), "--json"));

    assertThat(story.get("value").doubleValue()).isEqualTo(result.bestValue());
    assertThat(story.get("settings").get("lr").doubleValue())
        .isEqualTo(best.configuration().real("lr"));
    assertThat(story.get("reports")).hasSize(best.epoch());
    assertThat(story.get("reports").get(best.epoch() - 1).get("metrics").get("val_loss"))
        .isEqualTo(story.get("value"));
    assertThat(story.get("attempts")).hasSize(best.attempt());
    assertThat(story.get("events").get(0).get("event").get("@type").asText())
        .isEqualTo("TrialSuggested");
    assertThat(story.get("events").findValuesAsText("@type")).contains("WinnerTested");
  }

  @Test
  void theTrialsAsJsonAreAllOfThem() throws Exception {
    JsonNode trials = json(show("tiny", "--json"));

    assertThat(trials).hasSize(27);
    assertThat(trials.get(0).get("trial").asText()).isEqualTo(result.best().id().toString());
    assertThat(trials.get(26).has("value")).isFalse();
  }

  @Test
  void whatIsNotThereIsRefusedWithWhatIs() {
    assertThat(show("tinny").refused(Exit.UNKNOWN).err()).contains("did you mean tiny?");
    assertThat(show("tiny", "t900").refused(Exit.UNKNOWN).err())
        .contains("TRIAL is t900, must be in t000 to t026");
    assertThat(show("tiny", "best").refused(Exit.USAGE).err())
        .contains("TRIAL is 'best', must be a trial's number, such as t005 or 5");
  }
}
