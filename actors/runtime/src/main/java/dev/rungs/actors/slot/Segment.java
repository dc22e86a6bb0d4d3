package dev.rungs.actors.slot;

import dev.rungs.space.Configuration;
import dev.rungs.sweep.Leg;
import dev.rungs.sweep.TrialEvent.CheckpointCopied;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.sweep.TrialLog;
import dev.rungs.train.CancelledException;
import dev.rungs.train.DivergedException;
import dev.rungs.train.Slot;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Aims;
import dev.rungs.trial.Curve;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Patience;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.List;
import java.util.Optional;

/**
 * One granted stretch of training: from where the trial's checkpoints allow to the end of {@link
 * #untilEpoch}.
 *
 * <p>The slot's thread trains it; any other thread may {@link #revoke}, {@link #cancel}, {@link
 * #extendLease} or {@link #acknowledge}.
 */
public final class Segment implements TrialContext, Order {

  /** As many epochs may be trained that are not safe in the journal yet; then training waits. */
  static final int WINDOW = 64;

  private final TrialId trial;
  private final int attempt;
  private final int untilEpoch;
  private final Configuration configuration;
  private final long seed;
  private final Slot slot;
  private final Aims aims;
  private final Patience patience;
  private final Lineage lineage;
  private final List<CheckpointSaved> lent;

  // Used on the slot's thread alone.
  private List<CheckpointSaved> checkpoints;
  private int recorded;
  private Curve curve;
  private Optional<Report> last;

  private int acknowledged;
  private boolean revoked;
  private volatile boolean cancelled;
  private volatile FailureKind cause = FailureKind.LOST;
  private volatile long leaseUntil = Long.MAX_VALUE;

  /**
   * A segment to train.
   *
   * @param lineage whose model it goes on with, ends with {@code untilEpoch}
   * @param log what is recorded of the trial
   */
  public Segment(
      TrialId trial,
      int attempt,
      int untilEpoch,
      Configuration configuration,
      long seed,
      Slot slot,
      Aims aims,
      Patience patience,
      Lineage lineage,
      TrialLog log) {
    this.trial = trial;
    this.attempt = attempt;
    this.untilEpoch = untilEpoch;
    this.configuration = configuration;
    this.seed = seed;
    this.slot = slot;
    this.aims = aims;
    this.patience = patience;
    this.lineage = lineage;
    this.lent = lineage.lent().stream().flatMap(epoch -> log.rung(epoch).stream()).toList();
    this.checkpoints = lineage.begunIn(log) ? log.checkpoints() : List.of();
    this.recorded = log.epoch();
    this.curve = log.curve();
    this.last = log.last();
    this.acknowledged = log.epoch();
  }

  // ---------------------------------------------------------------------------- from other threads

  /** Ends the segment after the present epoch; the model is saved. */
  public synchronized void revoke() {
    revoked = true;
    notifyAll();
  }

  /** Ends the segment as soon as the trainer notices; the present epoch does not count. */
  public void cancel(FailureKind why) {
    cause = why;
    cancelled = true;
    revoke();
  }

  /**
   * Says until when training may begin an epoch or name a checkpoint, as {@link System#nanoTime}.
   */
  public void extendLease(long untilNanos) {
    leaseUntil = untilNanos;
  }

  /** Says that epochs up to this one are safe. */
  public synchronized void acknowledge(int epoch) {
    acknowledged = Math.max(acknowledged, epoch);
    notifyAll();
  }

  // -------------------------------------------------------------------------- on the slot's thread

  /** Returns the epoch the segment ends with. */
  public int untilEpoch() {
    return untilEpoch;
  }

  /** Returns how the model comes about. */
  Lineage lineage() {
    return lineage;
  }

  /** Returns the checkpoints that others may yet copy. */
  List<CheckpointSaved> lent() {
    return lent;
  }

  /** The trial has made its copy of another's model and goes on with that. */
  void copied(CheckpointCopied copy) {
    checkpoints =
        List.of(
            new CheckpointSaved(
                copy.attempt(), copy.epoch(), copy.path(), copy.bytes(), copy.sha256()));
    recorded = copy.epoch();
    curve = curve.copied(copy.epoch());
    last = Optional.empty();
    acknowledge(copy.epoch());
  }

  /** Returns a leg of the model's past as a segment of its own, of which nothing is recorded. */
  Segment past(Leg leg) {
    var past =
        new Segment(
            leg.trial(),
            attempt,
            leg.until(),
            leg.configuration(),
            leg.seed(),
            slot,
            aims,
            patience,
            new Lineage(List.of(leg), List.of(), List.of(), lineage.shared()),
            TrialLog.EMPTY);
    past.acknowledge(leg.until());
    return past;
  }

  /** Returns the checkpoints to go on from, newest last. */
  List<CheckpointSaved> checkpoints() {
    return checkpoints;
  }

  /** Returns the last epoch that was recorded before the segment began. */
  int recorded() {
    return recorded;
  }

  /** Returns whether the epoch after {@code epoch} belongs to the segment and may begin. */
  boolean mayTrainAfter(int epoch) {
    return epoch < untilEpoch && !isRevoked() && leased() && earlyEnd(epoch).isEmpty();
  }

  /** Returns whether the slot still holds the lease, by its own clock. */
  boolean leased() {
    return !cancelled && System.nanoTime() - leaseUntil < 0;
  }

  /**
   * Takes an epoch's metrics; waits while too many are not safe yet.
   *
   * @return the report to send on; empty if the epoch is already recorded
   * @throws DivergedException if the objective is not a finite number
   * @throws IllegalArgumentException if the objective is not among the metrics
   */
  Optional<Report> report(int epoch, Metrics metrics) throws InterruptedException {
    Objective objective = aims.objective();
    if (!metrics.has(objective.metric())) {
      throw new IllegalArgumentException(
          "the trainer reports " + metrics + ", must report the objective " + objective.metric());
    }
    if (Double.isNaN(objective.loss(metrics))) {
      throw new DivergedException(
          objective.metric() + " is " + metrics.get(objective.metric()) + " at epoch " + epoch);
    }
    if (epoch <= recorded) {
      return Optional.empty();
    }
    var report = new Report(epoch, metrics);
    curve = curve.after(report, aims, patience);
    last = Optional.of(report);
    awaitWindow(epoch);
    return last;
  }

  /** Returns the loss of an epoch's metrics. */
  double loss(Metrics metrics) {
    return aims.objective().loss(metrics);
  }

  /** Returns how the segment ends if training has got to {@code epoch}. */
  Outcome outcome(int epoch) {
    if (cancelled && cause != FailureKind.LOST) {
      return new Outcome.Failed(Math.max(epoch, recorded), cause, "an epoch took too long");
    }
    int counted = Math.max(epoch, recorded);
    if (epoch == untilEpoch && last.isPresent()) {
      return new Outcome.Reached(last.get());
    }
    return earlyEnd(epoch)
        .<Outcome>map(reason -> new Outcome.EndedEarly(last.orElseThrow(), reason))
        .orElseGet(() -> new Outcome.Interrupted(counted));
  }

  /** Returns how the segment ends if training threw. */
  Outcome failed(int epoch, Throwable thrown) {
    if (thrown instanceof CancelledException && (isRevoked() || !leased())) {
      return outcome(Math.min(epoch, untilEpoch - 1));
    }
    return new Outcome.Failed(Math.max(epoch, recorded), kind(thrown), Failures.describe(thrown));
  }

  private static FailureKind kind(Throwable thrown) {
    if (thrown instanceof DivergedException) {
      return FailureKind.DIVERGED;
    }
    return Failures.isOutOfMemory(thrown) ? FailureKind.OUT_OF_MEMORY : FailureKind.EXCEPTION;
  }

  /** The curve ends a trial only where it is recorded: an older attempt's epochs are behind. */
  private Optional<String> earlyEnd(int epoch) {
    return epoch < curve.epoch() ? Optional.empty() : curve.ended(aims, patience);
  }

  private synchronized boolean isRevoked() {
    return revoked;
  }

  private synchronized void awaitWindow(int epoch) throws InterruptedException {
    while (epoch - acknowledged > WINDOW && !cancelled) {
      wait();
    }
  }

  // ----------------------------------------------------------------------------- what trainers see

  @Override
  public TrialId trial() {
    return trial;
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public Configuration configuration() {
    return configuration;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public Slot slot() {
    return slot;
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }
}
