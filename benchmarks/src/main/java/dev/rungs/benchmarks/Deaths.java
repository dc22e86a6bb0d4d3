package dev.rungs.benchmarks;

import dev.rungs.benchmarks.Life.Moment;
import dev.rungs.benchmarks.Tally.Breach;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/**
 * Sweeps whose processes die until the sweep has ended, one after the other.
 *
 * @param examples the folder with {@code data/digits.csv.gz}
 * @param options of every victim's JVM
 */
record Deaths(Task task, Path examples, List<String> options, Tally tally) {

  /** Of so many deaths one comes while the process starts. */
  private static final int EARLY = 4;

  private static final Duration STARTING = Duration.ofSeconds(3);
  private static final Duration TRAINING = Duration.ofMillis(1500);

  /** Quick to start, since it does not live long. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-XX:+UseSerialGC",
          "-Xmx400m",
          "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");

  /** Kills at random moments, each sweep until it ends, until there were so many deaths. */
  void random(int deaths, long seed, Callable<Ground> grounds) throws Exception {
    var random = new SplittableRandom(seed);
    for (long sweep = 0; tally.deaths() < deaths; sweep++) {
      Deaths next = new Deaths(task.withSeed(seed + sweep), examples, options, tally);
      try (Ground ground = grounds.call()) {
        next.toTheEnd(ground, deaths, random);
        next.compare(ground);
      }
    }
  }

  private void toTheEnd(Ground ground, int deaths, SplittableRandom random) throws Exception {
    var ledger = new Ledger(task, ground, tally);
    Life life;
    do {
      Optional<Moment> moment =
          tally.deaths() < deaths ? Optional.of(moment(random)) : Optional.empty();
      life = live(ground, List.of(), moment);
      ledger.check(life);
    } while (life.killed());
    ledger.checkEnd();
    System.err.println(task.words() + " has ended, " + tally.deaths() + " deaths so far");
  }

  private static Moment moment(SplittableRandom random) {
    boolean early = random.nextInt(EARLY) == 0;
    long most = (early ? STARTING : TRAINING).toNanos();
    return new Moment(early, Duration.ofNanos(random.nextLong(most)));
  }

  /** Lets a sweep die at the k-th pass of a named point, then run to its end. */
  void at(Failpoint point, int pass) throws Exception {
    try (Ground ground = Ground.Folder.create()) {
      var ledger = new Ledger(task, ground, tally);
      if (point == Failpoint.RECOVERED) {
        ledger.check(live(ground, List.of(Failpoint.AFTER_PERSIST.option(20)), Optional.empty()));
      }
      Life life = live(ground, List.of(point.option(pass)), Optional.empty());
      ledger.check(life);
      if (!life.killed()) {
        tally.breach(Breach.UNREACHED, point + ", pass " + pass);
      }
      ledger.check(live(ground, List.of(), Optional.empty()));
      ledger.checkEnd();
      compare(ground);
    }
  }

  private void compare(Ground ground) throws Exception {
    if (task.ordered()) {
      String difference = FinalResult.of(ground).differenceTo(undisturbed());
      tally.compared();
      if (!difference.isEmpty()) {
        tally.breach(Breach.DIFFERENT, task.words() + ": " + difference);
      }
    }
  }

  /** Returns what comes of the sweep if nobody disturbs it. */
  private FinalResult undisturbed() throws Exception {
    try (Ground ground = Ground.Folder.create()) {
      live(ground, List.of(), Optional.empty());
      return FinalResult.of(ground);
    }
  }

  private Life live(Ground ground, List<String> deadly, Optional<Moment> moment) throws Exception {
    var words = new ArrayList<>(List.of(ground.directory().toString(), examples.toString()));
    words.addAll(task.words());
    var all = new ArrayList<>(OPTIONS);
    all.addAll(options);
    all.addAll(deadly);
    Life life = Life.of(Life.start(all, Victim.class, words, ground), moment, ground::strike);
    if (life.exit() != 0 && !life.killed()) {
      throw new IOException("the victim ended with " + life.exit() + ":\n" + ground.complaints());
    }
    return life;
  }
}
