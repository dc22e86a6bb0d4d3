package dev.rungs.cli.file;

import dev.rungs.sweep.CheckpointQuota;
import dev.rungs.sweep.SweepSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A sweep as its file describes it: what it does, and how it is carried out on this machine.
 *
 * @param spec what decides; everything else may change when a sweep goes on
 * @param sampler its kind and settings, for people
 * @param scheduler its kind and settings, for people
 * @param base where relative names of data files start: the file's folder
 * @param checkpointEvery epochs between checkpoints besides those at rungs; {@link #BY_TIME} to let
 *     time decide
 * @param quota how much room checkpoints may take together
 * @param output where the sweep's journal and results go; relative to the working directory
 * @param report the columns a terminal shows
 */
public record SweepFile(
    SweepSpec spec,
    String sampler,
    String scheduler,
    Training training,
    Resources resources,
    int checkpointEvery,
    CheckpointQuota quota,
    List<Column> report,
    Path output,
    Path base) {

  /**
   * How much is trained at the same time.
   *
   * @param slots trials at the same time; {@link #AUTO} for as many as suit the trainer and machine
   * @param cpus processors for each trial
   * @param epochTimeout how long one epoch may take; zero for as long as it takes
   * @param isolated whether each slot's trials train in a JVM of its own
   */
  public record Resources(int slots, int cpus, Duration epochTimeout, boolean isolated) {

    /** As many slots as suit the trainer and the machine. */
    public static final int AUTO = 0;
  }

  /**
   * One column of a terminal's table.
   *
   * @param metric one of the trainer's, or {@link #EPOCH}
   */
  public record Column(String heading, String metric) {

    /** The column that counts epochs, known to every trainer. */
    public static final String EPOCH = "epoch";
  }

  /** A checkpoint whenever the last one is some time ago. */
  public static final int BY_TIME = 0;

  public SweepFile {
    report = List.copyOf(report);
  }
}
