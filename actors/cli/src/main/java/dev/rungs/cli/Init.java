package dev.rungs.cli;

import dev.rungs.cli.view.Format;
import java.util.List;

/** Writes a sweep file to start from: it runs as it is, and its comments explain every key. */
public final class Init {

  @SuppressWarnings("InlineFormatString") // a file reads better whole
  private static final String TABLE =
      """
      sweep: 1                          # version of this format
      name: %s

      objective:
        metric: val_loss                # one of train_loss, val_loss, val_accuracy, seconds
        direction: minimize             # minimize | maximize
        use: best                       # best | last | at_max: which epoch is a trial's result
        # goal: 0.05                    # end the sweep when a trial reaches it

      # also: [{metric: seconds}]       # further objectives: rungs best shows the front
      # require: [val_accuracy >= 0.9]  # what an epoch must keep to win

      trainer:
        type: dl4j-mlp                  # everything else here is a constant of all trials
        activation: relu

      # %s
      data:
        csv: %s
        label: %s
        separator: %s
        standardize: true               # mean 0 and deviation 1, fitted on the training part
        validation: 0.2                 # this share ranks the trials
        split_seed: 1

      """;

  @SuppressWarnings("InlineFormatString") // a file reads better whole
  private static final String COMMAND =
      """
      sweep: 1                          # version of this format
      name: %s

      objective:
        metric: val_loss                # one of the metrics below
        direction: minimize             # minimize | maximize
        use: best                       # best | last | at_max: which epoch is a trial's result
        # goal: 0.05                    # end the sweep when a trial reaches it

      # Any program: it is told its parameters as JSON and prints one line of JSON for each epoch.
      # A trainer in Java:  type: dl4j-mlp  or  class: com.acme.MyTrainer, which has data: settings.
      trainer:
        command: [python3, train.py]
        metrics: [val_loss]

      """;

  @SuppressWarnings("InlineFormatString") // a file reads better whole
  private static final String SEARCH =
      """
      space:                            # what is tried
        lr:        {low: 1e-4, high: 1e-1, scale: log}
        layers:    {low: 1, high: 3}                          # both ends whole: an integer
        width:     {low: 8, high: %s, kind: power-of-two}
        dropout:   {low: 0.0, high: 0.5, step: 0.05}
        optimizer: [adam, nesterov]                           # a list: a choice
        momentum:  {low: 0.5, high: 0.99, when: {optimizer: nesterov}}
        batch:     %s                                         # a single value: a constant

      sampler:
        type: random                    # random | sobol | latin-hypercube | grid | narrowing |
                                        # annealing | evolution | differential-evolution |
                                        # nsga-ii | tpe | gp | cma-es | bohb | auto
        seed: 1

      scheduler:
        type: asha                      # asha | hyperband | median | none, and others
        min: 1                          # epochs at the lowest rung
        max: 27                         # epochs at which training ends
        eta: 3                          # one trial in three passes a rung
        mode: promote                   # promote: wait at a rung; stop: decide at once

      # shadow: [{type: median}]        # decide nothing: status tells what they would have

      stop:                             # whichever comes first
        trials: 81
        wall_clock: 1h                  # 500ms 10s 5m 2h 3d
        # budget: 400 epochs            # summed over all trials
        # plateau: {trials: 30, improve: 0.5%%}   # the best has not improved for so many trials
        # failed: 10                    # give up after so many failed trials

      resources:
        slots: auto                     # trials at the same time: a number, or auto
        # per_trial: {cpu: 1, timeout: 10m}      # timeout: of one epoch
        # isolation: process                     # a JVM for each slot: a crash costs one epoch

      # order: {mode: ordered, window: 8}   # the same result with any number of slots; or replay
      # patience: {epochs: 5, improve: 0}   # end a trial whose own curve no longer improves
      # retry: {times: 2, on: [exception, out_of_memory, timeout], halve: width}   # if out of memory
      # checkpoint: {every: 5 epochs, quota: 2 GB}   # besides those at rungs; together
      # start_with:                         # tried before the sampler's own
      #   - {lr: 1e-3, layers: 1, width: 8, dropout: 0.0, optimizer: adam}
      # learn_from: [digits-1]              # earlier sweeps that the sampler knows from the start
      # report: {val_loss: loss, epoch: epoch}   # the columns shown: a list, or metric: heading
      # output: {dir: runs}
      """;

  private static final int LEAST_WIDTH = 16;
  private static final int MOST_WIDTH = 256;
  private static final int FEW_ROWS = 1000;

  private Init() {}

  /** Returns a file for a table of examples. */
  public static String text(String name, String csv, CsvSketch table) {
    String found =
        table.rows()
            + " examples of "
            + (table.columns() - 1)
            + " numbers, "
            + table.classes().size()
            + " classes";
    return TABLE.formatted(name, found, quoted(csv), quoted(table.labelWord()), table.separator())
        + SEARCH.formatted(width(table.columns()), table.rows() < FEW_ROWS ? 16 : 64);
  }

  /** Returns a file for a program of one's own. */
  public static String text(String name) {
    return COMMAND.formatted(name) + SEARCH.formatted(MOST_WIDTH, 32);
  }

  /** Returns what was read and written, and what to do next. */
  public static String done(String file, String csv, CsvSketch table) {
    return "read   %s   %s, %s, label %s (%s classes)\n"
            .formatted(
                csv,
                Format.count(table.rows(), "row"),
                Format.count(table.columns() - 1, "numeric column"),
                table.labelWord(),
                table.classes().size())
        + done(file);
  }

  /** Returns what was written, and what to do next. */
  public static String done(String file) {
    List<String> next = List.of("rungs validate " + file, "rungs plan " + file);
    return "wrote  "
        + file
        + "   comments explain every key\nnext   "
        + String.join("     ", next)
        + "\n";
  }

  /** Returns a power of two of about four units for each input. */
  private static int width(int columns) {
    int wanted = Integer.highestOneBit(4 * columns);
    return Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, wanted));
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z_./][A-Za-z0-9_./-]*") ? text : "'" + text.replace("'", "''") + "'";
  }
}
