package dev.rungs.benchmarks;

import dev.rungs.benchmarks.Trend.Point;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Whether memory grows with the number of trials: runs a sweep as the real command in a process of
 * its own and watches its resident set until it ends. Needs Linux.
 *
 * <p>A trial counts as run when its first segment has ended. The slope is taken over the last three
 * quarters of the trials. Caches and compiled code still grow a little then; what is allowed is
 * less than the parameters of the smallest network of {@code mnist-mlp.yaml}, so that keeping no
 * more than those of each trial would fail. Whether the rest goes on for ever is told by many
 * trials ({@code --file examples/digits.yaml --set stop.trials=1500}).
 */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = "Resident memory of a sweep in a process of its own, by trial.")
final class Memory implements Benchmark {

  private static final Duration EVERY = Duration.ofMillis(250);

  private static final double MEGABYTE = 1e6;

  @Mixin RealSweep sweep = new RealSweep("examples/mnist-mlp.yaml");

  @Option(names = "--peak", description = "the most megabytes allowed (${DEFAULT-VALUE})")
  int peak = 1500;

  @Option(
      names = "--growth",
      description = "the most megabytes that a trial may add (${DEFAULT-VALUE})")
  double growth = 0.2;

  /** Resident bytes at a moment when so many trials had run. */
  private record Sample(int trials, long bytes) {}

  @Override
  public Finding measure() throws Exception {
    long start = System.nanoTime();
    try (Temporary directory = Temporary.create()) {
      List<Sample> samples = watch(sweep.start(directory.path()));
      return finding(samples, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private List<Sample> watch(Process process) throws Exception {
    List<Sample> samples = Collections.synchronizedList(new ArrayList<>());
    var trials = new AtomicInteger();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      var ticking =
          clock.scheduleAtFixedRate(
              () -> sample(process, trials.get(), samples),
              0,
              EVERY.toMillis(),
              TimeUnit.MILLISECONDS);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("\"@type\":\"SegmentEnded\"") && line.contains("\"attempt\":1,")) {
          trials.incrementAndGet();
        }
      }
      int code = process.waitFor();
      ticking.cancel(false);
      if (code != 0) {
        throw new IllegalStateException("exit code of the sweep is " + code + ", must be 0");
      }
    } finally {
      clock.shutdownNow();
      process.destroyForcibly();
    }
    return List.copyOf(samples);
  }

  private static void sample(Process process, int trials, List<Sample> samples) {
    try {
      Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .forEach(bytes -> samples.add(new Sample(trials, bytes)));
    } catch (NoSuchFileException ended) {
      // The process has ended; the reader of its output notices.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Finding finding(List<Sample> samples, Duration time) {
    int trials = samples.stream().mapToInt(Sample::trials).max().orElse(0);
    double most = samples.stream().mapToLong(Sample::bytes).max().orElse(0) / MEGABYTE;
    Trend trend =
        Trend.of(
            samples.stream()
                .filter(sample -> sample.trials() >= trials / 4)
                .map(sample -> new Point(sample.trials(), sample.bytes() / MEGABYTE))
                .toList());
    return new Finding(
        List.of(
            List.of("trials", "seconds", "peak MB", "MB per trial [95 %]", "samples"),
            List.of(
                Integer.toString(trials),
                Long.toString(time.toSeconds()),
                String.format(Locale.ROOT, "%.0f", most),
                trend.toString(),
                Integer.toString(samples.size()))),
        List.of(
            new Finding.Check(
                String.format(Locale.ROOT, "peak is %.0f MB, must be <= %d", most, peak),
                most <= peak),
            new Finding.Check(
                "growth is " + trend + " MB per trial, must be <= " + growth,
                trend.high() <= growth)));
  }
}
