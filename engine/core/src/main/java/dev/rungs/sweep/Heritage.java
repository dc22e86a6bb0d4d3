package dev.rungs.sweep;

import dev.rungs.space.Configuration;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict.Exploit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whom a trial became a copy of, and with which values it went on. Part of the fold. */
final class Heritage {

  private final TrialId trial;
  private final long seed;
  private Configuration first;
  private final List<Exploit> copies = new ArrayList<>();

  Heritage(TrialId trial, long seed, Configuration first) {
    this.trial = trial;
    this.seed = seed;
    this.first = first;
  }

  /** Replaces the values of the first epoch and of those after it, before any is trained. */
  void begin(Configuration configuration) {
    first = configuration;
  }

  void add(Exploit copy) {
    copies.add(copy);
  }

  /** Returns the last time that the trial became a copy. */
  Optional<Exploit> last() {
    return before(Integer.MAX_VALUE);
  }

  /** Returns the epoch after which it first became a copy; one that never comes if it did not. */
  int firstCopied() {
    return copies.stream().mapToInt(Exploit::sourceEpoch).min().orElse(Integer.MAX_VALUE);
  }

  /** Returns the values with which an epoch was trained. */
  Configuration at(int epoch) {
    return before(epoch).map(Exploit::configuration).orElse(first);
  }

  /** Returns whose model it trained from one epoch to another: its own or the one it copied. */
  TrialId model(int from, int until) {
    return before(until)
        .filter(copy -> copy.sourceEpoch() == from)
        .map(Exploit::source)
        .orElse(trial);
  }

  /** Returns the last copy made of a model with fewer epochs than this. */
  private Optional<Exploit> before(int epoch) {
    return copies.stream().filter(copy -> copy.sourceEpoch() < epoch).reduce((one, later) -> later);
  }

  /** Returns how the model came about that the trial had after an epoch, the first leg first. */
  List<Leg> legs(int epoch, Function<TrialId, Heritage> others) {
    Optional<Exploit> copy = before(epoch);
    var legs = new ArrayList<Leg>();
    copy.ifPresent(
        from -> legs.addAll(others.apply(from.source()).legs(from.sourceEpoch(), others)));
    legs.add(new Leg(trial, seed, at(epoch), copy.map(Exploit::sourceEpoch).orElse(0), epoch));
    return legs;
  }
}
