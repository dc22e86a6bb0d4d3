package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rungs.cli.Sheets.Ran;
import dev.rungs.cli.file.Curve;
import dev.rungs.sweep.SweepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sweeps of several objectives and requirements, from their file to what commands say of them. A
 * trial's accuracy is {@code 1 / (1 + loss)}: whoever has less of one has more of the other.
 */
class AimsTest {

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Sheets.write(folder, Curve.class, 9);
  }

  private Ran run(String more) throws IOException {
    Files.writeString(file, Files.readString(file) + more);
    return Sheets.run(file);
  }

  private Ran rungs(String... words) {
    var args = new ArrayList<>(List.of(words));
    args.addAll(List.of("--dir", Sheets.runs(file).toString()));
    return Sheets.rungs(args.toArray(String[]::new));
  }

  private SweepResult result() {
    return SweepResult.of("curves", Sheets.checkedLog(Sheets.runs(file), "curves"));
  }

  @Test
  void theFrontIsShownWithTheWinnerFirst() throws IOException {
    Ran ran = run("also: [{metric: val_accuracy, direction: minimize}]\n");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("minimize val_loss, minimize val_accuracy");
    assertThat(ran.out()).anyMatch(line -> line.matches("front +9 trials that no other beats.*"));
    List<String> best = rungs("best").out();
    assertThat(best)
        .contains("9 trials that no other beats in everything; the first wins by val_loss");
    String winner = result().best().id().toString();
    assertThat(best.get(best.size() - 9)).contains(" 1  " + winner);
    assertThat(best.get(best.size() - 10)).contains("val_loss").contains("val_accuracy");
    assertThat(rungs("best", "--format", "yaml").out()).as("to paste: values alone").hasSize(1);
    assertThat(rungs("show").out().get(0)).contains("val_accuracy");
    assertThat(rungs("show", "0").out()).anyMatch(line -> line.startsWith("  val_accuracy "));
    assertThat(rungs("log").out()).anyMatch(line -> line.contains("minimize val_accuracy"));
    assertThat(rungs("replay").code()).isZero();
    assertThat(rungs("what-if", "--scheduler", "none").err()).isEmpty();
  }

  @Test
  void whatBreaksARequirementDoesNotWin() throws IOException {
    Ran ran = run("require: [val_accuracy <= 0.3]\n");
    assertThat(ran.code()).as(ran.err()).isZero();
    SweepResult result = result();
    assertThat(result.best().score().kept()).isTrue();
    assertThat(result.trials()).anyMatch(trial -> trial.result() < result.best().result());
    List<String> show = rungs("show").out();
    assertThat(show.get(0)).contains("kept");
    assertThat(show.get(1)).contains("yes");
    assertThat(show.get(show.size() - 1)).contains("no");
    String broken = result.ranking().get(result.ranking().size() - 1).id().toString();
    assertThat(rungs("show", broken).out())
        .anyMatch(line -> line.endsWith("breaks val_accuracy <= 0.3"));
    assertThat(String.join(" ", rungs("explain", "curves", broken).out()).replaceAll(" +", " "))
        .contains("It cannot win: val_accuracy 0.")
        .contains("must keep val_accuracy <= 0.3. That stops no trial");
  }

  @Test
  void aSweepWithoutAWinnerSaysWhoWasNearest() throws IOException {
    Ran ran = run("require: [val_accuracy >= 2]\n");
    assertThat(ran.code()).isEqualTo(Exit.GAVE_UP.code());
    assertThat(ran.err()).contains("no trial kept val_accuracy >= 2");
    String nearest = result().ranking().get(0).id().toString();
    assertThat(String.join(" ", ran.out()).replaceAll(" +", " "))
        .contains("best no trial kept val_accuracy >= 2; nearest: " + nearest + " with");
    Ran best = rungs("best");
    assertThat(best.code()).isEqualTo(Exit.GAVE_UP.code());
    assertThat(best.err())
        .contains("curves has no winner: no trial kept val_accuracy >= 2; nearest: " + nearest);
  }

  @Test
  void jsonTellsAimsFrontAndWhatWasMeasured() throws IOException {
    run(
        """
        also: [{metric: val_accuracy}]
        require: [val_accuracy <= 0.3, train_loss >= 0]
        """);
    JsonNode status =
        new ObjectMapper().readTree(String.join("\n", rungs("status", "--json").out()));
    assertThat(status.get("also").toString())
        .isEqualTo("[{\"metric\":\"val_accuracy\",\"direction\":\"minimize\"}]");
    assertThat(status.get("require").toString())
        .isEqualTo("[\"val_accuracy <= 0.3\",\"train_loss >= 0\"]");
    assertThat(status.get("front")).hasSize(result().front().size());
    assertThat(status.get("front").get(0).asText()).isEqualTo(result().best().id().toString());
    JsonNode best = status.get("best");
    assertThat(best.get("kept").asBoolean()).isTrue();
    assertThat(best.get("further").get("val_accuracy").asDouble()).isLessThanOrEqualTo(0.3);
  }

  @Test
  void thePlanAndTheFileTellThem() throws IOException {
    Files.writeString(
        file,
        Files.readString(file)
            + "also: [{metric: val_accuracy, direction: maximize}]\nrequire: [train_loss <= 5]\n");
    String told = "minimize val_loss (best epoch), maximize val_accuracy, require train_loss <= 5";
    assertThat(rungs("plan", file.toString()).out()).anyMatch(line -> line.contains(told));
    assertThat(Sheets.rungs("validate", file.toString()).out())
        .anyMatch(line -> line.contains(told));
  }
}
