package dev.rungs.benchmarks;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether a sweep of many trials grows heavy or slow: what the decision core keeps of a finished
 * trial, and how long the next suggestion takes ({@link LongSweep}).
 *
 * <p>Some of each trial must stay, since samplers learn from it and rungs are ranked by it: its
 * configuration, its result and the reason of its last verdict.
 */
@Command(
    name = "trials",
    mixinStandardHelpOptions = true,
    description = "What a sweep keeps of a finished trial, and how long the next suggestion takes.")
final class ManyTrials implements Benchmark {

  private static final double MOST_BYTES = 2_048;
  private static final double MOST_MILLIS = 1;

  @Option(names = "--trials", description = "of the sweep (${DEFAULT-VALUE})")
  int trials = 100_000;

  @Override
  public Finding measure() {
    LongSweep sweep = LongSweep.of(trials);
    String bytes = String.format(Locale.ROOT, "%.0f", sweep.bytesATrial());
    String millis = String.format(Locale.ROOT, "%.4f", sweep.millisToSuggest());
    return new Finding(
        List.of(
            List.of("trials", "heap bytes a trial", "ms to the next suggestion"),
            List.of(Integer.toString(trials), bytes, millis)),
        List.of(
            new Finding.Check(
                "heap of a trial is " + bytes + " bytes, must be <= " + MOST_BYTES,
                sweep.bytesATrial() <= MOST_BYTES),
            new Finding.Check(
                "the next suggestion takes " + millis + " ms, must be <= " + MOST_MILLIS,
                sweep.millisToSuggest() <= MOST_MILLIS)));
  }
}
