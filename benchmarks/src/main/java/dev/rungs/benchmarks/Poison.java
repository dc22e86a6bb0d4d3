package dev.rungs.benchmarks;

import dev.rungs.actors.Rungs;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.benchmarks.Finding.Check;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.TrialSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether a poisoned trial harms those beside it in the same process: each {@link Toxin} in a JVM
 * of its own, in one of four trials that train at the same time.
 *
 * <p>The healthy trials must not fail, must need one attempt, and must not be slowed to half their
 * speed, against four healthy trials in the same JVM just before.
 */
@Command(
    name = "poison",
    mixinStandardHelpOptions = true,
    description = "Poison one of four trials in every way; the others must not notice.")
final class Poison implements Benchmark {

  /** The healthy trials' epochs may take so many times as long. */
  private static final double SLOWEST = 2;

  private static final List<String> OPTIONS =
      List.of("-Xmx192m", "-XX:MaxDirectMemorySize=64m", "-XX:TieredStopAtLevel=1");

  @Option(names = "--toxins", split = ",", description = "only these: ${COMPLETION-CANDIDATES}")
  List<Toxin> toxins = List.of(Toxin.values());

  @Option(
      names = "--isolated",
      description = "a process for each slot, as with isolation: process; adds what ends a process")
  boolean isolated;

  @Option(names = "--epochs", description = "of each trial (${DEFAULT-VALUE})")
  int epochs = 300;

  @Option(
      names = "--deadline",
      description = "seconds for an epoch (2; 20 with --isolated, where a process may start in it)")
  Optional<Integer> deadline = Optional.empty();

  @Option(names = "--patience", description = "seconds for one toxin (${DEFAULT-VALUE})")
  int patience = 120;

  /** What one toxin did. */
  private record Effect(Toxin toxin, String fate, long failed, int attempts, double slowed) {

    List<String> row() {
      return List.of(
          toxin.toString(),
          fate,
          Long.toString(failed),
          Integer.toString(attempts),
          String.format(Locale.ROOT, "%.2f", slowed));
    }

    Check harmless() {
      return new Check(toxin + ": healthy trials failed is " + failed + ", must be 0", failed == 0);
    }

    Check undisturbed() {
      return new Check(
          toxin + ": attempts of a healthy trial is " + attempts + ", must be 1", attempts == 1);
    }

    Check noticed() {
      return new Check(
          toxin + ": the poisoned trial's end is " + fate + ", must be " + toxin.fate(),
          fate.equals(toxin.fate().name()));
    }

    Check quick() {
      return new Check(
          String.format(Locale.ROOT, "%s: slowed is %.2f, must be < %.0f", toxin, slowed, SLOWEST),
          slowed < SLOWEST);
    }
  }

  @Override
  public Finding measure() throws Exception {
    return finding(true);
  }

  /**
   * Measures.
   *
   * @param timed whether time is a limit
   */
  Finding finding(boolean timed) throws Exception {
    var table = new ArrayList<List<String>>();
    table.add(List.of("poison", "its trial", "others failed", "attempts", "slowed"));
    var checks = new ArrayList<Check>();
    for (Toxin toxin : toxins.stream().filter(each -> each.suits(isolated)).toList()) {
      Effect effect = effect(toxin);
      table.add(effect.row());
      checks.addAll(List.of(effect.noticed(), effect.harmless(), effect.undisturbed()));
      if (timed) {
        checks.add(effect.quick());
      }
      System.err.println(effect.row());
    }
    return new Finding(table, checks);
  }

  private Effect effect(Toxin toxin) throws Exception {
    try (Ground ground = Ground.Folder.create()) {
      double slowed = run(toxin, ground);
      SweepResult result =
          Rungs.read(ground.directory(), PoisonVictim.POISONED)
              .map(log -> SweepResult.of(PoisonVictim.POISONED, log))
              .orElseThrow(() -> new IOException("nothing was run:\n" + complaints(ground)));
      List<TrialSummary> healthy = result.trials().subList(1, result.trials().size());
      return new Effect(
          toxin,
          fate(result, ground),
          PoisonVictim.TRIALS - 1 - healthy.stream().filter(Poison::complete).count(),
          healthy.stream().mapToInt(TrialSummary::attempt).max().orElse(0),
          slowed);
    }
  }

  private static boolean complete(TrialSummary trial) {
    return trial.phase() == Phase.COMPLETE;
  }

  private static String fate(SweepResult result, Ground ground) {
    TrialSummary poisoned = result.trials().get(0);
    return new SweepJournal(ground.directory())
        .events(PoisonVictim.POISONED, 0).stream()
            .filter(each -> each.event() instanceof TrialFailed)
            .map(each -> (TrialFailed) each.event())
            .filter(failed -> failed.trial().equals(poisoned.id()))
            .map(failed -> failed.kind().name())
            .findFirst()
            .orElse(poisoned.phase().name());
  }

  /** Returns how much longer an epoch took; infinitely long if the process did not end. */
  private double run(Toxin toxin, Ground ground) throws Exception {
    Process process =
        Life.start(
            OPTIONS,
            PoisonVictim.class,
            List.of(
                ground.directory().toString(),
                toxin.name(),
                Integer.toString(epochs),
                Integer.toString(deadline.orElse(isolated ? 20 : 2)),
                Boolean.toString(isolated)),
            ground);
    try {
      if (!process.waitFor(patience, TimeUnit.SECONDS)) {
        return Double.POSITIVE_INFINITY;
      }
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.exitValue() != 0) {
        throw new IOException(toxin + " ended the process:\n" + complaints(ground));
      }
      String[] millis = said.substring(said.lastIndexOf('\n') + 1).split(" ", -1);
      return Double.parseDouble(millis[1]) / Double.parseDouble(millis[0]);
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private static String complaints(Ground ground) {
    try {
      return ground.complaints();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
