package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.cli.Sheets.Ran;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Metric;
import dev.rungs.trial.Report;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README with its real trainer, on the CPU. */
class DigitsTest {

  private static final String[] SMALL = {"--set", "stop.trials=9", "--set", "scheduler.max=9"};

  @TempDir Path runs;

  @Test
  void aKilledSweepGoesOnAndCountsEachEpochOnce() throws Exception {
    String[] run = {
      "run",
      Sheets.DIGITS + "",
      "--dir",
      runs + "",
      "--progress",
      "json",
      SMALL[0],
      SMALL[1],
      SMALL[2],
      SMALL[3]
    };
    try (Child killed = Child.start(run)) {
      killed.awaitOut(3, line -> line.contains("TrialJudged")).signal("KILL");
      assertThat(killed.exit()).isEqualTo(137);
    }
    int known = Sheets.checkedPrefix(runs, "digits").state().size();
    assertThat(known).isBetween(3, 9);
    try (Child second = Child.start(run)) {
      assertThat(second.exit()).as(second.all()).isZero();
    }
    SweepLog log = Sheets.checkedLog(runs, "digits");
    assertThat(log.state().ended()).isPresent();
    assertThat(log.state().trials()).hasSize(9);
  }

  @Test
  void inOrderTheDecisionsDoNotDependOnTheNumberOfSlots() {
    SweepLog one = ordered("one", 1);
    SweepLog two = ordered("two", 2);
    assertThat(decisions("two")).isEqualTo(decisions("one"));
    assertThat(two.state().ranking().stream().map(TrialSummary::id).toList())
        .isEqualTo(one.state().ranking().stream().map(TrialSummary::id).toList());
    for (TrialSummary trial : one.state().trials()) {
      assertThat(reports("two", trial)).as("%s", trial.id()).isEqualTo(reports("one", trial));
    }
  }

  private SweepLog ordered(String id, int slots) {
    Ran ran =
        Sheets.rungs(
            "run",
            Sheets.DIGITS + "",
            "--dir",
            runs + "",
            "--id",
            id,
            "--slots",
            slots + "",
            "--set",
            "order.mode=ordered",
            SMALL[0],
            SMALL[1],
            SMALL[2],
            SMALL[3]);
    assertThat(ran.code()).as(ran.err()).isZero();
    return Sheets.checkedLog(runs, id);
  }

  /** Suggestions, values at rungs, verdicts with their reasons, and the winner's test. */
  private List<SweepEvent> decisions(String id) {
    return new SweepJournal(runs)
        .events(id, 0).stream()
            .map(Journaled::event)
            .filter(
                event ->
                    event instanceof TrialSuggested
                        || event instanceof RungReached
                        || event instanceof TrialJudged
                        || event instanceof WinnerTested)
            .toList();
  }

  /** Every metric of every epoch to the last bit, but the time it took. */
  private List<String> reports(String id, TrialSummary trial) {
    return new SweepJournal(runs)
        .events(id, trial.id()).stream()
            .filter(each -> each.event() instanceof EpochsReported)
            .flatMap(each -> ((EpochsReported) each.event()).reports().stream())
            .map(report -> report.epoch() + " " + values(report))
            .toList();
  }

  private static List<Metric> values(Report report) {
    return report.metrics().values().stream()
        .filter(metric -> !metric.name().equals("seconds"))
        .toList();
  }
}
