package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Sweep files to test the command with, the command in this process, and what it leaves behind. */
final class Sheets {

  static final Path DIGITS = Path.of("..", "..", "examples", "digits.yaml");

  /**
   * What a command did.
   *
   * @param out the lines of standard output
   * @param err standard error
   */
  record Ran(int code, List<String> out, String err) {}

  private Sheets() {}

  /** Writes a sweep of a trainer class of these tests. */
  static Path write(Path folder, Class<?> trainer, int trials) throws IOException {
    String data = trainer.getSimpleName().equals("Curve") ? "data: {start: 3}\n" : "";
    return Files.writeString(
        folder.resolve("sweep.yaml"),
        """
        name: curves
        objective: {metric: val_loss}
        trainer: {class: %s}
        %sspace:
          lr: {low: 1e-3, high: 0.4, scale: log}
        sampler: {type: random, seed: 42}
        scheduler: {type: asha, min: 1, max: 9, eta: 3}
        resources: {slots: 2}
        stop: {trials: %s}
        """
            .formatted(trainer.getName(), data, trials));
  }

  /** Runs the command in this process. */
  static Ran rungs(String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("LANG", "C.UTF-8"));
    int code = Main.run(console, args);
    return new Ran(
        code,
        out.toString(StandardCharsets.UTF_8).lines().toList(),
        err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a sweep file in this process, its results under {@code runs} beside it. */
  static Ran run(Path file, String... more) {
    var args = new ArrayList<>(List.of("run", file.toString(), "--dir", runs(file).toString()));
    args.addAll(Arrays.asList(more));
    return rungs(args.toArray(String[]::new));
  }

  static Path runs(Path file) {
    return file.resolveSibling("runs");
  }

  /** Checks that the journal of a sweep at rest counts each epoch once, and returns the sweep. */
  static SweepLog checkedLog(Path runs, String id) {
    SweepLog log = checkedPrefix(runs, id);
    for (TrialSummary trial : log.state().trials()) {
      assertThat(epochs(runs, id, trial)).as("epochs of %s", trial).hasSize(trial.epoch());
    }
    assertThat(log.state().trials().stream().mapToLong(TrialSummary::epoch).sum())
        .isEqualTo(log.state().spentEpochs());
    return log;
  }

  /** Checks that no epoch of a sweep's trials is recorded twice, and returns the sweep. */
  static SweepLog checkedPrefix(Path runs, String id) {
    SweepLog log = new SweepJournal(runs).log(id).orElseThrow();
    for (TrialSummary trial : log.state().trials()) {
      List<Integer> epochs = epochs(runs, id, trial);
      assertThat(epochs)
          .as("epochs of %s", trial)
          .isEqualTo(IntStream.rangeClosed(1, epochs.size()).boxed().toList());
    }
    return log;
  }

  private static List<Integer> epochs(Path runs, String id, TrialSummary trial) {
    return new SweepJournal(runs)
        .events(id, trial.id()).stream()
            .filter(each -> each.event() instanceof EpochsReported)
            .flatMap(each -> ((EpochsReported) each.event()).reports().stream())
            .map(Report::epoch)
            .toList();
  }
}
