package dev.rungs.benchmarks;

import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.benchmarks.Finding.Check;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Which share of its time a sweep waits for suggestions: runs it as the real command in a process
 * of its own, then folds its journal again and times each decision that suggested a trial, against
 * the time between the sweep's first event and its last.
 *
 * <p>While one slot waits for a suggestion others train, so the share is the most that waiting can
 * have cost. Folding again starts with cold code, as the sweep did.
 */
@Command(
    name = "waiting",
    mixinStandardHelpOptions = true,
    description = "Which share of its time a sweep waits for suggestions.")
final class Waiting implements Benchmark {

  private static final double MOST = 0.01;

  @Mixin RealSweep sweep = new RealSweep("examples/digits.yaml");

  /** The same decisions again, timed. */
  private static final class Fold {

    private final SweepState state = new SweepState();
    private int suggestions;
    private long nanos;
    private long longest;

    void next(SweepEvent event) {
      if (event instanceof TrialSuggested) {
        long start = System.nanoTime();
        List<SweepEvent> decided = state.offer(0);
        long time = System.nanoTime() - start;
        if (!decided.contains(event)) {
          throw new IllegalStateException("decided is " + decided + ", must contain " + event);
        }
        suggestions++;
        nanos += time;
        longest = Math.max(longest, time);
      }
      state.apply(event);
    }
  }

  @Override
  public Finding measure() throws Exception {
    try (Temporary directory = Temporary.create()) {
      run(directory.path());
      var journal = new SweepJournal(directory.path());
      List<Journaled<SweepEvent>> events = journal.events(journal.ids().get(0), 0);
      var fold = new Fold();
      events.forEach(each -> fold.next(each.event()));
      long millis = events.get(events.size() - 1).atMillis() - events.get(0).atMillis();
      return finding(fold, millis / 1e3);
    }
  }

  private void run(Path directory) throws IOException, InterruptedException {
    Process process = sweep.start(directory);
    try {
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException("exit code of the sweep is " + code + ", must be 0");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static Finding finding(Fold fold, double seconds) {
    double share = fold.nanos / 1e9 / seconds;
    String says =
        String.format(
            Locale.ROOT, "share of the time for suggestions is %.4f, must be <= %s", share, MOST);
    return new Finding(
        List.of(
            List.of("suggestions", "seconds", "ms for suggestions", "the longest"),
            List.of(
                Integer.toString(fold.suggestions),
                String.format(Locale.ROOT, "%.1f", seconds),
                String.format(Locale.ROOT, "%.1f", fold.nanos / 1e6),
                String.format(Locale.ROOT, "%.1f", fold.longest / 1e6))),
        List.of(new Check(says, share <= MOST)));
  }
}
