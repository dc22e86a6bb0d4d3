package dev.rungs.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What many lives and deaths came to, as one row of a table. */
final class Tally {

  /** What must never happen. */
  enum Breach {
    LOST("acknowledged epochs lost"),
    TWICE("epochs counted twice"),
    WRONG("epochs with a wrong value"),
    CHANGED("decisions changed"),
    MISSING("trials lost"),
    DIFFERENT("results unlike the uninterrupted one"),
    UNREACHED("named points not reached"),
    LATE("restarts without an epoch in time");

    private final String says;

    Breach(String says) {
      this.says = says;
    }
  }

  static final List<String> HEADINGS =
      List.of(
          "sweep",
          "deaths",
          "sweeps",
          "of them killed",
          "acknowledged",
          "lost",
          "twice",
          "wrong",
          "decisions",
          "changed",
          "trials lost",
          "results",
          "differ",
          "slowest start",
          "seconds");

  private final String name;
  private final Duration pause;
  private final long start = System.nanoTime();
  private final Map<Breach, Set<String>> breaches = new EnumMap<>(Breach.class);
  private int deaths;
  private int sweeps;
  private int killedSweeps;
  private boolean killed;
  private int compared;
  private long acknowledged;
  private long decisions;
  private Duration slowest = Duration.ZERO;
  private Duration lasted = Duration.ZERO;

  /**
   * Starts counting.
   *
   * @param pause within this time after a restart an epoch must be safe
   */
  Tally(String name, Duration pause) {
    this.name = name;
    this.pause = pause;
  }

  /** Something happened that must not; the same twice counts once. */
  void breach(Breach breach, String what) {
    if (breaches.computeIfAbsent(breach, first -> new HashSet<>()).add(what)) {
      System.err.println(name + ": " + breach.says + ": " + what);
    }
  }

  void lived(Life life, String where) {
    deaths += life.killed() ? 1 : 0;
    killed |= life.killed();
    if (life.trained() && life.silence().compareTo(slowest) > 0) {
      slowest = life.silence();
    }
    if (life.silence().compareTo(pause) > 0 && (life.trained() || life.killed())) {
      breach(
          Breach.LATE,
          where
              + " took "
              + seconds(life.silence())
              + " s, must take at most "
              + pause.toSeconds());
    }
    lasted = Duration.ofNanos(System.nanoTime() - start);
  }

  /** A sweep has ended, with so many epochs acknowledged and decisions told or written. */
  void sweepEnded(long epochs, long decided) {
    sweeps++;
    killedSweeps += killed ? 1 : 0;
    killed = false;
    acknowledged += epochs;
    decisions += decided;
  }

  /** A sweep's result was held against the uninterrupted one's. */
  void compared() {
    compared++;
  }

  int deaths() {
    return deaths;
  }

  List<String> row() {
    return List.of(
        name,
        Integer.toString(deaths),
        Integer.toString(sweeps),
        Integer.toString(killedSweeps),
        Long.toString(acknowledged),
        cell(Breach.LOST),
        cell(Breach.TWICE),
        cell(Breach.WRONG),
        Long.toString(decisions),
        cell(Breach.CHANGED),
        cell(Breach.MISSING),
        Integer.toString(compared),
        cell(Breach.DIFFERENT),
        seconds(slowest),
        seconds(lasted));
  }

  /** Returns a limit for each breach. */
  List<Finding.Check> checks() {
    return Arrays.stream(Breach.values())
        .map(
            each ->
                new Finding.Check(
                    name + ": " + each.says + " is " + count(each) + ", must be 0",
                    count(each) == 0))
        .toList();
  }

  /** Returns how often something happened that must not. */
  int count(Breach breach) {
    return breaches.getOrDefault(breach, Set.of()).size();
  }

  private String cell(Breach breach) {
    return Integer.toString(count(breach));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
  }
}
