package dev.rungs.sweep;

import dev.rungs.sample.Sampler;
import dev.rungs.sample.Samplers;
import dev.rungs.schedule.Population;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.space.Constraint.Comparison;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Aim;
import dev.rungs.trial.Aims;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Patience;
import dev.rungs.trial.Requirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what a sweep does. Two sweeps with equal specifications that learn the
 * same, started in {@link Order.Ordered}, do the same.
 *
 * @param name letters, digits, {@code . _ -}, at most 64
 * @param also what matters besides the objective, see {@link Aims}
 * @param require what the epochs that count have to keep
 * @param shadows schedulers that decide nothing: what they would have made of the sweep is asked of
 *     its curves, see {@link dev.rungs.analyze.RecordedSweep}
 * @param trainer what is trained, as settings: it takes no part in decisions, but a sweep must not
 *     go on with another
 * @param startWith configurations to try before the sampler's own
 * @param learnFrom ids of earlier sweeps; what they have found when this one is created is known to
 *     its sampler, see {@link EarlierSweep}
 */
public record SweepSpec(
    String name,
    long seed,
    Objective objective,
    List<Aim> also,
    List<Requirement> require,
    SearchSpace space,
    Sampler sampler,
    Scheduler scheduler,
    List<Scheduler> shadows,
    Order order,
    StopRules stop,
    Patience patience,
    Retry retry,
    Configuration trainer,
    List<Configuration> startWith,
    List<String> learnFrom) {

  public SweepSpec {
    SweepName.check("name", name);
    var aims = new Aims(objective, also, require);
    also = aims.also();
    require = aims.require();
    sampler.check(space);
    scheduler.check(space);
    shadows = List.copyOf(shadows);
    checkShadows(scheduler, shadows, space);
    retry.check(space, scheduler);
    startWith = startWith.stream().map(space::complete).toList();
    learnFrom = List.copyOf(learnFrom);
    checkIds(learnFrom);
  }

  private static void checkShadows(
      Scheduler scheduler, List<Scheduler> shadows, SearchSpace space) {
    for (Scheduler shadow : shadows) {
      if (shadow instanceof Population || scheduler instanceof Population) {
        throw new IllegalArgumentException(
            "shadow is "
                + shadow
                + " beside "
                + scheduler
                + ", must be none where trials copy each other: what a copy would have become is"
                + " not recorded");
      }
      if (shadow.equals(scheduler) || Collections.frequency(shadows, shadow) > 1) {
        throw new IllegalArgumentException(
            "shadow is " + shadow + ", must differ from the scheduler and from other shadows");
      }
      shadow.check(space);
    }
  }

  private static void checkIds(List<String> learnFrom) {
    for (String id : learnFrom) {
      if (!SweepName.fits(id) || Collections.frequency(learnFrom, id) > 1) {
        throw new IllegalArgumentException(
            "learnFrom is " + learnFrom + ", must be ids of sweeps, each once");
      }
    }
  }

  /** Returns all that the sweep wants of its trials. */
  public Aims aims() {
    return new Aims(objective, also, require);
  }

  /** Starts describing a sweep: its name, then whatever differs from the defaults. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Returns this sweep with other limits. */
  public SweepSpec withStop(StopRules rules) {
    return new SweepSpec(
        name, seed, objective, also, require, space, sampler, scheduler, shadows, order, rules,
        patience, retry, trainer, startWith, learnFrom);
  }

  /** Returns this sweep with another scheduler and other shadows. */
  public SweepSpec withScheduler(Scheduler other, List<Scheduler> others) {
    return new SweepSpec(
        name, seed, objective, also, require, space, sampler, other, others, order, stop, patience,
        retry, trainer, startWith, learnFrom);
  }

  /**
   * Collects a sweep's settings. An objective, a space and a scheduler are needed, the rest has
   * defaults.
   */
  public static final class Builder {

    private final String name;
    private long seed = 42;
    private @Nullable Objective objective;
    private final List<Aim> also = new ArrayList<>();
    private final List<Requirement> require = new ArrayList<>();
    private @Nullable SearchSpace space;
    private Sampler sampler = Samplers.ALL.get(0).make(Configuration.EMPTY);
    private @Nullable Scheduler scheduler;
    private final List<Scheduler> shadows = new ArrayList<>();
    private Order order = new Order.Replay();
    private StopRules stop = StopRules.trials(64);
    private Patience patience = Patience.ENDLESS;
    private Retry retry = Retry.DEFAULT;
    private Configuration trainer = Configuration.EMPTY;
    private final List<Configuration> startWith = new ArrayList<>();
    private final List<String> learnFrom = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    /** Lower values of a metric are better. */
    public Builder minimize(String metric) {
      return objective(Objective.minimize(metric));
    }

    /** Higher values of a metric are better. */
    public Builder maximize(String metric) {
      return objective(Objective.maximize(metric));
    }

    /** What to optimise. */
    public Builder objective(Objective aim) {
      objective = aim;
      return this;
    }

    /**
     * Lower values of a further metric are better, at the epoch that counts; the objective remains
     * what schedulers and the winner go by.
     */
    public Builder alsoMinimize(String metric) {
      also.add(Aim.minimize(metric));
      return this;
    }

    /** Higher values of a further metric are better; see {@link #alsoMinimize}. */
    public Builder alsoMaximize(String metric) {
      also.add(Aim.maximize(metric));
      return this;
    }

    /** Demands that a metric is at most some value: other epochs only count if none keeps it. */
    public Builder requireAtMost(String metric, double bound) {
      require.add(new Requirement(metric, Comparison.AT_MOST, bound));
      return this;
    }

    /** Demands that a metric is at least some value; see {@link #requireAtMost}. */
    public Builder requireAtLeast(String metric, double bound) {
      require.add(new Requirement(metric, Comparison.AT_LEAST, bound));
      return this;
    }

    /** Where to search. */
    public Builder over(Parameter... parameters) {
      return over(SearchSpace.of(parameters));
    }

    /** Where to search. */
    public Builder over(SearchSpace where) {
      space = where;
      return this;
    }

    /** All chance follows from it; 42 by default. */
    public Builder seed(long number) {
      seed = number;
      return this;
    }

    /** What to try next; {@link dev.rungs.sample.AutoSampler} by default. */
    public Builder sampler(Sampler algorithm) {
      sampler = algorithm;
      return this;
    }

    /** Which trials deserve more epochs. */
    public Builder scheduler(Scheduler algorithm) {
      scheduler = algorithm;
      return this;
    }

    /**
     * Adds a scheduler that decides nothing. What it would have made of the sweep can be read at
     * any time, see {@link dev.rungs.analyze.RecordedSweep#shadows}; asking is all that it costs.
     *
     * @param algorithm none whose trials copy each other, nor beside such a scheduler
     */
    public Builder shadow(Scheduler algorithm) {
      shadows.add(algorithm);
      return this;
    }

    /** In which order to decide; as results arrive by default. */
    public Builder order(Order decisions) {
      order = decisions;
      return this;
    }

    /** When to end; after 64 trials by default. */
    public Builder stop(StopRules rules) {
      stop = rules;
      return this;
    }

    /** Ends a trial after so many epochs without progress; never by default. */
    public Builder patience(int epochs, double improve) {
      patience = new Patience(epochs, improve);
      return this;
    }

    /** Which failures to try again; {@link Retry#DEFAULT} by default. */
    public Builder retry(Retry policy) {
      retry = policy;
      return this;
    }

    /** What is trained, as far as settings tell; a sweep does not go on with other ones. */
    public Builder trainer(Configuration settings) {
      trainer = settings;
      return this;
    }

    /** Adds a configuration to try before the sampler's own; constants may be left out. */
    public Builder startWith(Map<String, ?> values) {
      startWith.add(Configuration.of(values));
      return this;
    }

    /**
     * Adds earlier sweeps that the sampler learns from: it knows their trials from the start, and
     * proposes none of them again. They are read once, when the sweep is created.
     *
     * @param ids of sweeps of the same journal, of the same metric and direction
     */
    public Builder learnFrom(String... ids) {
      learnFrom.addAll(List.of(ids));
      return this;
    }

    /**
     * Returns the sweep.
     *
     * @throws IllegalArgumentException if the objective, the space or the scheduler is missing, or
     *     a configuration to start with does not lie in the space
     */
    public SweepSpec build() {
      if (objective == null || space == null || scheduler == null) {
        String missing = objective == null ? "objective" : space == null ? "space" : "scheduler";
        throw new IllegalArgumentException(name + " has no " + missing + ", must have one");
      }
      return new SweepSpec(
          name, seed, objective, also, require, space, sampler, scheduler, shadows, order, stop,
          patience, retry, trainer, startWith, learnFrom);
    }
  }
}
