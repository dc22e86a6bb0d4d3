package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.cli.Sheets.Ran;
import dev.rungs.cli.file.Curve;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.AshaStopping;
import dev.rungs.schedule.MedianStopping;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedulers that are named with a sweep and decide nothing. */
class ShadowTest {

  @TempDir Path folder;

  private Path runs() {
    return folder.resolve("runs");
  }

  private Said said(String... words) {
    return Said.rungs(at(words));
  }

  private Ran ran(String... words) {
    return Sheets.rungs(at(words));
  }

  private String[] at(String... words) {
    var args = new ArrayList<>(List.of(words));
    args.addAll(List.of("--dir", runs().toString()));
    return args.toArray(String[]::new);
  }

  private JsonNode json(String... words) throws Exception {
    return new ObjectMapper().readTree(said(words).well().out());
  }

  private Path file(String shadows) throws Exception {
    Path file = Sheets.write(folder, Curve.class, 12);
    return Files.writeString(file, Files.readString(file) + "shadow: " + shadows + "\n");
  }

  private static String first(SweepResult result, Phase phase) {
    return result.trials().stream()
        .filter(trial -> trial.phase() == phase)
        .map(trial -> trial.id().toString())
        .findFirst()
        .orElseThrow();
  }

  private SweepSpec spec(String id) {
    return Sheets.checkedLog(runs(), id).state().spec();
  }

  @Test
  void statusAndExplainTellWhatTheyWouldHaveDecided() throws Exception {
    SweepResult result =
        Tiny.sweep(
            runs(),
            "tiny",
            new Asha(1, 9, 3),
            new MedianStopping(1, 9, 2, 3),
            new AshaStopping(1, 3, 3));
    String waits = first(result, Phase.PAUSED);
    Said status = said("status", "tiny").well();
    String aboutTheSweep = status.out().substring(0, status.out().indexOf("\nnext ")); // a folder
    new Said(status.code(), aboutTheSweep, "").isGolden("status-shadows.txt");
    said("explain", "tiny", waits).well().isGolden("explain-shadows.txt");
  }

  @Test
  void asJsonTheyAreWhatAskingForThemSays() throws Exception {
    SweepResult result =
        Tiny.sweep(
            runs(), "tiny", new RunToEnd(9), new MedianStopping(1, 9, 2, 3), new RunToEnd(3));
    JsonNode status = json("status", "tiny", "--json").get("shadows");
    assertThat(status).hasSize(2);
    assertThat(status.get(0))
        .isEqualTo(
            json(
                "what-if",
                "tiny",
                "--scheduler=median",
                "--set=scheduler.interval=1",
                "--set=scheduler.grace=2",
                "--set=scheduler.startup=3",
                "--json"));
    String best = result.best().id().toString();
    JsonNode trial = json("show", "tiny", best, "--json").get("shadows").get(1);
    assertThat(trial.get("scheduler").asText()).isEqualTo("none (max 3)");
    assertThat(trial.get("state").asText()).isEqualTo("complete");
    assertThat(trial.get("epochs").asInt()).isEqualTo(3);
    assertThat(trial.has("wanted")).isFalse();
    assertThat(json("explain", "tiny", best, "--json").get("shadows").get(1)).isEqualTo(trial);
    String failed = first(result, Phase.FAILED);
    JsonNode unknown = json("show", "tiny", failed, "--json").get("shadows").get(0);
    assertThat(unknown.has("state")).isFalse();
    assertThat(unknown.get("wanted").asInt()).isEqualTo(1);
    assertThat(unknown.get("note").asText()).isEqualTo("nothing is recorded");
  }

  @Test
  void aSweepWithoutShadowsSaysNothingOfThem() throws Exception {
    Tiny.sweep(runs(), "tiny");
    assertThat(said("status", "tiny").well().out()).doesNotContain("shadow");
    assertThat(said("explain", "tiny", "0").well().out()).doesNotContain("shadow");
    assertThat(json("status", "tiny", "--json").has("shadows")).isFalse();
    assertThat(json("explain", "tiny", "0", "--json").has("shadows")).isFalse();
  }

  @Test
  void aRunEndsWithThemAndItsReplayHasNoDifference() throws Exception {
    Path file = file("[{type: median}, {eta: 4}]");
    assertThat(ran("plan", file.toString()).out())
        .contains("  shadow asha (min 1, max 9, eta 4), which decides nothing");
    Ran run = Sheets.run(file);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .anyMatch(
            line -> line.startsWith("shadow median (interval 1, max 9, grace 0, startup 5): "))
        .anyMatch(line -> line.startsWith("shadow asha (min 1, max 9, eta 4): "));
    assertThat(ran("status", "curves").out()).isEqualTo(run.out());
    assertThat(ran("replay", "curves").out()).contains("  differences  0");
    assertThat(Sheets.run(file).err()).contains("is finished");
  }

  @Test
  void aForkKeepsThemAndTheyRiseWithTheScheduler() throws Exception {
    assertThat(Sheets.run(file("[{type: median}, {type: none, max: 5}]")).code()).isZero();
    int events = new SweepJournal(runs()).events("curves", 0).size();
    Ran set = ran("set", "curves", "trials=27", "max=27");
    assertThat(set.code()).as(set.err()).isZero();
    assertThat(ran("resume", "curves").code()).isZero();
    assertThat(spec("curves").shadows())
        .containsExactly(new MedianStopping(1, 27, 0, 5), new RunToEnd(5));
    assertThat(ran("replay", "curves").out()).contains("  differences  0");
    assertThat(ran("resume", "curves").err()).contains("is finished");

    assertThat(ran("fork", "curves", "--at", events + "", "--as", "then").code()).isZero();
    assertThat(ran("resume", "then").code()).isZero();
    assertThat(spec("then").shadows())
        .containsExactly(new MedianStopping(1, 9, 0, 5), new RunToEnd(5));
  }

  @Test
  void aSweepDoesNotGoOnWithOthers() throws Exception {
    Path file = file("[{type: median}]");
    assertThat(Sheets.run(file).code()).isZero();
    file("[{type: none}]");
    Ran other = Sheets.run(file);
    assertThat(other.code()).isEqualTo(Exit.FILE.code());
    assertThat(other.err())
        .contains("shadows was [MedianStopping[", ", now [RunToEnd[max=9]]")
        .contains("any scheduler can be asked for without being named, by what-if");
  }
}
