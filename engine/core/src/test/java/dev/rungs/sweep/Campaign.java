package dev.rungs.sweep;

import static dev.rungs.sweep.Violation.requireSame;

import dev.rungs.space.Configuration;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many simulated histories, one thread a core: seed after seed, each a {@link Scenario}. Every
 * event of every history is audited; one history in {@link #THOROUGH}, by its seed, is also
 * replayed answer by answer and, where any order of arrival must decide the same, compared with
 * itself on one slot and without trouble.
 */
public final class Campaign {

  /** One in so many histories is replayed whole. */
  public static final int THOROUGH = 16;

  /** The system property that makes the tests replay one seed alone. */
  public static final String SEED = "simulation.seed";

  /** How a rule begins that the core noticed itself. */
  static final String CORE_BROKE = "the core broke: ";

  private static final int LAST_EVENTS = 12;
  private static final int ENOUGH = 5;

  /**
   * A broken rule.
   *
   * @param rule which, and about what; or the core's own exception
   * @param story the sweep, its troubles and the last events
   */
  public record Broken(long seed, String rule, String story) {
    @Override
    public String toString() {
      return "seed " + seed + ": " + rule + "\n" + story;
    }
  }

  /**
   * What a campaign has seen.
   *
   * @param thorough how many of the histories were replayed whole
   * @param cpu the processor's time, summed over threads
   * @param broken by seed; a campaign gives up after a few
   */
  public record Result(
      long histories,
      long thorough,
      long questions,
      long events,
      Duration time,
      Duration cpu,
      List<Broken> broken) {
    public Result {
      broken = List.copyOf(broken);
    }
  }

  private final Core core;
  private final long end;
  private final long deadline;
  private final int oneIn;

  private final AtomicLong next;
  private final AtomicLong histories = new AtomicLong();
  private final AtomicLong replayed = new AtomicLong();
  private final AtomicLong questions = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong cpu = new AtomicLong();
  private final ConcurrentLinkedQueue<Broken> broken = new ConcurrentLinkedQueue<>();

  private Campaign(Core core, long first, long count, Duration most, int oneIn) {
    this.core = core;
    this.end = first + count;
    this.deadline = System.nanoTime() + most.toNanos();
    this.oneIn = oneIn;
    this.next = new AtomicLong(first);
  }

  /**
   * Runs histories from a seed on until there are enough or time is up.
   *
   * @param most at most so long
   */
  public static Result run(long first, long count, Duration most, int threads)
      throws InterruptedException {
    return new Campaign(Core.REAL, first, count, most, THOROUGH).run(threads);
  }

  /** Runs histories, each of them replayed whole. */
  static Result runThoroughly(long first, long count, Duration most, int threads)
      throws InterruptedException {
    return new Campaign(Core.REAL, first, count, most, 1).run(threads);
  }

  /** Returns the first history, from a seed on, in which a bug shows. */
  static Optional<Broken> hunt(Core bug, long first, long count) {
    for (long seed = first; seed < first + count; seed++) {
      Optional<Broken> found = new Campaign(bug, seed, 1, Duration.ZERO, 1).history(seed);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Runs one history, whole, on the real core. */
  static Optional<Broken> replay(long seed) {
    return new Campaign(Core.REAL, seed, 1, Duration.ZERO, 1).history(seed);
  }

  /** Tells how one history went: what it was and its last events. */
  static String tell(long seed) {
    Scenario scenario = Scenario.of(seed);
    return "seed " + seed + "\n" + story(scenario, scenario.world(Core.REAL).run());
  }

  private Result run(int threads) throws InterruptedException {
    long start = System.nanoTime();
    var workers = new ArrayList<Thread>();
    for (int i = 0; i < threads; i++) {
      var worker = new Thread(this::work, "simulation-" + i);
      worker.start();
      workers.add(worker);
    }
    for (Thread worker : workers) {
      worker.join();
    }
    return new Result(
        histories.get(),
        replayed.get(),
        questions.get(),
        events.get(),
        Duration.ofNanos(System.nanoTime() - start),
        Duration.ofNanos(cpu.get()),
        broken.stream().sorted(Comparator.comparingLong(Broken::seed)).toList());
  }

  private void work() {
    long seed = next.getAndIncrement();
    while (seed < end && System.nanoTime() - deadline < 0 && broken.size() < ENOUGH) {
      history(seed).ifPresent(broken::add);
      histories.incrementAndGet();
      seed = next.getAndIncrement();
    }
    cpu.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
  }

  private Optional<Broken> history(long seed) {
    Scenario scenario = Scenario.of(seed);
    World world = scenario.world(core);
    try {
      world.run();
      if (Math.floorMod(seed, (long) oneIn) == 0) {
        world.replay();
        scenario.calm().ifPresent(calm -> compare(world, calm.world(core).run()));
        replayed.incrementAndGet();
      }
      return Optional.empty();
    } catch (Violation | RuntimeException e) {
      return Optional.of(new Broken(seed, rule(e), story(scenario, world)));
    } finally {
      questions.addAndGet(world.questions());
      events.addAndGet(world.state().events());
    }
  }

  private static void compare(World rough, World calm) {
    List<SweepEvent> decided = decisions(rough.log());
    List<SweepEvent> expected = decisions(calm.log());
    for (int i = 0; i < Math.min(decided.size(), expected.size()); i++) {
      requireSame(decided.get(i), expected.get(i), "decision", "in order");
    }
    requireSame(decided.size(), expected.size(), "decisions", "in order");
    requireSame(tried(rough), tried(calm), "configurations", "in order");
    requireSame(rough.state().ended(), calm.state().ended(), "end", "in order");
    requireSame(
        rough.state().best().map(TrialSummary::id),
        calm.state().best().map(TrialSummary::id),
        "winner",
        "in order");
  }

  /** Returns what those trained with that have ended. */
  private static List<Configuration> tried(World world) {
    return world.state().trials().stream()
        .filter(trial -> trial.phase().over())
        .map(TrialSummary::configuration)
        .toList();
  }

  /** Returns the events in which a sweep decides about trials. */
  static List<SweepEvent> decisions(List<SweepEvent> log) {
    return log.stream()
        .filter(
            event ->
                event instanceof TrialSuggested
                    || event instanceof RungReached
                    || event instanceof TrialJudged
                    || event instanceof TrialFailed)
        .toList();
  }

  private static String rule(Throwable broken) {
    return broken instanceof Violation ? broken.getMessage() : CORE_BROKE + broken;
  }

  private static String story(Scenario scenario, World world) {
    var story = new StringBuilder();
    story.append("  ").append(scenario.spec()).append('\n');
    story.append("  ").append(scenario.troubles()).append(", slots ").append(scenario.slots());
    List<SweepEvent> log = world.log();
    for (int i = Math.max(0, log.size() - LAST_EVENTS); i < log.size(); i++) {
      story.append("\n  event ").append(i + 1).append(": ").append(log.get(i));
    }
    return story.toString();
  }
}
