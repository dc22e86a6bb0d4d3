package dev.rungs.cli.file;

import dev.rungs.cli.file.Node.Field;
import dev.rungs.schedule.AshaStopping;
import dev.rungs.schedule.Pasha;
import dev.rungs.schedule.Population;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.Stopping;
import dev.rungs.space.Parameter;
import dev.rungs.space.Scale;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepSpec;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What a sweep may do, but probably should not. */
final class Warnings {

  private static final double WIDE = 1000;
  private static final double SHORT = 0.75;
  private static final int FEW = 3;
  private static final int MOST_TIMES = 16;

  private final Section root;
  private final Section scheduler;
  private final Findings findings;

  Warnings(Section root, Section scheduler) {
    this.root = root;
    this.scheduler = scheduler;
    this.findings = root.findings();
  }

  void check(SweepSpec spec) {
    spec.space().parameters().forEach(this::wideLinear);
    configurations(spec);
    shortRung(spec.scheduler());
    fewAtTop(spec);
  }

  private void wideLinear(Parameter parameter) {
    if (parameter instanceof Parameter.Real real
        && real.scale() == Scale.LINEAR
        && real.step() == 0
        && real.low() > 0
        && real.high() / real.low() >= WIDE) {
      String path = "space." + real.name();
      findings.add(
          Problem.of(
                  Code.WIDE_LINEAR,
                  key(path),
                  path,
                  real.name() + " spans three powers of ten or more on a linear scale")
              .label("nine draws in ten lie above " + (0.9 * real.low() + 0.1 * real.high()))
              .help("scale: log"));
    }
  }

  private void configurations(SweepSpec spec) {
    Optional<BigInteger> size = spec.sampler().configurations(spec.space());
    int trials = spec.stop().trials();
    if (size.isEmpty() || trials == StopRules.UNLIMITED) {
      return;
    }
    int order = size.get().compareTo(BigInteger.valueOf(trials));
    boolean grid = Extent.walksInOrder(spec.sampler());
    if (order > 0 && grid) {
      findings.add(
          Problem.of(
                  Code.GRID_CUT,
                  key("stop.trials"),
                  "stop.trials",
                  "the grid has " + size.get() + " points, but the sweep ends after " + trials)
              .help("the last points are never tried; random draws from everywhere"));
    } else if (order < 0) {
      findings.add(
          Problem.of(
              Code.SMALL_SPACE,
              key("stop.trials"),
              "stop.trials",
              trials + " trials are wanted, but there are only " + size.get() + " configurations"));
    }
  }

  private void shortRung(Scheduler made) {
    List<Integer> epochs = made.bracket(0).ladder().epochs();
    int top = epochs.size() - 1;
    boolean even = made instanceof Population || made instanceof Stopping;
    if (top < 2 || (even && !(made instanceof AshaStopping))) {
      return;
    }
    double usual = (double) epochs.get(1) / epochs.get(0);
    double last = (double) epochs.get(top) / epochs.get(top - 1);
    if (last < SHORT * usual) {
      findings.add(
          Problem.of(
                  Code.SHORT_RUNG,
                  schedulerKey("max"),
                  scheduler.path("max"),
                  "the last rung is short: from "
                      + epochs.get(top - 1)
                      + " to "
                      + epochs.get(top)
                      + " epochs")
              .help(
                  epochs.get(top - 1)
                      + " or "
                      + Math.round(epochs.get(top - 1) * usual)
                      + " would end on a whole rung"));
    }
  }

  private void fewAtTop(SweepSpec spec) {
    Rehearsal rehearsal = Extent.rehearsal(spec, List.of());
    boolean halts =
        spec.scheduler().bracket(0).ladder().size() > 1 && !(spec.scheduler() instanceof Pasha);
    long complete = Math.round(rehearsal.complete());
    if (halts && Extent.trials(spec, List.of()).isPresent() && complete < FEW) {
      findings.add(
          Problem.of(
                  Code.FEW_AT_TOP,
                  key("scheduler"),
                  "scheduler",
                  "about " + complete + " of " + rehearsal.trials() + " trials train to the end")
              .help(more(spec, rehearsal.trials(), complete)));
    }
  }

  /**
   * Returns how many times as many trials would let more of them train to the end, if there are so
   * many configurations and they can be played.
   */
  private static String more(SweepSpec spec, int trials, long complete) {
    int most =
        spec.sampler()
            .configurations(spec.space())
            .map(size -> size.min(BigInteger.valueOf(Rehearsal.MOST_TRIALS)).intValue())
            .orElse(Rehearsal.MOST_TRIALS);
    for (int times = 2; times <= MOST_TIMES && times * trials <= most; times *= 2) {
      Rehearsal larger = Rehearsal.of(spec.scheduler(), times * trials, spec.stop().epochs());
      long then = Math.round(larger.complete());
      if (then > complete) {
        return times * trials + " trials would give " + then;
      }
    }
    return "";
  }

  private Span schedulerKey(String key) {
    return scheduler.field(key).map(Field::key).orElse(scheduler.at());
  }

  private Span key(String path) {
    return root.find(path).map(Field::key).orElse(root.at());
  }
}
