package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.actors.journal.Journal;
import dev.rungs.cli.Sheets.Ran;
import dev.rungs.cli.file.Curve;
import dev.rungs.schedule.Asha;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.TrialSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetTest {

  @TempDir Path folder;
  private Path file = Path.of("");
  private Path runs = Path.of("");

  @BeforeEach
  void aFinishedSweep() throws Exception {
    file = Sheets.write(folder, Curve.class, 12);
    runs = Sheets.runs(file);
    assertThat(Sheets.run(file).code()).isZero();
  }

  private Ran rungs(String verb, String... more) {
    var args = new ArrayList<>(List.of(verb, "curves"));
    args.addAll(List.of(more));
    args.addAll(List.of("--dir", runs.toString()));
    return Sheets.rungs(args.toArray(String[]::new));
  }

  private SweepLog log() {
    return Sheets.checkedLog(runs, "curves");
  }

  @Test
  void aFileWithMoreTrialsIsTakenOverWhenRunAgain() throws Exception {
    Files.writeString(file, Files.readString(file).replace("trials: 12", "trials: 15"));

    assertThat(Sheets.run(file).code()).isZero();
    assertThat(log().state().trials()).hasSize(15);
  }

  @Test
  void moreTrialsAndAHigherMaxLetAFinishedSweepGoOn() {
    Ran set = rungs("set", "trials=27", "max=27", "slots=1");
    assertThat(set.code()).as(set.err()).isZero();
    assertThat(set.out()).contains("stop.trials=27", "scheduler.max=27", "resources.slots=1");
    assertThat(log().state().ended()).isPresent();

    assertThat(rungs("resume").code()).isZero();
    SweepLog log = log();
    assertThat(log.state().trials()).hasSize(27);
    assertThat(log.state().spec().scheduler()).isEqualTo(new Asha(1, 27, 3));
    assertThat(log.state().trials().stream().mapToInt(TrialSummary::epoch)).contains(27);
    assertThat(log.state().ended()).isPresent();
    assertThat(rungs("replay").code()).isZero();

    long events = log.state().events();
    assertThat(rungs("resume").err()).contains("is finished");
    assertThat(log().state().events()).isEqualTo(events);
  }

  @Test
  void aMaxThatFallsIsRefusedAndNothingChanges() throws Exception {
    Path recipe = runs.resolve("curves").resolve("start.json");
    String before = Files.readString(recipe);
    Ran set = rungs("set", "max=3");

    assertThat(set.code()).isEqualTo(Exit.FILE.code());
    assertThat(set.err()).contains("max is 3, must be >= 9, as it was");
    assertThat(Files.readString(recipe)).isEqualTo(before);
  }

  @Test
  void aWrongValueIsRefusedInTheWordsOfASweepFile() {
    assertThat(rungs("set", "trials=many").err())
        .contains("trials is many", "must be a whole number >= 1");
    Ran unknown = rungs("set", "trails=9");
    assertThat(unknown.code()).isEqualTo(Exit.USAGE.code());
    assertThat(unknown.err())
        .contains(
            "NAME=VALUE is 'trails=9', must begin with one of trials=,", "did you mean trials?");
    assertThat(rungs("set").err()).contains("NAME=VALUE is missing");
  }

  @Test
  void whileAProcessWorksInTheDirectoryNothingIsSet() {
    Journal busy = Journal.open(runs);
    Ran set = rungs("set", "trials=30");
    busy.close();
    assertThat(set.code()).isEqualTo(Exit.UNKNOWN.code());
    assertThat(set.err()).contains("is in use by", "Stop it with Ctrl-C", "rungs resume curves");
    assertThat(rungs("set", "trials=30").code()).isZero();
  }
}
