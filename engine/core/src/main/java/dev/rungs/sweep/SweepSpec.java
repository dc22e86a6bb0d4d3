package dev.rungs.sweep;

import dev.rungs.sample.Sampler;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Objective;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Everything that decides what a sweep does. Two sweeps with equal specifications, started in
 * {@link Order.Ordered}, do the same.
 *
 * @param name letters, digits, {@code . _ -}, at most 64
 * @param trainer what is trained, as settings: it takes no part in decisions, but a sweep must not
 *     go on with another
 * @param startWith configurations to try before the sampler's own
 */
public record SweepSpec(
    String name,
    long seed,
    Objective objective,
    SearchSpace space,
    Sampler sampler,
    Scheduler scheduler,
    Order order,
    StopRules stop,
    Patience patience,
    Retry retry,
    Configuration trainer,
    List<Configuration> startWith) {

  /** What a sweep's name and id look like. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public SweepSpec {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name is '" + name + "', must be 1 to 64 letters, digits, '.', '_' or '-'");
    }
    sampler.check(space);
    startWith = startWith.stream().map(space::complete).toList();
  }
}
