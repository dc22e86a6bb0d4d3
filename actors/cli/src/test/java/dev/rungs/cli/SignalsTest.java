package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.cli.file.Curve;
import dev.rungs.sweep.SweepLog;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class SignalsTest {

  private static final int TRIALS = 400;

  @TempDir Path folder;

  private static Child run(Path file) throws IOException {
    return Child.start(
        "run", file.toString(), "--dir", Sheets.runs(file).toString(), "--progress", "json");
  }

  private static boolean judged(String line) {
    return line.contains("TrialJudged");
  }

  @Test
  void anInterruptedSweepSaysSoAndGoesOnWhereItWas() throws Exception {
    Path file = Sheets.write(folder, Curve.class, TRIALS);
    try (Child first = run(file)) {
      first.awaitOut(10, SignalsTest::judged).signal("INT");
      assertThat(first.exit()).isEqualTo(130);
      assertThat(first.all())
          .contains("stopping: running epochs are finished and saved")
          .contains("Nothing is lost; this goes on from here:\n  rungs resume curves --dir ");
    }
    SweepLog before = Sheets.checkedLog(Sheets.runs(file), "curves");
    assertThat(before.state().ended()).isEmpty();
    try (Child second = run(file)) {
      assertThat(second.exit()).as(second.all()).isZero();
    }
    SweepLog after = Sheets.checkedLog(Sheets.runs(file), "curves");
    assertThat(after.state().ended()).isPresent();
    assertThat(after.state().trials()).hasSize(TRIALS);
  }

  @Test
  void aTerminatedSweepExitsWith143() throws Exception {
    Path file = Sheets.write(folder, Curve.class, TRIALS);
    try (Child child = run(file)) {
      child.awaitOut(10, SignalsTest::judged).signal("TERM");
      assertThat(child.exit()).isEqualTo(143);
      assertThat(child.all()).contains("Nothing is lost");
    }
    assertThat(Sheets.checkedLog(Sheets.runs(file), "curves").state().ended()).isEmpty();
  }

  @Test
  void theSecondInterruptEndsAtOnceAndWritesNoEscapeCodes() throws Exception {
    Path file = Sheets.write(folder, Endless.class, 2);
    try (Child child = run(file)) {
      child.awaitOut(2, line -> line.contains("SegmentGranted")).signal("INT");
      child.awaitErr(line -> line.startsWith("stopping: ")).signal("INT");
      assertThat(child.exit()).isEqualTo(130);
      assertThat(child.all()).doesNotContain("\033");
    }
  }
}
