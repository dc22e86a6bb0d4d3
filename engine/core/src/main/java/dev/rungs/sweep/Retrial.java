package dev.rungs.sweep;

import dev.rungs.space.Configuration;
import dev.rungs.sweep.SweepEvent.ConfigurationChanged;
import dev.rungs.sweep.SweepEvent.TrialRequeued;
import dev.rungs.trial.Outcome;
import java.util.Optional;

/**
 * Whether a trial whose attempt failed or was interrupted is tried again, and how: as before, with
 * less, or alone. See {@link Retry}.
 */
record Retrial(SweepSpec spec) {

  /** Returns how an attempt is followed by another one; empty if that was the trial's last. */
  Optional<SweepEvent> after(TrialState trial, Outcome outcome) {
    if (outcome instanceof Outcome.Interrupted) {
      return requeued(trial, "interrupted");
    }
    if (outcome instanceof Outcome.Failed failure) {
      return switch (failure.kind()) {
        case LOST -> requeued(trial, failure.message());
        case CRASHED -> afterCrash(trial, failure).flatMap(why -> requeued(trial, why));
        case OUT_OF_MEMORY -> lighter(trial, failure).or(() -> alone(trial, failure));
        case EXCEPTION, DIVERGED, TIMEOUT ->
            retry(trial, failure).flatMap(why -> requeued(trial, why + ": " + failure.message()));
      };
    }
    return Optional.empty();
  }

  private static Optional<SweepEvent> requeued(TrialState trial, String why) {
    return Optional.of(new TrialRequeued(trial.id, why));
  }

  /** Returns which retry the next one is, if the policy allows it. */
  private Optional<String> retry(TrialState trial, Outcome.Failed failure) {
    Retry retry = spec.retry();
    return retry.allows(failure.kind(), trial.retries)
        ? Optional.of("retry " + (trial.retries + 1) + " of " + retry.times())
        : Optional.empty();
  }

  /** With less of what the policy halves; only before the first epoch: a curve is of one piece. */
  private Optional<SweepEvent> lighter(TrialState trial, Outcome.Failed failure) {
    String name = spec.retry().halve();
    return name.isEmpty() || epoch(trial, failure) > 0
        ? Optional.empty()
        : retry(trial, failure).flatMap(which -> halved(trial, name, which));
  }

  private Optional<SweepEvent> halved(TrialState trial, String name, String which) {
    Configuration now = trial.heritage.at(0);
    return spec.space()
        .halve(now, name)
        .map(less -> new ConfigurationChanged(trial.id, less, why(name, less, now, which)));
  }

  private static String why(String name, Configuration less, Configuration now, String which) {
    String numbers = name + " " + less.integer(name) + " instead of " + now.integer(name);
    return numbers + ": ran out of memory (" + which + ")";
  }

  private Optional<SweepEvent> alone(TrialState trial, Outcome.Failed failure) {
    return trial.outOfMemory
        ? Optional.empty()
        : retry(trial, failure)
            .flatMap(
                which ->
                    requeued(
                        trial, which + ": " + failure.message() + whyNotLighter(trial, failure)));
  }

  private String whyNotLighter(TrialState trial, Outcome.Failed failure) {
    String name = spec.retry().halve();
    if (name.isEmpty()) {
      return "";
    }
    return epoch(trial, failure) > 0
        ? "; alone, since " + name + " changes before the first epoch only"
        : "; alone, since the space has no smaller " + name + " for it";
  }

  private static int epoch(TrialState trial, Outcome outcome) {
    return Math.max(trial.epoch, outcome.epoch());
  }

  private Optional<String> afterCrash(TrialState trial, Outcome.Failed failure) {
    int deaths = deaths(trial, failure);
    if (spec.retry().fatal(deaths)) {
      return Optional.empty();
    }
    String times = deaths == 1 ? "" : ", " + deaths + " times in a row";
    return Optional.of(failure.message() + times);
  }

  /** An epoch that was recorded since the last death acquits a trial of it. */
  static int deaths(TrialState trial, Outcome.Failed failure) {
    return failure.epoch() > trial.epoch ? 1 : trial.deaths + 1;
  }
}
