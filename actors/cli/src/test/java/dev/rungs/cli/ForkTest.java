package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.actors.journal.Journal;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.cli.Sheets.Ran;
import dev.rungs.cli.file.Curve;
import dev.rungs.schedule.Asha;
import dev.rungs.sweep.SweepLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkTest {

  @TempDir Path folder;
  private Path runs = Path.of("");

  @BeforeEach
  void aFinishedSweep() throws Exception {
    Path file = Sheets.write(folder, Curve.class, 12);
    runs = Sheets.runs(file);
    assertThat(Sheets.run(file).code()).isZero();
  }

  private Ran rungs(String... words) {
    var args = new ArrayList<>(List.of(words));
    args.addAll(List.of("--dir", runs.toString()));
    return Sheets.rungs(args.toArray(String[]::new));
  }

  private int events(String id) {
    return new SweepJournal(runs).events(id, 0).size();
  }

  @Test
  void aForkIsNamedAndGoesOnUnderOtherLimits() {
    int half = events("curves") / 2;
    Ran fork = rungs("fork", "curves", "--at", half + "");
    assertThat(fork.code()).as(fork.err()).isZero();
    assertThat(fork.out().get(0))
        .startsWith("curves-fork-1 begins as curves was at event " + half + ": ");
    assertThat(fork.out().get(fork.out().size() - 1))
        .startsWith("To go on with it:  rungs resume curves-fork-1 --dir ");
    assertThat(rungs("fork", "curves", "--at", "1").out().get(0)).startsWith("curves-fork-2 ");
    assertThat(rungs("log", "curves-fork-1").out())
        .anyMatch(line -> line.endsWith("forked from curves at event " + half));

    assertThat(rungs("set", "curves-fork-1", "trials=20").code()).isZero();
    assertThat(rungs("resume", "curves-fork-1").code()).isZero();
    assertThat(Sheets.checkedLog(runs, "curves-fork-1").state().trials()).hasSize(20);
    assertThat(Sheets.checkedLog(runs, "curves").state().trials()).hasSize(12);
    assertThat(rungs("replay", "curves-fork-1").code()).isZero();
  }

  @Test
  void whatWasSetAfterTheEventIsNoPartOfTheFork() {
    int before = events("curves");
    assertThat(rungs("set", "curves", "trials=15", "max=27").code()).isZero();
    assertThat(rungs("resume", "curves").code()).isZero();
    assertThat(rungs("fork", "curves", "--at", before + "", "--as", "then").code()).isZero();
    assertThat(rungs("resume", "then").code()).isZero();
    SweepLog log = Sheets.checkedLog(runs, "then");
    assertThat(log.state().trials()).hasSize(12);
    assertThat(log.state().spec().scheduler()).isEqualTo(new Asha(1, 9, 3));
    assertThat(runs.resolve("then/best")).isDirectory();
    assertThat(rungs("resume", "then").err()).contains("is finished");
  }

  @Test
  void lostCheckpointsAreTold() throws Exception {
    Path checkpoints = runs.resolve("curves").resolve("checkpoints");
    Files.move(checkpoints, runs.resolve("elsewhere"));
    Ran fork = rungs("fork", "curves", "--at", events("curves") / 2 + "");
    assertThat(fork.out().get(1))
        .matches("(\\d+) of \\1 trials that may train on lost .*; they train from the start");
  }

  @Test
  void whatIsNotThereOrTakenIsRefused() {
    int last = events("curves");
    Ran high = rungs("fork", "curves", "--at", last + 1 + "");
    assertThat(high.code()).isEqualTo(Exit.UNKNOWN.code());
    assertThat(high.err())
        .contains(
            "--at is " + (last + 1) + ", must be in 1 to " + last + "; rungs log curves --dir ");
    assertThat(rungs("fork", "curves", "--at", "0").err()).contains("--at is 0, must be in 1 to ");
    assertThat(rungs("fork", "curves", "--at", "x").err()).contains("--at is 'x', must be a whole");
    assertThat(rungs("fork", "curves").err()).contains("--at has no value, must have one");
    assertThat(rungs("fork", "curve", "--at", "1").err()).contains("did you mean curves?");
    Ran taken = rungs("fork", "curves", "--at", "1", "--as", "curves");
    assertThat(taken.code()).isEqualTo(Exit.USAGE.code());
    assertThat(taken.err()).contains("--as is curves, must be an id that no sweep has");
    assertThat(rungs("fork", "curves", "--at", "1", "--as", "a/b").err())
        .contains("--as is 'a/b', must be 1 to 64 letters");
    assertThat(new SweepJournal(runs).ids()).containsExactly("curves");
  }

  @Test
  void besideASweepThatRunsNothingIsForked() {
    Journal busy = Journal.open(runs);
    Ran fork = rungs("fork", "curves", "--at", "1");
    busy.close();
    assertThat(fork.code()).isEqualTo(Exit.UNKNOWN.code());
    assertThat(fork.err()).contains("is in use by", "Stop it with Ctrl-C, fork, then");
    assertThat(runs.resolve("curves-fork-1")).doesNotExist();
  }
}
