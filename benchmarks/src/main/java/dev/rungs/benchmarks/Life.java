package dev.rungs.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * One life of a victim, from its start until its output is read to the end.
 *
 * @param lines what it said, whole lines alone
 * @param silence how long until it said its first epoch; until its end if it said none
 * @param trained whether it said an epoch at all
 */
record Life(List<String> lines, int exit, Duration silence, boolean trained) {

  /** When to strike: so long after the start, or after the first epoch. */
  record Moment(boolean fromStart, Duration after) {}

  /** Ends a process; returns when what it left behind can be read. */
  @FunctionalInterface
  interface Strike {
    void at(Process process) throws Exception;
  }

  Life {
    lines = List.copyOf(lines);
  }

  /**
   * Watches a process until nothing more can come out of it.
   *
   * @param moment when it is struck; never if empty
   */
  static Life of(Process process, Optional<Moment> moment, Strike strike) throws Exception {
    return new Watch(process, strike).watch(moment);
  }

  /** Returns whether it was killed, by itself or by another. */
  boolean killed() {
    return exit == Failpoint.KILLED;
  }

  private static final class Watch {

    private final Process process;
    private final Strike strike;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<FutureTask<Boolean>> struck = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final long start = System.nanoTime();

    Watch(Process process, Strike strike) {
      this.process = process;
      this.strike = strike;
    }

    Life watch(Optional<Moment> moment) throws Exception {
      Duration silence = Duration.ZERO;
      boolean trained = false;
      try {
        moment.filter(Moment::fromStart).ifPresent(this::strikeAt);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
          for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (!trained && line.startsWith(Victim.EPOCH)) {
              trained = true;
              silence = sinceStart();
              moment.filter(each -> !each.fromStart()).ifPresent(this::strikeAt);
            }
            take(line);
          }
        }
        int exit = process.waitFor();
        return new Life(lines, exit, trained ? silence : sinceStart(), trained);
      } finally {
        ended.countDown();
        process.toHandle().destroyForcibly();
        for (FutureTask<Boolean> each : struck) {
          each.get();
        }
      }
    }

    private Duration sinceStart() {
      return Duration.ofNanos(System.nanoTime() - start);
    }

    private void take(String line) {
      if (line.endsWith(Victim.END_OF_LINE)) {
        lines.add(line.substring(0, line.length() - Victim.END_OF_LINE.length()));
      }
    }

    private void strikeAt(Moment moment) {
      var task = new FutureTask<>(() -> strikeAfter(moment.after()));
      struck.add(task);
      new Thread(task, "strike").start();
    }

    private boolean strikeAfter(Duration time) throws Exception {
      boolean over = ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
      if (!over) {
        strike.at(process);
      }
      return !over;
    }
  }

  /** Starts a JVM like this one, with this class path. */
  static Process start(List<String> options, Class<?> main, List<String> words, Ground ground)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(words);
    var process = new ProcessBuilder(command);
    process.environment().putAll(ground.environment());
    return process
        .redirectError(ProcessBuilder.Redirect.appendTo(ground.errors().toFile()))
        .start();
  }
}
