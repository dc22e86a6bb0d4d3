package dev.rungs.benchmarks.sim;

import dev.rungs.sweep.Retry;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.SpaceUsedUp;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.SweepState;
import dev.rungs.trial.Best;
import dev.rungs.trial.Chance;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A sweep in virtual time: the real {@link SweepState} with its samplers and schedulers, and
 * workers for whom training means to look a loss up. The clock jumps from one end of a segment to
 * the next; ends at the same time keep the order in which the segments began. The same arguments
 * always give the same run.
 *
 * <p>Where a problem is a table, a suggested configuration is replaced by the {@link
 * Problem#nearest} before it is folded, so the sampler learns from the configuration that was
 * trained, not from the one it had in mind.
 */
public final class Simulation {

  private static final String METRIC = "loss";
  private static final Retry NEVER = new Retry(0, List.of(), 0);

  /** A segment that a worker is training. */
  private record Segment(SegmentGranted granted, double end, long number, Course course) {}

  /**
   * How a segment goes.
   *
   * @param epochs trained in it
   * @param lost whether the worker dies and is never heard of again
   */
  private record Course(double duration, int epochs, Outcome outcome, Best best, boolean lost) {}

  private final Problem problem;
  private final Workers workers;
  private final Budget budget;
  private final long seed;

  private final SweepState state = new SweepState();
  private final List<Training> trainings = new ArrayList<>();
  private final List<Best> bests = new ArrayList<>();
  private final TreeSet<TrialId> inMemory = new TreeSet<>();
  private final PriorityQueue<Segment> training =
      new PriorityQueue<>(
          Comparator.comparingDouble(Segment::end).thenComparingLong(Segment::number));
  private final TreeSet<Integer> free = new TreeSet<>();
  private final List<Run.Moment> moments = new ArrayList<>();
  private double now;
  private long epochs;
  private long started;
  private int completed;

  private Simulation(Problem problem, Workers workers, Budget budget, long seed) {
    this.problem = problem;
    this.workers = workers;
    this.budget = budget;
    this.seed = seed;
    for (int slot = 0; slot < workers.count(); slot++) {
      free.add(slot);
    }
  }

  /**
   * Runs a sweep to its end, or to the end of its time.
   *
   * @param seed all chance follows from it
   * @throws IllegalArgumentException if the sampler cannot search the problem's space
   */
  public static Run run(
      Problem problem, Strategy strategy, Workers workers, Budget budget, long seed) {
    SweepSpec spec =
        SweepSpec.named("simulated")
            .seed(seed)
            .minimize(METRIC)
            .over(problem.space())
            .sampler(strategy.sampler())
            .scheduler(strategy.scheduler())
            .order(strategy.order())
            .stop(budget.rules())
            .retry(NEVER)
            .build();
    return new Simulation(problem, workers, budget, seed).run(spec);
  }

  private Run run(SweepSpec spec) {
    fold(SweepState.create(spec));
    fold(state.open());
    settle();
    while (completed < budget.completions() && withinTime(training.peek())) {
      arrive(training.remove());
      settle();
    }
    return new Run(moments);
  }

  private boolean withinTime(@Nullable Segment next) {
    return next != null && next.end() <= budget.time();
  }

  /** Asks what is due, then offers slots, until nothing follows. */
  private void settle() {
    boolean followed;
    do {
      followed = fold(state.due()) || offered();
    } while (followed);
  }

  private boolean offered() {
    for (int slot : free) {
      if (fold(state.offer(slot))) {
        return true;
      }
    }
    return false;
  }

  private boolean fold(List<SweepEvent> events) {
    events.forEach(this::fold);
    return !events.isEmpty();
  }

  private void fold(SweepEvent decided) {
    SweepEvent event = decided instanceof TrialSuggested suggested ? tabled(suggested) : decided;
    state.apply(event);
    moments.add(new Run.Moment(now, epochs, event));
    if (event instanceof TrialSuggested suggested) {
      trainings.add(problem.train(suggested.configuration(), state.seed(suggested.trial())));
      bests.add(Best.NONE);
    } else if (event instanceof SegmentGranted granted) {
      start(granted);
    } else if (event instanceof TrialJudged judged) {
      judged(judged);
    }
  }

  private void judged(TrialJudged judged) {
    if (judged.verdict() instanceof Verdict.Continue) {
      inMemory.add(judged.trial());
    } else if (judged.verdict() instanceof Verdict.Complete) {
      completed++;
    }
  }

  private SweepEvent tabled(TrialSuggested suggested) {
    return problem
        .nearest(suggested.configuration(), state.history()::contains)
        .<SweepEvent>map(
            nearest ->
                new TrialSuggested(
                    suggested.trial(), nearest, suggested.reason(), suggested.bracket()))
        .orElseGet(SpaceUsedUp::new);
  }

  private void start(SegmentGranted granted) {
    free.remove(granted.slot());
    boolean kept = inMemory.remove(granted.trial()) || workers.checkpoints();
    Course course = course(granted, kept ? state.summary(granted.trial()).epoch() : 0);
    training.add(new Segment(granted, now + course.duration(), started++, course));
  }

  private Course course(SegmentGranted granted, int from) {
    int trial = granted.trial().number();
    var chance = new Chance(seed, granted.trial());
    RandomGenerator luck = chance.generator("worker of attempt " + granted.attempt());
    double slowness = 1 + Math.abs(workers.stragglers() * luck.nextGaussian());
    double death = timeToDeath(luck);
    Best best = bests.get(trial);
    double duration = 0;
    for (int epoch = from + 1; epoch <= granted.untilEpoch(); epoch++) {
      double end = duration + slowness * trainings.get(trial).seconds(epoch);
      if (end > death) {
        return died(granted, death, epoch - 1 - from);
      }
      duration = end;
      double loss = trainings.get(trial).loss(epoch);
      if (!Double.isFinite(loss)) {
        var diverged = new Outcome.Failed(epoch - 1, FailureKind.DIVERGED, "loss is " + loss);
        return new Course(duration, epoch - from, diverged, best, false);
      }
      best = best.or(epoch, loss);
    }
    int until = granted.untilEpoch();
    var report = new Report(until, Metrics.of(METRIC, trainings.get(trial).loss(until)));
    return new Course(duration, until - from, new Outcome.Reached(report), best, false);
  }

  /** Nothing that it trained counts. */
  private Course died(SegmentGranted granted, double duration, int trained) {
    TrialId trial = granted.trial();
    var failed =
        new Outcome.Failed(state.summary(trial).epoch(), FailureKind.EXCEPTION, "its worker died");
    return new Course(duration, trained, failed, bests.get(trial.number()), workers.again());
  }

  /** Dying with the same chance in every unit of time leaves an exponential time to live. */
  private double timeToDeath(RandomGenerator luck) {
    return workers.deaths() == 0
        ? Double.POSITIVE_INFINITY
        : Math.log(1 - luck.nextDouble()) / Math.log1p(-workers.deaths());
  }

  private void arrive(Segment segment) {
    SegmentGranted granted = segment.granted();
    Course course = segment.course();
    now = segment.end();
    epochs += course.epochs();
    free.add(granted.slot());
    bests.set(granted.trial().number(), course.best());
    fold(
        course.lost()
            ? state.leaseLost(granted.trial(), granted.attempt(), "its worker died")
            : state.segmentEnded(
                granted.trial(), granted.attempt(), course.outcome(), course.best()));
  }
}
